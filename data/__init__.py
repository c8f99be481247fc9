"""Where rows live: workspaces, the embedded store and its publishing, the demo company, boundaries."""

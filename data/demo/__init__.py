"""The demo company: an example workspace whose rows are made, not real."""

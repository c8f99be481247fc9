"""How fast charts become pictures, and whether a thousand of them leave the browser as it was."""

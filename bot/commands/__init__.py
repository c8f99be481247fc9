"""The commands of the command line, a module each. What is slow to load is imported when a command runs."""

"""English: its words, rules and periods."""

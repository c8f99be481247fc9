"""What a stranger's tables hold: a profile of every column, the keys of every table, the joins between tables."""

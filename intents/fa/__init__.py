"""Persian: the words of questions."""

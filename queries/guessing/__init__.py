"""Guesses a first catalogue from what a stranger's tables hold."""

"""Databases on servers of their own: how to connect, run one SELECT, stop it, and say what went wrong."""

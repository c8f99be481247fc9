"""Query → SQL and its bound values. The text is built from the query's shape alone and kept for the next like it."""

from queries.compiler.compile import Compiled, compile_query

__all__ = ["Compiled", "compile_query"]

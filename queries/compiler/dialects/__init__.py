"""The text of a statement's tree in the SQL of the engine that runs it."""

from queries.compiler.dialects.dialect import Dialect, dialect_of
from queries.compiler.dialects.writing import written

__all__ = ["Dialect", "dialect_of", "written"]

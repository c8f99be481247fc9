"""Query to SQL: small builders over sqlglot nodes. A user's value never enters a builder."""

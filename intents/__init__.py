"""From a person's words to a reading: a typed query, what was understood and what was not."""

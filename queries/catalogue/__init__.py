"""A company's figures: tables, joins, dimensions, metrics and words, from YAML files that were checked when read."""

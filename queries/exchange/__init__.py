"""Catalogues from and to other semantic layers: dbt's manifest, Open Semantic Interchange, MetricFlow's YAML."""

"""The public data sets are founded where they lie beside the project."""

from tests.other_companies.companies import DATASETS

collect_ignore = [] if DATASETS.exists() else ["test_public_data.py"]

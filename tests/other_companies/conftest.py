"""The questions of the public data sets are asked where those lie beside the project."""

from tests.other_companies.companies import DATASETS

collect_ignore = [] if DATASETS.exists() else ["test_public_questions.py"]

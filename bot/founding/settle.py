"""Makes sure that a catalogue loads and fits the data; entries of ours that do not are taken back, and said so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.founding.blocks import Key, file_text
from queries.catalogue.load import CatalogueError, Problem, load_catalogue_documents
from queries.catalogue.model import Catalogue

FILES: dict[str, tuple[str, ...]] = {
    "catalogue/tables.yaml": ("tables",),
    "catalogue/dimensions.yaml": ("dimensions", "generics"),
    "catalogue/metrics.yaml": ("metrics",),
}
_BY = "Written by kpibot init; what you edit stays when it is run again."
HEADINGS = {
    "catalogue/tables.yaml": f"# The tables, and how they join. {_BY}\n",
    "catalogue/dimensions.yaml": f"# What figures can be broken down by. {_BY}\n",
    "catalogue/metrics.yaml": f"# The figures. {_BY}\n",
}
_MOST_ROUNDS = 60


def texts_of(entries: Mapping[Key, str], others: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The catalogue's files."""
    return {
        file: file_text(HEADINGS[file], sections, entries, others.get(file, {})) for file, sections in FILES.items()
    }


def settle(
    entries: dict[Key, str],
    ours: set[Key],
    others: Mapping[str, Mapping[str, str]],
    foreign: Mapping[str, str],
    settings: str,
    check: Callable[[Catalogue], Sequence[Problem]],
) -> tuple[Catalogue, list[tuple[Key, str]]]:
    """The catalogue of the entries, and what was taken out of them with the reason.

    `foreign` are files of the person's own. Raises CatalogueError for problems in what was written by hand.
    """
    taken: list[tuple[Key, str]] = []
    for _ in range(_MOST_ROUNDS):
        texts = texts_of(entries, others)
        try:
            catalogue = load_catalogue_documents({**texts, **foreign}, settings)
            problems = list(check(catalogue))
        except CatalogueError as error:
            problems = list(error.problems)
            catalogue = None
        if not problems and catalogue is not None:
            return catalogue, taken
        blamed = {
            key: problem for problem in problems if (key := _at(problem, texts, entries)) is not None and key in ours
        }
        if not blamed:
            raise CatalogueError(problems)
        for key, problem in blamed.items():
            del entries[key]
            ours.discard(key)
            taken.append((key, problem.message))
    raise CatalogueError(problems)


def _at(problem: Problem, texts: Mapping[str, str], entries: Mapping[Key, str]) -> Key | None:
    """The entry that a problem stands in."""
    text = texts.get(problem.place.file)
    if text is None:
        return None
    line = 0
    current: Key | None = None
    section = ""
    names = {(of, name) for of, name in entries}
    for line, written in enumerate(text.splitlines(), 1):
        if line > problem.place.line:
            break
        if written and not written.startswith((" ", "#")):
            section = written.partition(":")[0]
        elif written.startswith("  ") and not written.startswith("   ") and not written.lstrip().startswith("#"):
            name = written.strip().partition(":")[0].strip("'\"")
            current = (section, name) if (section, name) in names else current
    return current

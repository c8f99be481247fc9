"""How long a question takes to be read: the whole corpus, with the demo's members and with a million more."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.earley import Earley
from benchmarks.questions import TODAY
from benchmarks.table import Table
from benchmarks.vocabulary import LIKE_WORDS, NEAR_TWINS, with_many
from intents.read import Reader
from queries.dataset import Dataset

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
MANY = 1_000_000
_WARM = 40
"""Questions read before any is measured: the first ones load what belongs to the language."""


def corpus(language: str) -> tuple[str, ...]:
    """The different phrasings of a language in the corpus of the tests."""
    found = []
    for file in sorted((CORPUS / language).glob("*.yaml")):
        found += [str(q) for entry in yaml.safe_load(file.read_text("utf-8")) for q in entry["asked"]]
    return tuple(dict.fromkeys(found))


def misspelt(questions: Sequence[str]) -> Iterator[str]:
    """Each question with a letter of its longest word left out."""
    for question in questions:
        word = max(question.split(), key=len)
        if len(word) > 5 and word.isalpha():
            yield question.replace(word, word[: len(word) // 2] + word[len(word) // 2 + 1 :])


def reading_table(dataset: Dataset, folder: Path, *, seconds: float, many: int = MANY) -> Table:
    """Each question read once, in processor time: what it costs, whatever else the machine does."""
    questions = {"English": corpus("en"), "Persian": corpus("fa")}
    questions["English, misspelt"] = tuple(misspelt(questions["English"]))
    customers = [f"revenue of {name} last month" for name in (*LIKE_WORDS, *NEAR_TWINS)]
    table = Table(
        "Reading a question (ms of processor time, each question for the first time; targets: median 1 with the demo, "
        f"5 with {many:,} members, p99 10)",
        ("questions", "count", "median", "p99", "slowest"),
    )
    languages = ("en", "fa")
    reader = Reader(dataset.catalogue, dataset.members, languages)
    _add(table, questions, reader.read, "demo", seconds)
    earley = Earley(dataset.catalogue, dataset.members)
    read = [q for q in questions["English"][::5] if earley.parse(q)]
    _add(table, {"English that its toy grammar has": read}, lambda q, _: earley.parse(q), "Earley (lark)", seconds)
    _add(table, {"the same": read}, reader.read, "demo", seconds)
    members = with_many(dataset.members, "customer", many, folder / f"members-{many}")
    Reader(dataset.catalogue, members, languages)  # writes the index
    began, before = time.perf_counter(), _resident()
    reader = Reader(dataset.catalogue, members, languages)
    opened, after = time.perf_counter() - began, _resident()
    _add(table, {**questions, "of customers": customers}, reader.read, f"{many:,} customers", seconds)
    kept = sum(file.stat().st_size for file in (folder / f"members-{many}").rglob("*") if file.is_file()) / 1e6
    more = f"{after - before:.0f} MB more, after all questions {_resident() - before:.0f} MB; files of {kept:.0f} MB"
    table.add(f"opened with the index ready in {opened:.2f} s, {more}", *[""] * 4)
    return table


def _add(
    table: Table,
    questions: Mapping[str, Sequence[str]],
    read: Callable[..., object],
    what: str,
    seconds: float,
) -> None:
    for kind, asked in questions.items():
        for question in asked[-_WARM:]:
            read(question, TODAY)
        times = []
        until = time.monotonic() + seconds
        for question in asked[:-_WARM] or asked:
            began = time.thread_time()
            read(question, TODAY)
            times.append((time.thread_time() - began) * 1000)
            if time.monotonic() > until:
                break
        times.sort()
        median, late = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
        table.add(f"{what}: {kind}", str(len(times)), f"{median:.2f}", f"{late:.2f}", f"{times[-1]:.2f}")


def _resident() -> float:
    """The memory of this process that is its own, in MB; mapped files are not counted."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

"""How long a question takes to be read."""

from __future__ import annotations

from benchmarks.clock import interleaved
from benchmarks.questions import ASKED, TODAY
from benchmarks.table import Table
from intents.read import Reader
from queries.dataset import Dataset

TYPOS = ("revnue by teritory last month", "convrsion rate by chanel this year", "top 5 prodcts by profit margn")
LONG = (
    "hi, could you please tell me how the revenue, orders and average order value of enterprise customers in Tehran "
    "and Isfahan developed by month over the last 24 months compared with the year before, thank you"
)


def reading_table(dataset: Dataset, *, seconds: float) -> Table:
    """Each question's median."""
    reader = Reader(dataset.catalogue, dataset.members)
    questions = [a.words for a in ASKED] + [*TYPOS, LONG]

    def reading(question: str) -> float:
        return interleaved([lambda: reader.read(question, TODAY)], seconds=seconds / len(questions), least=20)[0]

    table = Table("Reading a question (ms; target: 1 at the median)", ("question", "median"))
    times = [(question, reading(question)) for question in questions]
    for question, median in times:
        table.add(question[:70], f"{median:.3f}")
    table.add("median of all", f"{sorted(t for _, t in times)[len(times) // 2]:.3f}")
    return table

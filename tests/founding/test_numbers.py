"""What the numbers of a table are: which add up, which are means, which are states, and which are none of its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.profiling.profile import Column
from queries.catalogue.model import Simple, Stock
from queries.guessing.fields import field_of
from tests.founding.companies import Asked, init


def of_columns(folder: Path, name: str, columns: dict[str, list[object]]) -> Asked:
    """A company of one table."""
    rows = zip(*columns.values(), strict=True)
    text = [",".join(columns), *(",".join(map(str, row)) for row in rows)]
    file = folder / f"{name}.csv"
    file.write_text("\n".join(text) + "\n", "utf-8")
    return init(folder / "workspace", [file])


def aggregates(asked: Asked, column: str) -> set[str]:
    """How a column is put together in the figures that are made of it."""
    found = set()
    for metric in asked.dataset.catalogue.metrics.values():
        definition = metric.definition
        if isinstance(definition, Simple | Stock) and definition.expr is not None and column in definition.expr.sql():
            found.add("stock" if isinstance(definition, Stock) else definition.agg)
    return found


DAYS = [f"2025-01-{day:02d}" for day in range(1, 13)]
ONE_TO_12 = list(range(1, 13))
IRREGULAR = [3, 141, 59, 26, 535, 89, 79, 323, 84, 62, 643, 38]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return of_columns(
        tmp_path_factory.mktemp("people"),
        "employees",
        {
            "EmployeeNumber": [n * 7 for n in ONE_TO_12],
            "Department": ["Sales", "IT", "HR"] * 4,
            "HourlyRate": [n * 8 for n in ONE_TO_12],
            "DailyRate": [n * 100 for n in ONE_TO_12],
            "PercentSalaryHike": [n + 10 for n in ONE_TO_12],
            "WorkLifeBalance": [1, 2, 3, 4] * 3,
            "JobInvolvement": [1, 2, 3, 4] * 3,
            "NumCompaniesWorked": [0, 1, 2, 9] * 3,
            "TotalWorkingYears": ONE_TO_12,
        },
    )


@pytest.fixture(scope="module")
def prices(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return of_columns(
        tmp_path_factory.mktemp("prices"),
        "prices",
        {
            "date": DAYS, "symbol": ["A", "B"] * 6, "open": IRREGULAR, "high": IRREGULAR, "low": IRREGULAR,
            "adj close": IRREGULAR, "volume": IRREGULAR, "total cases": IRREGULAR, "new cases": IRREGULAR,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    "column", ["hourly_rate", "daily_rate", "percent_salary_hike", "work_life_balance", "job_involvement",
               "total_working_years"],
)  # fmt: skip
def test_marks_and_rates_are_means(people: Asked, column: str) -> None:
    assert aggregates(people, column) == {"avg"}


def test_counts_add_up(people: Asked) -> None:
    assert "sum" in aggregates(people, "num_companies_worked")
    assert people.rows("average hourly rate") == [(52.0,)]
    assert people.rows("average percent salary hike") == [(0.165,)]


@pytest.mark.parametrize("column", ["open", "high", "low", "adj_close"])
def test_quoted_prices_are_means(prices: Asked, column: str) -> None:
    assert aggregates(prices, column) == {"avg"}


def test_what_is_counted_up_to_a_day_is_a_state(prices: Asked) -> None:
    assert aggregates(prices, "total_cases") == {"stock"}
    assert "sum" in aggregates(prices, "new_cases") & aggregates(prices, "volume")


def test_totals_of_orders_are_not_added_up_over_their_lines(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "order_lines",
        {
            "order_id": [n // 2 for n in range(12)], "order_date": [DAYS[n // 2] for n in range(12)],
            "product": ["Desk", "Lamp", "Pen"] * 4, "line_amount": IRREGULAR,
            "order_total": [IRREGULAR[n // 2 * 2] + IRREGULAR[n // 2 * 2 + 1] for n in range(12)],
        },
    )  # fmt: skip
    assert aggregates(asked, "order_total") == {"sum", "avg"}
    assert asked.rows("order total") == asked.rows("line amount")
    assert any("order_total" in finding.text for finding in asked.founded.draft.findings)
    assert asked.rows("line amount") == [(sum(IRREGULAR),)]


def test_headings_that_tell_thousands_and_millions(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "figures.csv").write_text(
        "Region,Revenue (k$),Cost ($M),Sales in thousands,Units (000),Height (m),Weight (kg)\n"
        "North,1.5,2,3,4,7,10\nSouth,2.5,3,4,5,8,20\n",
        "utf-8",
    )
    asked = init(tmp_path / "ws", [tmp_path / "raw"])
    assert asked.rows("revenue") == [(4000,)]  # a column of that name, though sales stand beside it
    assert asked.rows("sales by region") == [("South", 4000), ("North", 3000)]
    assert asked.rows("cost") == [(5_000_000,)]
    assert asked.rows("units") == [(9000,)]
    assert asked.rows("average weight") == [(15,)]
    said = [one.text for one in asked.founded.draft.findings if "multiplied by" in one.text]
    assert len(said) == 4 and any("figures.revenue_k: its numbers are multiplied by 1,000" in one for one in said)


def test_millions_in_a_persian_heading(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "فروش.csv").write_text("استان,مبلغ (میلیون ریال)\nتهران,120\nفارس,30\n", "utf-8")
    asked = init(tmp_path / "ws", [tmp_path / "raw"])
    assert asked.rows("مبلغ به تفکیک استان") == [("تهران", 120_000_000), ("فارس", 30_000_000)]


@pytest.mark.parametrize(
    ("months", "question", "rows"),
    [
        ([202401, 202402, 202312], "amount in January 2024", [(sum(IRREGULAR[::3]),)]),
        ([140301, 140302, 140212], "مبلغ فروردین ۱۴۰۳", [(sum(IRREGULAR[::3]),)]),
    ],
)
def test_months_as_numbers(tmp_path: Path, months: list[int], question: str, rows: list[tuple[Any, ...]]) -> None:
    asked = of_columns(tmp_path, "sales", {"period": months * 4, "region": ["N", "S"] * 6, "amount": IRREGULAR})
    assert asked.rows(question) == rows
    assert aggregates(asked, "period") == set()


def test_numbers_that_are_no_months_stay_numbers(tmp_path: Path) -> None:
    asked = of_columns(tmp_path, "sales", {"period": [202413, 202499, 202401] * 4, "amount": IRREGULAR})
    assert asked.dataset.catalogue.tables["sales"].time is None


def test_currencies_are_never_added_up(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "payments",
        {
            "payment_id": ONE_TO_12, "paid_on": DAYS, "currency": ["EUR", "USD", "EUR"] * 4, "amount": IRREGULAR,
        },
    )  # fmt: skip
    euros = [amount for n, amount in enumerate(IRREGULAR) if n % 3 != 1]
    assert asked.rows("amount EUR") == [(sum(euros),)]
    assert asked.read("amount").status != "answered"
    assert asked.rows("payments by currency") == [("EUR", 8), ("USD", 4)]


def test_dates_of_a_year_a_month_and_a_day(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "bookings",
        {
            "arrival_date_year": [2015, 2016] * 6, "arrival_date_month": ["July", "August", "March"] * 4,
            "arrival_date_day_of_month": ONE_TO_12, "is_canceled": [0, 1, 0] * 4, "hotel": ["City", "Resort"] * 6,
        },
    )  # fmt: skip
    assert asked.rows("bookings in July 2015") == [(2,)]
    assert asked.rows("bookings on 4 July 2016") == [(1,)]
    assert asked.rows("cancellation rate by hotel in 2015") == [("City", round(1 / 3, 4))]


def test_the_year_of_a_car_is_no_date(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path, "cars", {"model_year": [2015, 2016] * 6, "brand": ["A", "B", "C"] * 4, "price": IRREGULAR}
    )
    assert all(table.time is None for table in asked.dataset.catalogue.tables.values())
    assert asked.rows("cars by brand") == [("A", 4), ("B", 4), ("C", 4)]


def test_what_never_falls_from_day_to_day_is_counted_up_to_the_day(tmp_path: Path) -> None:
    rows = [(day, country) for day in range(12) for country in range(4)]
    asked = of_columns(
        tmp_path,
        "covid",
        {
            "date": [DAYS[day] for day, _ in rows], "country": ["ABCD"[country] for _, country in rows],
            "confirmed": [day * (country + 3) + 5 for day, country in rows],
            "tests": [IRREGULAR[(day + country) % 12] for day, country in rows],
        },
    )  # fmt: skip
    assert aggregates(asked, "confirmed") == {"stock"}
    assert "sum" in aggregates(asked, "tests")
    assert asked.rows("confirmed by country in January 2025")[0] == ("D", 71)


@pytest.mark.parametrize(
    ("heading", "role"),
    [("pclass", "mean"), ("on hand", "state"), ("conversion", "adds up"), ("visits", "adds up"), ("quota", "adds up")],
)
def test_few_small_numbers_are_marks_unless_they_count(heading: str, role: str) -> None:
    values = tuple((str(n), 40) for n in range(1, 4))
    column = Column("c", heading, "number", 120, 120, 3, smallest=1, largest=3, whole=True, values=values)
    assert field_of(column).role == role

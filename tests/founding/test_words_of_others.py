"""Names that are no keys, rows that are called by one word, yes and no as adjectives, old data: files made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.founding.companies import Asked
from tests.founding.test_numbers import DAYS, IRREGULAR, ONE_TO_12, of_columns
from tests.founding.test_small_companies import company, told


def test_namesakes_are_not_joined(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "staff.csv": "staff_id,first_name,last_name\n1,Sara,Moradi\n2,Ali,Karimi\n",
            "customers.csv": "customer_id,first_name,last_name,city\n1,Reza,Karimi,Yazd\n2,Mina,Moradi,Qom\n"
            "3,Omid,Rad,Qom\n",
        },
    )
    assert "join" not in told(asked, "guessed")


def test_how_long_somebody_was_there_is_no_key(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "employees",
        {"EmployeeNumber": ONE_TO_12, "YearsWithCurrManager": [1, 2, 3] * 4, "Team": ["A", "B"] * 6},
    )
    assert "join" not in told(asked, "guessed")
    assert asked.rows("average years with curr manager") == [(2.0,)]


def test_keys_that_begin_with_id_are_joined(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "carros.csv": "id_carro,marca,ano\n1,Fiat,2020\n2,Ford,2021\n3,Fiat,2022\n",
            "vendas.csv": "id_venda,carro_id,data_venda,valor_venda\n1,3,2025-01-02,100\n2,1,2025-01-03,50\n"
            "3,2,2025-02-01,70\n",
        },
    )
    assert sorted(asked.rows("sales by marca")) == [("Fiat", 150), ("Ford", 70)]


def test_a_store_that_two_ways_lead_to_is_asked_for(tmp_path: Path) -> None:
    """The customer's store, or the one that the thing was taken from: no answer by either without asking."""
    asked = company(
        tmp_path,
        {
            "stores.csv": "store_id,opened\n1,2020-01-01\n2,2020-02-01\n",
            "customers.csv": "customer_id,name,store_id\n1,Reza,1\n2,Mina,2\n3,Omid,2\n",
            "inventory.csv": "inventory_id,film,store_id\n1,Up,1\n2,Up,2\n3,Her,1\n",
            "rentals.csv": "rental_id,rental_date,inventory_id,customer_id\n1,2025-01-01,1,2\n2,2025-01-02,3,2\n"
            "3,2025-01-03,2,1\n4,2025-01-03,2,3\n",
        },
    )
    for words in ("rentals by store", "تعداد rentals به تفکیک فروشگاه"):
        reading = asked.read(words)
        assert reading.status == "clarify", words
        assert len(reading.choices) == 2
    assert sorted(asked.rows("rentals by customer store")) == [("1", 1), ("2", 3)]
    assert sorted(asked.rows("rentals by inventory store")) == [("1", 2), ("2", 2)]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    answered = ["Y", "Y", "N"] * 4
    return of_columns(
        tmp_path_factory.mktemp("calls"),
        "calls",
        {
            "Call Id": [f"C{n}" for n in ONE_TO_12],
            "Agent": ["Sara", "Ali"] * 6,
            "Answered (Y/N)": answered,
            "Smoker": ["Yes", "No", "No"] * 4,
        },
    )


def test_yes_and_no_in_the_heading_is_no_part_of_the_name(calls: Asked) -> None:
    assert calls.rows("answered calls") == [(8,)]


def test_the_share_of_what_is_said_of_rows_is_their_rate(calls: Asked) -> None:
    assert calls.rows("share of answered calls by agent") == [("Ali", 0.6667), ("Sara", 0.6667)]
    assert calls.rows("share of smokers") == [(0.3333,)]


@pytest.mark.parametrize(
    ("file", "question"),
    [
        ("airbnb_listings", "number of listings"),
        ("INC 5000 Companies 2019", "how many companies"),
        ("employees", "headcount"),
        ("survey_2020", "number of answers"),
    ],
)
def test_rows_are_called_by_the_noun_of_the_file(file: str, question: str, tmp_path: Path) -> None:
    asked = of_columns(tmp_path, file, {"Row": ONE_TO_12, "City": ["Yazd", "Qom"] * 6, "Size": IRREGULAR})
    assert asked.rows(question) == [(12,)]


def test_the_last_word_of_a_name_is_a_breakdown(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "inc_companies",
        {"name": [f"Firm {n}" for n in ONE_TO_12], "revenue": IRREGULAR, "state": ["CA", "TX"] * 6},
    )
    assert asked.rows("top 1 companies by revenue") == [("Firm 11", 643)]


def test_marks_are_asked_for_by_the_whole_heading(tmp_path: Path) -> None:
    marks = [0, 1, 2] * 8
    asked = of_columns(
        tmp_path,
        "ratings",
        {"rating_id": list(range(24)), "place": ["Bar", "Inn"] * 12, "overall_rating": marks, "food_rating": marks},
    )
    assert asked.rows("average overall rating") == [(1.0,)]
    assert asked.read("average rating by place").status != "answered"


def test_spellings_among_very_many_members_are_one(tmp_path: Path) -> None:
    cities = [f"City {n}" for n in range(300)] + ["Warsaw", "warsaw", "Warsaw"]
    asked = of_columns(tmp_path, "answers", {"answer_id": list(range(303)), "City": cities, "Age": [30] * 302 + [40]})
    rows = dict(asked.rows("answers by city"))
    assert rows["Warsaw"] == 3
    assert "warsaw" not in rows
    assert "answers.city: 'warsaw' counts as 'Warsaw'" in told(asked, "guessed")


def test_a_trend_of_old_data_ends_with_it(tmp_path: Path) -> None:
    """Data of 2018, asked in 2026: no period is said, so the last months that there are."""
    days = [f"2018-{month:02d}-{day:02d}" for month in range(1, 5) for day in (3, 9, 27)]
    asked = of_columns(tmp_path, "orders", {"order_id": ONE_TO_12, "order_date": days, "amount": IRREGULAR})
    rows = {str(month)[:7]: number for month, number in asked.rows("orders by month")}
    assert {month: number for month, number in rows.items() if number} == {f"2018-0{n}": 3 for n in range(1, 5)}
    assert max(rows) == "2018-04"
    assert asked.ask("orders by month in the last 12 months").rows == ()


def test_recent_data_keep_their_trend(tmp_path: Path) -> None:
    days = [f"2026-{month:02d}-15" for month in range(1, 11)] + ["2026-11-01", "2026-11-02"]
    asked = of_columns(tmp_path, "orders", {"order_id": ONE_TO_12, "order_date": days, "amount": IRREGULAR})
    rows = [str(month)[:7] for month, _ in asked.rows("orders by month")]
    assert (min(rows), max(rows)) == ("2026-01", "2026-10"), "no months before there were orders"


def test_days_are_as_they_were(tmp_path: Path) -> None:
    asked = of_columns(tmp_path, "visits", {"visit_id": ONE_TO_12, "day": DAYS, "pages": IRREGULAR})
    assert asked.rows("pages by day")[-1][1] == IRREGULAR[-1]


def test_with_and_without_are_conditions_of_what_something_has(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "flats",
        {"flat_id": ONE_TO_12, "Parking": ["TRUE", "FALSE"] * 6, "City": ["Q", "R", "S"] * 4, "Price": IRREGULAR},
    )
    assert asked.rows("average price with parking") == [(round(sum(IRREGULAR[::2]) / 6, 4),)]
    assert asked.rows("average price without parking") == [(round(sum(IRREGULAR[1::2]) / 6, 4),)]
    assert asked.rows("average price by parking") != asked.rows("average price with parking")
    assert asked.rows("share with parking by city") == [("Q", 0.5), ("R", 0.5), ("S", 0.5)]


def test_those_who_are_something_are_counted_by_its_plural(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "customers",
        {"customer_id": ONE_TO_12, "SeniorCitizen": [0, 0, 1] * 4, "OverTime": ["Yes", "No"] * 6, "City": ["Q"] * 12},
    )
    assert asked.rows("how many senior citizens") == [(4,)]
    assert asked.rows("share of overtime") == [(0.5,)]


def test_a_rate_in_the_heading_makes_no_percentage_of_an_amount(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path, "invoices", {"Invoice ID": ONE_TO_12, "Date": DAYS, "Tax 5%": IRREGULAR, "Branch": ["A", "B"] * 6}
    )
    assert asked.rows("tax by branch") == [("A", sum(IRREGULAR[::2])), ("B", sum(IRREGULAR[1::2]))]


def test_the_only_rating_is_the_rating(tmp_path: Path) -> None:
    marks = [4.5, 6.0, 9.5] * 4
    asked = of_columns(tmp_path, "visits", {"visit_id": ONE_TO_12, "day": DAYS, "Guest stratification rating": marks})
    assert asked.rows("average rating") == [(6.6667,)]


def test_a_number_of_things_is_asked_for_by_the_things(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path, "listings", {"id": ONE_TO_12, "host_id": [1, 2, 3] * 4, "number_of_reviews": IRREGULAR}
    )
    assert asked.rows("total reviews") == [(sum(IRREGULAR),)]
    assert asked.rows("how many hosts") == [(3,)]


def test_numbers_of_rows_do_not_hide_that_rows_are_lines_of_orders(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "saas_sales",
        {
            "Row ID": ONE_TO_12,
            "Order ID": [f"O-{(n + 1) // 2}" for n in ONE_TO_12],
            "Order Date": [DAYS[(n - 1) // 2] for n in ONE_TO_12],
            "Sales": IRREGULAR,
        },
    )
    assert asked.rows("average order value") == [(round(sum(IRREGULAR) / 6, 4),)]


def test_payments_are_payments_whatever_paid_them(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "payments",
        {"checkNumber": [f"HQ{n}" for n in ONE_TO_12], "paymentDate": DAYS, "amount": [n + 0.5 for n in IRREGULAR]},
    )
    assert asked.rows("payments") == [(sum(IRREGULAR) + 6.0,)]


def test_an_analysis_is_no_noun(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "Subscription Cohort Analysis Data",
        {"customer_id": [1, *ONE_TO_12[:-1]], "created_date": DAYS, "canceled_date": ["", "", "2025-02-01"] * 4},
    )
    assert asked.rows("active subscriptions at the end of January 2025") == [(12,)]
    assert asked.rows("active subscriptions at the end of February 2025") == [(8,)]


def test_places_are_no_names_to_join_by(tmp_path: Path) -> None:
    """Two files without headings: their first columns have nothing in common but their place."""
    asked = company(
        tmp_path,
        {
            "accounts.csv": "1|Cash|7\n2|Stock|8\n3|Debts|9\n",
            "entries.csv": "1|2025-01-01|10.5\n1|2025-01-02|20.5\n2|2025-01-03|30.5\n",
        },
    )
    assert "join" not in told(asked, "guessed")


def test_lists_side_by_side_in_one_sheet_give_no_roles(tmp_path: Path) -> None:
    """ "By location" is by the location of the rows, not by the company that stands beside it in the lists."""
    asked = company(
        tmp_path,
        {
            "heads.csv": "location,business,company name,heads\nAK,COM,Pak,5\nBR,COM,Pak,7\n"
            "AK,AGR,UAE,9\nBR,AGR,UAE,4\n",
            "lists.csv": "location,location text,business,business text,company,company name\n"
            "AK,Azad,COM,Commerce,101,Pak\nBR,Baha,AGR,Farming,201,UAE\n,,ITT,Computers,,\n",
        },
    )
    assert sorted(asked.rows("heads by location")) == [("AK", 14), ("BR", 11)]
    assert sorted(asked.rows("heads by company name")) == [("Pak", 12), ("UAE", 13)]


def test_a_short_form_and_a_name_beside_it_are_told_apart_by_their_headings(tmp_path: Path) -> None:
    names = ["Police", "Sanitation", "Parks"] * 4
    asked = of_columns(
        tmp_path,
        "complaints",
        {"complaint_id": ONE_TO_12, "Agency": [name[:2] for name in names], "Agency Name": names, "Day": DAYS},
    )
    assert sorted(asked.rows("complaints by agency")) == [("Pa", 4), ("Po", 4), ("Sa", 4)]
    assert sorted(asked.rows("complaints by agency name")) == [("Parks", 4), ("Police", 4), ("Sanitation", 4)]


def test_half_an_hour_around_midnight_is_no_day(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "tickets",
        {
            "ticket_id": ONE_TO_12,
            "created_at": [f"{day} 23:45:00" for day in DAYS],
            "closed_at": [f"2025-01-{n + 1:02d} 00:15:00" for n in ONE_TO_12],
        },
    )
    assert asked.rows("average time to close") == [(round(0.5 / 24, 4),)]


def test_profit_is_asked_for_by_its_adjective_and_its_rate_as_a_ratio(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "orders",
        {
            "order_id": ONE_TO_12,
            "product": ["Desk", "Lamp", "Sofa"] * 4,
            "order_date": DAYS,
            "sales": [100, 40, 200] * 4,
            "profit": [10, 20, -5] * 4,
        },
    )
    assert asked.rows("most profitable product") == [("Lamp", 80)]
    assert asked.rows("least profitable product") == [("Sofa", -20)]
    assert sorted(asked.rows("profit ratio by product")) == [("Desk", 0.1), ("Lamp", 0.5), ("Sofa", -0.025)]

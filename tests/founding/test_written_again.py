"""Deals written down again each week, targets for quarters, and what the rows are called by their own columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.founding.test_small_companies import company

DEALS = """deal_id,owner_id,created_date,close_date,deal_stage,deal_amount
d1,o1,2024-01-02,2024-03-01,Closed Won,100
d2,o1,2024-01-05,2024-04-01,Closed Lost,70
d3,o2,2024-02-05,2024-02-20,Closed Won,40
d4,o2,2024-02-05,,Proposal,25
"""
WEEKS = ("2024-02-05", "2024-02-12", "2024-02-19", "2024-02-26", "2024-03-04")
SNAPSHOTS = "deal_id,snapshot_date,stage,amount\n" + "".join(
    f"{deal},{week},{'Closed Won' if week > won else 'Proposal'},{amount}\n"
    for week in WEEKS
    for deal, won, amount in (("d1", "2024-03-01", 100), ("d3", "2024-02-20", 40), ("d4", "9", 25), ("d2", "9", 70))
)
OWNERS = "owner_id,name,role_start_date\no1,Ann Lee,2023-05-06\no2,Bob Ray,2022-11-12\n"
TARGETS = "quarter,owner_id,target_amount\n2024 Q1,o1,200\n2024 Q1,o2,80\n2024 Q2,o1,300\n2024 Q2,o2,90\n"


def test_deals_written_down_each_week_are_won_once(tmp_path: Path) -> None:
    files = {"deals.csv": DEALS, "deals_snapshot.csv": SNAPSHOTS, "owners.csv": OWNERS, "targets.csv": TARGETS}
    asked = company(tmp_path, files)
    assert sorted(asked.rows("won revenue by owner in 2024")) == [("Ann Lee", 100), ("Bob Ray", 40)]
    assert asked.rows("won deals in 2024") == [(2,)]
    assert asked.rows("target by quarter in 2024") == [(date(2024, 1, 1), 280), (date(2024, 4, 1), 390)]
    assert sorted(asked.rows("target attainment by owner in Q1 2024")) == [("Ann Lee", 0.5), ("Bob Ray", 0.5)]


def test_a_targets_table_is_not_dated_by_when_its_people_came(tmp_path: Path) -> None:
    targets = TARGETS.replace("2024 Q", "Phase ")
    asked = company(tmp_path, {"deals.csv": DEALS, "owners.csv": OWNERS, "targets.csv": targets})
    assert asked.dataset.catalogue.tables["targets"].time is None


TICKETS = """Ticket ID,Product Purchased,Ticket Type,Ticket Priority,Opened
1,Phone,Refund,High,2024-01-02
2,Phone,Question,Low,2024-01-03
3,Tablet,Refund,Low,2024-02-03
"""


def test_the_rows_own_columns_are_called_without_their_noun(tmp_path: Path) -> None:
    asked = company(tmp_path, {"support_tickets.csv": TICKETS})
    assert sorted(asked.rows("tickets by type")) == [("Question", 1), ("Refund", 2)]
    assert sorted(asked.rows("tickets by priority")) == [("High", 1), ("Low", 2)]
    assert asked.rows("top product by number of tickets") == [("Phone", 2)]


def test_rows_are_what_their_table_is_called_where_their_number_says_nothing(tmp_path: Path) -> None:
    leads = "mql_id,first_contact_date,origin\n" + "".join(f"m{n},2024-01-{n:02},{'ab'[n % 2]}\n" for n in range(1, 9))
    asked = company(tmp_path, {"marketing_qualified_leads.csv": leads})
    assert asked.rows("leads by origin") == [("a", 4), ("b", 4)]


def test_a_bare_name_of_another_table_does_not_hide_the_own_column(tmp_path: Path) -> None:
    deals = "deal_id,owner_id,created_date,close_date,deal_stage,deal_amount\n" + DEALS.split("\n", 1)[1]
    asked = company(tmp_path, {"deals.csv": deals, "deals_snapshot.csv": SNAPSHOTS})
    assert asked.rows("open pipeline by stage") == [("Proposal", 25)]
    assert asked.rows("won amount in 2024") == [(140,)]


def test_what_a_company_has_and_owes_is_not_added_up_over_months(tmp_path: Path) -> None:
    rows = "".join(f"2024-{m:02}-28,{m * 10},{100 + m},{m * 2}\n" for m in range(1, 13))
    asked = company(tmp_path, {"finance.csv": f"Date,Revenue,Accounts_Receivable,EBITDA\n{rows}"})
    assert asked.rows("accounts receivable in 2024") == [(112,)]
    assert asked.rows("EBITDA margin in 2024") == [(0.2,)]


def test_years_beside_months_written_with_two_digits_are_dates(tmp_path: Path) -> None:
    rows = "year,month,permit_number,fee\n2023,12,1,5\n2024,01,2,10\n2024,02,3,20\n2024,01,4,30\n"
    asked = company(tmp_path, {"permits.csv": rows})
    assert asked.rows("fee by month in 2024") == [(date(2024, 1, 1), 40), (date(2024, 2, 1), 20)]


def test_people_are_what_their_names_are_called(tmp_path: Path) -> None:
    rows = "".join(f"Person {n},{'MF'[n % 2]},{1000 + n},HR\n" for n in range(12))
    asked = company(tmp_path, {"HRset_v2.csv": f"Employee_Name,Sex,Salary,Team\n{rows}"})
    assert sorted(asked.rows("headcount by gender")) == [("F", 6), ("M", 6)]
    assert asked.rows("number of employees") == [(12,)]


def test_money_that_was_spent_is_the_cost(tmp_path: Path) -> None:
    asked = company(tmp_path, {"ads.csv": "day,ad,clicks,spent\n2024-01-01,a,10,5\n2024-01-02,b,30,25\n"})
    assert asked.rows("cost per click") == [(0.75,)]
    assert asked.rows("spend by ad") == [("b", 25), ("a", 5)]


STAFF = "employee_name,hired_date,termination_date,team,salary,absences\n" + "".join(
    f"P{n},2020-0{n % 6 + 1}-01,{'2022-03-04' if n % 3 == 0 else ''},T{n % 2},{1000 + n},{n}\n" for n in range(12)
)


def test_what_active_people_have_is_not_what_all_had(tmp_path: Path) -> None:
    asked = company(tmp_path, {"employees.csv": STAFF})
    there = [n for n in range(12) if n % 3]
    assert asked.rows("headcount") == [(len(there),)]
    assert asked.rows("average salary") == [(sum(1000 + n for n in there) / len(there),)]
    assert asked.rows("average absences") == [(5.5,)]
    assert asked.read("average absences of active employees").status == "clarify"

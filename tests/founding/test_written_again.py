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

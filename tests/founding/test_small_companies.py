"""Small companies founded from files made here, with answers worked out by hand: no edits at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.founding.report import summary
from queries.cannot import CannotAnswer
from tests.founding.companies import Asked, init


def company(folder: Path, files: Mapping[str, str]) -> Asked:
    """The company of some files, founded without a question."""
    raw = folder / "raw"
    raw.mkdir()
    for name, text in files.items():
        (raw / name).write_text(text.lstrip("\n"), "utf-8")
    return init(folder / "workspace", [raw])


def told(asked: Asked, kind: str) -> str:
    return "\n".join(finding.text for finding in asked.founded.draft.findings if finding.kind == kind)


def test_a_shop_with_lines_and_targets_of_another_grain(tmp_path: Path) -> None:
    """Chairs 100 + 50, pens 20: a join of targets to lines would multiply both."""
    asked = company(
        tmp_path,
        {
            "orders.csv": """
order_id,customer_id,order_date,region
1,A,2025-01-05,North
2,A,2025-01-20,North
3,B,2025-02-03,South
""",
            "order_items.csv": """
order_id,product_id,quantity,unit_price
1,10,1,100
1,20,2,5
2,20,2,5
3,10,1,50
""",
            "products.csv": """
product_id,product_name,category
10,Big chair,Chairs
20,Blue pen,Pens
30,Red pen,Pens
""",
            "customers.csv": """
customer_id,customer_name,country
A,Acme,Germany
B,Brill,France
C,Corp,France
""",
            "targets.csv": """
month,region,sales_target
2025-01-01,North,100
2025-02-01,North,10
2025-01-01,South,30
2025-02-01,South,50
""",
        },
    )
    assert asked.rows("sales by category") == [("Chairs", 150.0), ("Pens", 20.0)]
    assert asked.rows("sales by country") == [("Germany", 120.0), ("France", 50.0)]
    assert asked.rows("orders by customer") == [("Acme", 2), ("Brill", 1)]
    assert asked.rows("average order value") == [(round(170 / 3, 4),)]
    assert asked.rows("which customers have no orders") == [("Corp", 0)]
    assert asked.rows("sales target by region") == [("North", 110.0), ("South", 80.0)]
    assert asked.rows("target attainment in January 2025") == [(round(120 / 130, 4),)]
    assert sorted(asked.rows("sales vs target by region"))[0][:2] == ("North", 120.0)
    assert asked.read("target attainment by category").status == "refused"
    assert asked.rows("new customers by month in Q1 2025") == [(date(2025, 1, 1), 1), (date(2025, 2, 1), 1)]
    assert asked.rows("سفارش به تفکیک مشتری") == [("Acme", 2), ("Brill", 1)]
    assert asked.rows("فروش به تفکیک دسته") == [("Chairs", 150.0), ("Pens", 20.0)]


def test_persian_headings_jalali_months_and_money(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "فروش.csv": """
شماره فاکتور;ماه;استان;مبلغ فروش;تعداد;مرجوعی
۱;فروردین ۱۴۰۴;تهران;۱٬۲۰۰ تومان;۲;خیر
۲;فروردین ۱۴۰۴;فارس;۸۰۰ تومان;۱;بله
۳;اردیبهشت ۱۴۰۴;تهران;۱٬۰۰۰ تومان;۴;خیر
""",
        },
    )
    assert asked.rows("مبلغ فروش به تفکیک استان") == [("تهران", 2200.0), ("فارس", 800.0)]
    assert [row[1] for row in asked.rows("مبلغ فروش به تفکیک ماه از فروردین ۱۴۰۴ تا اردیبهشت ۱۴۰۴")] == [2000.0, 1000.0]
    assert asked.dataset.catalogue.currency == "IRT"


def test_decimal_commas_and_german_dates(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "sales.csv": """
Date;Store;Sales Amount;Discount %
05.01.2025;Köln;1.234,50;10%
06.01.2025;Köln;10,25;0%
31.01.2025;Bonn;100,00;20%
Total;;1.344,75;
""",
        },
    )
    assert asked.rows("sales by store") == [("Köln", 1244.75), ("Bonn", 100.0)]
    assert asked.rows("average discount") == [(0.1,)]


def test_scenarios_are_never_added_up(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "finance.csv": """
month,department,scenario,amount
2025-01-01,Sales,Actual,90
2025-01-01,Sales,Budget,100
2025-01-01,IT,Actual,60
2025-01-01,IT,Budget,50
2025-02-01,Sales,Actual,110
2025-02-01,Sales,Budget,100
""",
        },
    )
    (amount,) = [m for m in asked.dataset.catalogue.metrics.values() if m.goal]
    name = amount.words.label["en"]
    assert asked.rows(f"{name} by department") == [("Sales", 200.0), ("IT", 60.0)]
    assert asked.rows(f"{name} budget") == [(250.0,)]
    assert asked.rows(f"{name} attainment by department") == [("IT", 1.2), ("Sales", 1.0)]
    assert "scenario" not in asked.dataset.catalogue.dimensions


def test_recurring_revenue_is_never_summed_over_time(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "mrr_snapshots.csv": """
month,customer,plan,mrr
2025-01-01,Acme,Pro,100
2025-01-01,Brill,Basic,10
2025-02-01,Acme,Pro,120
2025-02-01,Brill,Basic,10
2025-03-01,Acme,Pro,150
""",
        },
    )
    assert asked.rows("MRR in Q1 2025") == [(150.0,)]
    assert asked.rows("MRR by month from January 2025 to March 2025") == [
        (date(2025, 1, 1), 110.0), (date(2025, 2, 1), 130.0), (date(2025, 3, 1), 150.0),
    ]  # fmt: skip
    assert asked.rows("MRR by plan in February 2025") == [("Pro", 120.0), ("Basic", 10.0)]


def test_subscriptions_have_a_stock_and_churn(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "subscriptions.csv": """
subscription_id,account_id,start_date,end_date,plan,mrr_amount
1,A,2025-01-01,,Pro,100
2,B,2025-01-01,2025-02-10,Basic,10
3,C,2025-02-01,,Basic,20
4,D,2025-01-15,2025-03-05,Pro,50
""",
            "accounts.csv": """
account_id,account_name,industry
A,Acme,Retail
B,Brill,Retail
C,Corp,Health
D,Dorn,Health
""",
        },
    )
    assert asked.rows("MRR at the end of January 2025") == [(160.0,)]
    assert asked.rows("MRR by industry on 31 March 2025") == [("Retail", 100.0), ("Health", 20.0)]
    assert asked.rows("subscription churn rate in February 2025") == [(round(1 / 3, 4),)]
    assert asked.rows("new subscriptions in February 2025") == [(1,)]


def test_without_a_date_a_period_is_refused(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "employees.csv": """
employee_id,department,gender,monthly_income,attrition
1,Sales,Female,4000,Yes
2,Sales,Male,5000,No
3,R&D,Female,6000,No
4,R&D,Male,7000,No
""",
        },
    )
    assert asked.rows("employees by department") == [("R&D", 2), ("Sales", 2)]
    assert asked.rows("attrition rate by department") == [("Sales", 0.5), ("R&D", 0.0)]
    assert asked.rows("average monthly income by gender") == [("Male", 6000.0), ("Female", 5000.0)]
    with pytest.raises(CannotAnswer) as refused:
        asked.ask("employees last month")
    assert refused.value.note.code == "no_time"


def test_keys_that_differ_in_case_and_spaces(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "deals.csv": """
deal_id,product,stage,created_date,close_date,amount
1,GTXPro,Won,2025-01-01,2025-01-11,90
2,gtx pro,Won,2025-01-01,2025-02-11,10
3,MG,Lost,2025-01-01,2025-02-11,70
4,MG,Open,2025-01-01,,70
""",
            "products.csv": """
product,series
GTX Pro,GTX
MG,MG
""",
        },
    )
    assert asked.rows("won revenue by series") == [("GTX", 100.0)]
    assert asked.rows("won revenue by product") == [("GTX Pro", 100.0)]
    assert asked.rows("win rate") == [(round(2 / 3, 4),)]
    assert asked.rows("won revenue in February 2025") == [(10.0,)]
    assert "without regard to case and spaces" in told(asked, "guessed")


def test_many_to_many_is_warned_of_and_not_joined(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "visits.csv": """
visit_date,customer_id,minutes
2025-01-01,A,10
2025-01-02,A,20
2025-01-03,B,30
""",
            "contacts.csv": """
customer_id,contact_name,city
A,Ann,Rome
A,Abe,Bari
B,Bea,Rome
B,Bob,Bari
""",
        },
    )
    assert "many-to-many" in told(asked, "warning")
    assert asked.read("visits by city").status != "answered"


def test_two_roles_of_a_person(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "opportunities.csv": """
opportunity_id,owner_id,account_id,created_date,amount
1,1,A,2025-01-01,100
2,2,A,2025-01-02,10
3,1,B,2025-01-03,1
""",
            "accounts.csv": """
account_id,account_name,account_owner_id
A,Acme,3
B,Brill,1
""",
            "users.csv": """
user_id,name
1,Ann
2,Ben
3,Cy
""",
        },
    )
    assert asked.rows("opportunities by owner") == [("Ann", 2), ("Ben", 1)]
    assert asked.rows("opportunities by account owner") == [("Cy", 2), ("Ann", 1)]


def test_what_means_nothing_is_one_member(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "leads.csv": """
lead_id,created_date,source,converted
1,2025-01-01,Web,1
2,2025-01-02,n/a,0
3,2025-01-03,,0
4,2025-01-04,unknown,1
5,2025-01-05,Web,0
""",
        },
    )
    rows = asked.rows("leads by source")
    assert sorted(rows, key=str) == sorted([("Web", 2), (None, 3)], key=str)
    assert asked.rows("conversion rate") == [(0.4,)]


def test_files_that_continue_each_other_are_one_table(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "sales_2024.csv": "date,store,amount\n2024-12-30,A,10\n2024-12-31,B,20\n",
            "sales_2025.csv": "date,store,amount\n2025-01-01,A,30\n2025-01-02,B,40\n",
        },
    )
    assert asked.rows("sales by year") == [(date(2024, 1, 1), 30.0), (date(2025, 1, 1), 70.0)]
    assert summary(asked.founded)[0].startswith("1 table, ")


def test_years_and_months_in_columns_are_dates(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "sales.csv": """
year,month,region,sales
2024,December,North,10
2025,January,North,20
2025,January,South,5
2025,February,South,7
""",
        },
    )
    assert asked.rows("sales by year") == [(date(2024, 1, 1), 10.0), (date(2025, 1, 1), 32.0)]
    assert asked.rows("sales by region in January 2025") == [("North", 20.0), ("South", 5.0)]


def test_marketing_ratios_are_sums_over_sums(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "ads.csv": """
day,campaign,impressions,clicks,spend,conversions
2025-01-01,Spring,1000,10,20,1
2025-01-02,Spring,1000,30,20,3
2025-01-02,Autumn,100,10,50,0
""",
        },
    )
    assert asked.rows("CTR by campaign") == [("Autumn", 0.1), ("Spring", 0.02)]
    assert asked.rows("cost per click") == [(1.8,)]
    assert asked.rows("conversion rate by campaign") == [("Spring", 0.1), ("Autumn", 0.0)]


@pytest.mark.parametrize("question", ["sales by ship mode", "average price"])
def test_numbers_that_are_codes_are_never_figures(tmp_path: Path, question: str) -> None:
    asked = company(
        tmp_path,
        {
            "orders.csv": """
Row ID,Order Date,Ship Mode,Postal Code,Sales,Price
1,2025-01-01,Air,42420,10,1
2,2025-01-02,Road,42421,20,3
3,2025-01-03,Air,42422,30,5
""",
        },
    )
    rows: dict[str, list[tuple[Any, ...]]] = {
        "sales by ship mode": [("Air", 40.0), ("Road", 20.0)],
        "average price": [(3.0,)],
    }
    assert asked.rows(question) == rows[question]
    assert not any("postal" in metric or "row" in metric for metric in asked.dataset.catalogue.metrics)

"""What a row stands for and what its words mean, in files made here: held against sums by hand."""

from __future__ import annotations

from pathlib import Path

from tests.founding.test_numbers import DAYS, ONE_TO_12, of_columns
from tests.founding.test_small_companies import company, told

AMOUNTS = [120, 80, 300, 45, 60, 210, 75, 90, 150, 30, 410, 20]


def test_units_of_a_building_are_no_quantity_sold(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "rollings_uptown",
        {
            "NEIGHBORHOOD": ["Harlem", "Soho", "Chelsea"] * 4,
            "RESIDENTIAL UNITS": [1, 2, "", 4, "", 1, 1, 3, "", 2, "", 1],
            "SALE PRICE": [one * 10_000 for one in AMOUNTS],
            "SALE DATE": DAYS,
        },
    )
    assert asked.rows("total sales") == [(sum(AMOUNTS) * 10_000,)]
    assert asked.rows("total sale price") == [(sum(AMOUNTS) * 10_000,)]
    assert asked.rows("number of sales by neighborhood") == [("Chelsea", 4), ("Harlem", 4), ("Soho", 4)]


def test_what_is_in_stock_was_not_sold(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "production_stocks.csv": """
store_id,product_id,quantity
1,10,27
1,11,5
2,10,6
2,11,14
""",
            "products.csv": """
product_id,product_name,brand
10,Rover,Trek
11,Comet,Haro
""",
            "order_items.csv": """
order_id,item_id,product_id,quantity,list_price
1,1,10,2,100
1,2,11,1,50
2,1,10,1,100
""",
        },
    )
    assert asked.rows("units sold by brand") == [("Trek", 3), ("Haro", 1)]
    assert asked.rows("stock by brand") == [("Trek", 33), ("Haro", 19)]
    assert asked.rows("stock quantity by brand") == [("Trek", 33), ("Haro", 19)]


def test_a_table_of_donations_is_asked_for_the_money_whatever_its_heading(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "Date": list(DAYS),
        "Category": ["Drones", "Showers", "General"] * 4,
        "UAH": list(AMOUNTS),
    }
    asked = of_columns(tmp_path, "donations", columns)
    assert asked.rows("total donations") == [(sum(AMOUNTS),)]
    assert asked.rows("number of donations") == [(12,)]
    assert asked.rows("average donation") == [(round(sum(AMOUNTS) / 12, 4),)]


def test_a_figure_called_as_the_table_is_what_the_word_means(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "report_date": list(DAYS),
        "platform": ["ios", "android", "web"] * 4,
        "spendings": [one + 0.5 for one in AMOUNTS],
    }
    asked = of_columns(tmp_path, "spendings", columns)
    assert asked.rows("total spendings") == [(sum(AMOUNTS) + 6,)]


def test_rows_that_stand_for_several_are_not_counted_as_one(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "subscription_date": list(DAYS),
        "gender": ["female", "male"] * 6,
        "subscription_count": [4, 3, 47, 1, 2, 9, 4, 3, 1, 1, 8, 5],
    }
    asked = of_columns(tmp_path, "subscriptions", columns)
    assert asked.rows("total subscriptions") == [(88,)]
    assert asked.rows("number of subscriptions by gender") == [("female", 66), ("male", 22)]
    assert "a row stands for as many as subscription_count says" in told(asked, "guessed")


def test_a_margin_beside_its_parts_is_one_by_the_other(tmp_path: Path) -> None:
    profits = [round(one * (0.3 + 0.02 * (place % 7)), 2) for place, one in enumerate(AMOUNTS)]
    columns: dict[str, list[object]] = {
        "Invoice Date": list(DAYS),
        "Retailer": ["North", "South"] * 6,
        "Total Sales": list(AMOUNTS),
        "Operating Profit": list(profits),
        "Operating Margin": [round(p / s, 2) for p, s in zip(profits, AMOUNTS, strict=True)],
    }
    asked = of_columns(tmp_path, "invoices", columns)
    assert asked.rows("operating margin") == [(round(sum(profits) / sum(AMOUNTS), 4),)]
    assert asked.rows("average operating margin") == [(round(sum(profits) / sum(AMOUNTS), 4),)]


def test_countries_of_tables_apart_are_one_breakdown(tmp_path: Path) -> None:
    """And "by country" is no country BY."""
    asked = company(
        tmp_path,
        {
            "spendings.csv": """
report_date,country_code,spendings
2025-01-01,AD,5.5
2025-01-02,BY,7.5
2025-01-03,CA,2.5
2025-01-04,IN,4.5
""",
            "subscriptions.csv": """
subscription_date,signup_country_code,gender,net_revenue
2025-01-01,AD,f,10.5
2025-01-01,BY,m,20.5
2025-01-02,CA,f,30.5
2025-01-04,CA,m,1.5
""",
        },
    )
    assert asked.rows("net revenue by country") == [("CA", 32.0), ("BY", 20.5), ("AD", 10.5)]
    assert asked.rows("spendings by country")[0] == ("BY", 7.5)
    assert asked.rows("net revenue of country BY") == [(20.5,)]


def test_lists_that_share_a_key_lead_to_the_table_it_is_named_for(tmp_path: Path) -> None:
    users = "".join(f"{n},2025-01-{n:02d},{'Mobile' if n % 3 else 'Desktop'}\n" for n in range(1, 25))
    homes = "".join(f"{n},home\n" for n in range(1, 25))
    paid = "".join(f"{n},paid\n" for n in range(1, 25, 4))
    asked = company(
        tmp_path,
        {
            "home_page_table.csv": f"user_id,home_page\n{homes}",
            "payment_confirmation_table.csv": f"user_id,payment_confirmation_page\n{paid}",
            "user_table.csv": f"user_id,date,device\n{users}",
        },
    )
    assert asked.rows("payment confirmations by device") == [("Mobile", 4), ("Desktop", 2)]


def test_rows_are_called_by_what_happened_on_their_dates(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "loyalty_number": [1000 + 7 * n for n in ONE_TO_12],
        "province": ["Ontario", "Quebec", "Yukon"] * 4,
        "enrollment_year": [2016, 2017, 2018, 2016, 2017, 2018, 2016, 2016, 2017, 2018, 2018, 2018],
        "enrollment_month": ONE_TO_12,
        "cancellation_year": ["", "", 2018, 2018, "", "", 2017, "", "", "", "", ""],
        "cancellation_month": ["", "", 12, 1, "", "", 6, "", "", "", "", ""],
    }
    asked = of_columns(tmp_path, "customer_loyalty_history", columns)
    assert asked.rows("number of customers by province") == [("Ontario", 4), ("Quebec", 4), ("Yukon", 4)]
    assert asked.rows("number of members") == [(12,)]
    assert [row[1] for row in asked.rows("enrollments by year")] == [4, 3, 5]
    assert asked.rows("cancellations in 2018")[0][0] == 2


def test_tickets_whose_numbers_hardly_ever_collide_are_all_counted(tmp_path: Path) -> None:
    tickets = "".join(
        f"t{min(n, 99)},c{n},2025-01-{n % 28 + 1:02d},{'High' if n % 4 == 0 else 'Low'}\n" for n in range(1, 101)
    )
    asked = company(tmp_path, {"support_tickets.csv": f"ticket_id,customer_id,created_at,priority\n{tickets}"})
    assert asked.rows("tickets by priority") == [("Low", 75), ("High", 25)]
    assert "1 rows have a ticket_id that stands in another one" in told(asked, "warning")


def test_what_the_table_is_called_is_a_name_of_its_rows(tmp_path: Path) -> None:
    users = "".join(f"C{n},2025-01-{n:02d},{'ads' if n % 2 else 'organic'}\n" for n in range(1, 25))
    asked = company(tmp_path, {"users.csv": f"customer_id,signup_date,channel\n{users}"})
    assert asked.rows("number of users by channel") == [("ads", 12), ("organic", 12)]
    assert asked.rows("signups in January 2025")[0][0] == 24


def test_a_trend_for_which_no_period_is_said_begins_with_the_data(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "order_id": [f"o{n}" for n in ONE_TO_12],
        "order_date": [f"2025-{3 + n % 3:02d}-0{1 + n % 9}" for n in ONE_TO_12],
        "amount": list(AMOUNTS),
    }
    asked = of_columns(tmp_path, "orders", columns)
    assert [str(row[0]) for row in asked.rows("orders by month")] == ["2025-03-01", "2025-04-01", "2025-05-01"]


def test_rows_without_a_date_count_where_no_period_is_asked(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "Delivery_ID": [f"D{n}" for n in ONE_TO_12],
        "Actual_Delivery_Date": [*DAYS[:9], "", "", ""],
        "Delivery_Status": ["Delivered", "Late", "Delivered"] * 3 + ["Cancelled"] * 3,
        "Weight": list(AMOUNTS),
    }
    asked = of_columns(tmp_path, "deliveries", columns)
    assert asked.rows("deliveries by delivery status") == [("Delivered", 6), ("Cancelled", 3), ("Late", 3)]
    assert asked.rows("number of deliveries") == [(12,)]
    assert asked.rows("deliveries by month") == [(asked.rows("deliveries by month")[0][0], 9)]
    assert asked.rows("deliveries until 31 January 2025") == [(9,)]
    assert asked.rows("number of deliveries for delivery status Late") == [(3,)]


def test_the_sales_of_one_kind_of_goods_are_sales(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "Sales Person": ["Ann", "Bob", "Cem"] * 4,
        "Country": ["UK", "India"] * 6,
        "Date": list(DAYS),
        "Amount": [f"${one}.50" for one in AMOUNTS],
    }
    asked = of_columns(tmp_path, "chocolate_sales", columns)
    assert asked.rows("sales by country") == [("UK", 1118.0), ("India", 478.0)]
    assert asked.rows("number of sales by country") == [("India", 6), ("UK", 6)]

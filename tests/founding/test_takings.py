"""What was taken for what was sold, and what money words mean, in files made here: held against sums by hand."""

from __future__ import annotations

from pathlib import Path

from tests.founding.test_numbers import DAYS, IRREGULAR, ONE_TO_12, of_columns
from tests.founding.test_small_companies import company, told

PRICES = [10.5, 20.0, 7.25, 10.5, 20.0, 7.25, 3.4, 99.9, 10.5, 20.0, 7.25, 3.4]
PIECES = [2, 1, 4, 3, 2, 5, 1, 1, 6, 2, 3, 7]
PRODUCTS = [price * number for price, number in zip(PRICES, PIECES, strict=True)]


def test_a_total_with_tax_is_what_was_sold(tmp_path: Path) -> None:
    """Price times quantity is what the goods cost before tax; the invoice says what was taken."""
    asked = of_columns(
        tmp_path,
        "shop",
        {
            "Invoice ID": [f"{n}-A" for n in ONE_TO_12],
            "Date": DAYS,
            "Unit price": PRICES,
            "Quantity": PIECES,
            "Tax": [round(one * 0.05, 4) for one in PRODUCTS],
            "Total": [round(one * 1.05, 4) for one in PRODUCTS],
            "Cost of goods sold": PRODUCTS,
        },
    )
    assert asked.rows("sales") == [(round(sum(PRODUCTS) * 1.05, 4),)]
    assert asked.rows("cost of goods sold") == [(round(sum(PRODUCTS), 4),)]


def test_takings_in_another_language_are_not_worked_out_again(tmp_path: Path) -> None:
    """What was planned is price times quantity to the cent, what came in is less."""
    asked = of_columns(
        tmp_path,
        "ventes",
        {
            "Année": [2024, 2025] * 6,
            "Produit": ["Stylo", "Cahier", "Gomme"] * 4,
            "Revenu": [round(one * 0.93, 2) for one in PRODUCTS],
            "Revenus prévus": [round(one, 2) for one in PRODUCTS],
            "Quantité": PIECES,
            "Prix unitaire": PRICES,
        },
    )
    earned = sum(round(one * 0.93, 2) for one in PRODUCTS)
    assert asked.rows("revenue") == [(round(earned, 4),)]
    assert asked.rows("planned revenue") == [(round(sum(round(one, 2) for one in PRODUCTS), 4),)]


def test_of_two_amounts_neither_is_called_sales(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "log",
        {
            "date": DAYS,
            "price": PRICES,
            "quantity": PIECES,
            "net": [round(one * 0.9, 3) for one in PRODUCTS],
            "gross": [round(one * 1.1, 3) for one in PRODUCTS],
        },
    )
    assert asked.read("sales").status != "answered"
    assert "its sales could be net or gross" in told(asked, "warning")


def test_lines_that_add_up_to_totals_tell_sales_by_product(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "invoices.csv": "invoice_id,invoice_date,country,total\n1,2025-01-05,Iran,7.98\n2,2025-01-06,Iraq,2.99\n"
            "3,2025-02-01,Iran,4.50\n",
            "invoice_lines.csv": "invoice_line_id,invoice_id,genre,unit_price,quantity\n1,1,Rock,3.99,1\n"
            "2,1,Jazz,3.99,1\n3,2,Rock,2.99,1\n4,3,Jazz,4.50,1\n",
        },
    )
    assert sorted(asked.rows("sales by genre")) == [("Jazz", 8.49), ("Rock", 6.98)]
    assert sorted(asked.rows("revenue by country")) == [("Iran", 12.48), ("Iraq", 2.99)]


def test_sales_at_a_list_price_say_so(tmp_path: Path) -> None:
    """Lines without a price: that of the list, which is the same at all times."""
    asked = company(
        tmp_path,
        {
            "orders.csv": "order_id,order_date\n1,2025-01-05\n2,2025-01-06\n",
            "order_details.csv": "order_details_id,order_id,item_id,quantity\n1,1,a,2\n2,1,b,1\n3,2,a,3\n",
            "items.csv": "item_id,size,price\na,S,10.50\nb,L,20.25\n",
        },
    )
    assert sorted(asked.rows("revenue by size")) == [("L", 20.25), ("S", 52.5)]
    assert asked.dataset.catalogue.metrics["sales_at_list_price"].words.label["en"] == "Sales at list price"
    assert "sales are quantity times items.price: no column says what was paid" in told(asked, "guessed")


def test_each_and_ordered_are_price_and_quantity(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "order_lines",
        {
            "orderNumber": [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
            "orderDate": [day for day in DAYS[:6] for _ in "ab"],
            "quantityOrdered": PIECES,
            "priceEach": PRICES,
        },
    )
    assert asked.rows("sales") == [(round(sum(PRODUCTS), 4),)]


def test_payments_are_asked_for_their_money(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "payments",
        {"payment_id": ONE_TO_12, "paid_on": DAYS, "method": ["card", "cash", "gift"] * 4, "amount": IRREGULAR},
    )
    assert sorted(asked.rows("payments by method")) == [
        (name, sum(IRREGULAR[n::3])) for n, name in enumerate(["card", "cash", "gift"])
    ]
    assert asked.rows("number of payments") == [(12,)]


def test_a_table_named_by_its_figures_has_no_rows_of_that_name(tmp_path: Path) -> None:
    """ "budget vs actual" asks for both figures, not for how many rows the file of that name has."""
    asked = of_columns(
        tmp_path,
        "budget_vs_actual",
        {"month": DAYS, "category": ["rent", "pay"] * 6, "budget": IRREGULAR, "actual": [n + 2 for n in IRREGULAR]},
    )
    budgets = [sum(IRREGULAR[n::2]) for n in range(2)]
    assert sorted(asked.rows("budget vs actual by category")) == [
        ("pay", budgets[1], budgets[1] + 12), ("rent", budgets[0], budgets[0] + 12)
    ]  # fmt: skip


def test_prices_in_dollars_are_not_the_prices_beside_them(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "houses",
        {"Room": [1, 2, 3] * 4, "Price": [one * 1_000_000 for one in IRREGULAR], "PriceUSD": IRREGULAR},
    )
    mean = sum(IRREGULAR) / 12
    assert asked.rows("average price in dollars") == [(round(mean, 4),)]
    assert asked.rows("average price") == [(round(mean * 1_000_000, 4),)]
    prices = {m.words.label["en"]: m.unit for m in asked.dataset.catalogue.metrics.values() if "price" in m.id}
    assert prices["Average house price"] == "points"
    assert prices["Average price in USD"] == "currency"
    assert asked.read("average price by room in euros").status == "refused"


def test_dollars_are_asked_of_money_only(tmp_path: Path) -> None:
    asked = of_columns(tmp_path, "stays", {"stay_id": ONE_TO_12, "Nights": IRREGULAR, "City": ["Yazd", "Qom"] * 6})
    assert asked.read("nights by city").status == "answered"
    reading = asked.read("nights by city in dollars")
    assert reading.status == "refused"
    assert reading.message is not None
    assert reading.message.facts == {"words": ("dollars",)}


def test_a_mean_has_no_total_wherever_the_word_stands(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "offers",
        {"offer_id": ONE_TO_12, "brand": ["Toos", "Alborz"] * 6, "list price": PRICES, "pieces": PIECES},
    )
    for words in ("total list price by brand", "list price total by brand", "list price total"):
        reading = asked.read(words)
        assert (reading.status, reading.message.code if reading.message else "") == ("clarify", "no_sum"), words
    assert asked.rows("pieces total") == [(sum(PIECES),)]


def test_a_price_that_grows_with_the_quantity_is_that_of_the_line(tmp_path: Path) -> None:
    prices = {"P1": 10, "P2": 25, "P3": 4}
    sold = [(number, f"P{number % 3 + 1}", number % 5 + 1) for number in range(30)]
    lines = [f"L{n},S{n // 3},{item},{pieces},{prices[item] * pieces},2024-0{n % 6 + 1}-11" for n, item, pieces in sold]
    asked = company(tmp_path, {"sales_lines.csv": "\n".join(["LineID,SalesID,ItemNo,Quantity,LinePrice,Day", *lines])})
    total = sum(prices[item] * pieces for _, item, pieces in sold)
    assert asked.rows("sales") == [(total,)]
    assert asked.rows("revenue") == [(total,)]


def test_items_sold_are_the_rows_where_each_is_one_thing_sold(tmp_path: Path) -> None:
    rows = "1,2024-01-03,Lyon,Boot,140\n2,2024-01-04,Oslo,Tote,55\n3,2024-02-05,Oslo,Boot,140\n"
    asked = company(tmp_path, {"items_sold.csv": f"sale_id,sold_at,store,item,price\n{rows}"})
    assert asked.rows("items sold by store") == [("Oslo", 2), ("Lyon", 1)]
    assert asked.rows("how many items were sold in Oslo in January 2024") == [(1,)]
    assert asked.rows("revenue by store") == [("Oslo", 195), ("Lyon", 140)]


def test_a_resale_price_is_what_something_was_sold_for(tmp_path: Path) -> None:
    rows = "month,town,flat_type,resale_price\n2024-01,Ang,2 ROOM,300\n2024-02,Bed,3 ROOM,450\n2024-02,Bed,2 ROOM,310\n"
    asked = company(tmp_path, {"flats.csv": rows})
    assert asked.rows("sales by town") == [("Bed", 760), ("Ang", 300)]


def test_units_are_those_sold_and_units_returned_are_no_sales(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "ZetaCo_Sales.csv": "OrderDate,OrderNumber,ProductKey,OrderQuantity\n2024-01-02,S1,1,3\n"
            "2024-02-03,S2,2,5\n",
            "ZetaCo_Returns.csv": "ReturnDate,ProductKey,ReturnQuantity\n2024-01-09,1,2\n2024-02-09,2,1\n",
            "ZetaCo_Products.csv": "ProductKey,ProductName,ProductPrice\n1,Bike,100\n2,Helmet,10\n",
        },
    )
    assert asked.rows("units sold by product") == [("Helmet", 5), ("Bike", 3)]
    assert asked.rows("units returned by product") == [("Bike", 2), ("Helmet", 1)]
    assert asked.rows("sales by product") == [("Bike", 300), ("Helmet", 50)]
    assert not any("zeta" in name or "co_" in name for name in asked.dataset.catalogue.metrics)


def test_net_revenue_is_the_revenue_where_there_is_no_other(tmp_path: Path) -> None:
    rows = "R1;Ada;3;1.168,70\nR2;Bob;2;100,00\n"
    asked = company(tmp_path, {"belege.csv": f"Belegnr;Kunde;Menge;Umsatz netto\n{rows}"})
    assert asked.rows("revenue by customer") == [("Ada", 1168.7), ("Bob", 100)]
    assert asked.rows("number of invoices") == [(2,)]


def test_units_are_counted_where_rows_are_sums(tmp_path: Path) -> None:
    rows = "1403/01/01,تهران,پنیر,20,100\n1403/01/01,شیراز,پنیر,30,150\n1403/02/01,تهران,پنیر,5,25\n"
    asked = company(tmp_path, {"فروش.csv": f"ماه,شعبه,محصول,تعداد,مبلغ فروش\n{rows}"})
    assert asked.rows("تعداد فروش پنیر در فروردین ۱۴۰۳") == [(50,)]
    assert asked.rows("فروش در فروردین ۱۴۰۳") == [(250,)]

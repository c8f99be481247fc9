"""Companies unlike each other, in the files they have: what a stranger may bring, a handful of rows each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import openpyxl

Maker = Callable[[Path], None]


def german(folder: Path) -> None:
    """Semicolons, decimal commas, cp1252, J and N, a row of totals, customer numbers with and without zeros."""
    folder.joinpath("Bestellungen.csv").write_bytes(
        """Bestellnummer;Kundennr;Bestelldatum;Land;Artikel;Menge;Stückpreis;Umsatz;Rabatt;Bezahlt
1001;0017;03.01.2025;Österreich;Stuhl;2;49,50 €;99,00 €;0 %;J
1002;0018;14.02.2025;Deutschland;Tisch;1;1.234,50 €;1.111,05 €;10 %;N
1003;17;15.02.2025;Österreich;Lampe;3;20,00 €;57,90 €;3,5 %;J
1004;0019;31.03.2025;Schweiz;Tisch;2;1.234,50 €;2.469,00 €;0 %;J
1005;0018;01.04.2026;Deutschland;Stuhl;-1;49,50 €;-49,50 €;0 %;N
Summe;;;;;7;;3.687,45 €;;
""".encode("cp1252")
    )
    folder.joinpath("Kunden.csv").write_bytes(
        """Kundennr;Firma;Segment;PLZ
0017;Müller & Söhne;Großkunde;01067
0018;Bäckerei Weiß;Kleinkunde;80331
0019;Zürich AG;Großkunde;8001
0020;Leer GmbH;Kleinkunde;10115
""".encode("cp1252")
    )


def persian(folder: Path) -> None:
    """Jalali days and months as text, Persian digits, toman, yes and no in Persian."""
    folder.joinpath("فروش.csv").write_text(
        """شماره سفارش,تاریخ سفارش,استان,محصول,تعداد,قیمت واحد,مبلغ کل,روش پرداخت,مرجوع شده
۱۰۱,۱۴۰۳/۱۲/۲۵,تهران,کیف,۲,۱۵۰٬۰۰۰ تومان,۳۰۰٬۰۰۰ تومان,نقدی,خیر
۱۰۲,۱۴۰۴/۰۱/۰۵,اصفهان,کفش,۱,۴۵۰٬۰۰۰ تومان,۴۵۰٬۰۰۰ تومان,کارت,خیر
۱۰۳,۱۴۰۴/۰۱/۳۱,تهران,کفش,۲,۴۵۰٬۰۰۰ تومان,۹۰۰٬۰۰۰ تومان,کارت,بله
۱۰۴,۱۴۰۴/۰۲/۳۱,فارس,کیف,۳,۱۵۰٬۰۰۰ تومان,۴۵۰٬۰۰۰ تومان,نقدی,خیر
""",
        "utf-8",
    )
    folder.joinpath("هزینه.csv").write_text(
        "ماه,واحد,هزینه\nفروردین ۱۴۰۴,فروش,۱۲۰٬۰۰۰\nفروردین ۱۴۰۴,اداری,۸۰٬۰۰۰\nاردیبهشت ۱۴۰۴,فروش,۹۰٬۰۰۰\n", "utf-8"
    )


def persian_months(folder: Path) -> None:
    """Jalali years and the names of months in two columns."""
    folder.joinpath("حقوق.csv").write_text(
        "سال,ماه,واحد,مبلغ پرداختی\n۱۴۰۳,اسفند,فروش,100\n۱۴۰۴,فروردین,فروش,110\n۱۴۰۴,فروردین,اداری,70\n"
        "۱۴۰۴,مهر,فروش,130\n",
        "utf-8",
    )


def workbook(folder: Path) -> None:
    """Sheets with titles above the header, merged cells, a header that stands twice, a total, and one of prose."""
    book = openpyxl.Workbook()
    orders = book.active
    assert orders is not None
    orders.title = "Orders"
    for row in (
        ["ACME Inc. — order export"], ["created 2026-01-02"], [],
        ["Order No", "Order Date", "Region", "Product", "Revenue", "Revenue", "Discount %"],
        [1, date(2025, 1, 5), "North", "Desk", 100, 90, 0.1], [2, date(2025, 1, 20), None, "Lamp", 40, 40, 0],
        [3, date(2025, 2, 3), "South", "Desk", 100, 100, 0], [4, date(2025, 2, 9), None, "Chair", 60, 54, 0.1],
        ["Total", None, None, None, 300, 284, None],
    ):  # fmt: skip
        orders.append(row)
    for cells in ("A1:G1", "C5:C6", "C7:C8", "E5:E5"):
        orders.merge_cells(cells)
    products = book.create_sheet("Products")
    for row in (["Product", "Category", "List Price"], ["Desk", "Furniture", 100], ["Lamp", "Light", 40],
                ["Chair", "Furniture", 60], ["Sofa", "Furniture", 500]):  # fmt: skip
        products.append(row)
    book.create_sheet("Read me").append(["Figures in EUR, ask Anna."])
    book.save(folder / "acme.xlsx")


def tabs(folder: Path) -> None:
    """Tabs, Yes and No, J and N, one source in two spellings."""
    rows = [
        ("lead_id", "created_at", "source", "country", "qualified", "converted", "newsletter"),
        ("1", "2025-01-03 09:00", "Google", "Iran", "Yes", "Yes", "J"),
        ("2", "2025-01-05 10:30", "Google", "Iran", "Yes", "No", "N"),
        ("3", "2025-02-01 12:00", "Referral", "Iraq", "No", "No", "N"),
        ("4", "2025-02-03 08:15", "google", "Iraq", "Yes", "Yes", "J"),
        ("5", "2025-03-08 08:15", "Referral", "Iran", "Yes", "Yes", "J"),
    ]
    folder.joinpath("leads.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")


SHOP = """
CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT, segment TEXT, country TEXT, signup_date DATE);
CREATE TABLE product(id INTEGER PRIMARY KEY, title TEXT, category TEXT, price REAL);
CREATE TABLE "order"(id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customer(id), placed_at DATE, status TEXT);
CREATE TABLE order_item(order_id INTEGER REFERENCES "order"(id), product_id INTEGER REFERENCES product(id),
    qty INTEGER, unit_price REAL);
INSERT INTO customer VALUES (1,'Acme','B2B','Germany','2024-11-01'),(2,'Brill','B2C','France','2024-12-01'),
    (3,'Corp','B2B','France','2025-01-01'),(4,'Dorn','B2C','Germany','2025-02-01');
INSERT INTO product VALUES (1,'Desk','Furniture',100),(2,'Lamp','Light',20),(3,'Pen','Office',2);
INSERT INTO "order" VALUES (1,1,'2025-01-10','delivered'),(2,2,'2025-01-15','cancelled'),
    (3,1,'2025-02-01','delivered'),(4,3,'2025-03-05','delivered');
INSERT INTO order_item VALUES (1,1,2,100),(1,2,1,20),(2,3,10,2),(3,2,5,18),(4,1,1,90);
"""
"""A shop as a database has it, with keys that refer to others; lines and orders fan out."""


def sqlite(folder: Path) -> None:
    connection = sqlite3.connect(folder / "shop.db")
    connection.executescript(SHOP)
    connection.close()


def json_lines(folder: Path) -> None:
    """Objects within objects, lists, a key that is there only now and then."""
    orders = [
        {"id": "o1", "ts": "2025-01-02T10:00:00Z", "customer": {"id": "c1", "country": "Germany"},
         "total": {"value": 120.5, "currency": "EUR"}, "items": [{"sku": "a"}], "tags": ["x"]},
        {"id": "o2", "ts": "2025-01-20T11:00:00Z", "customer": {"id": "c2", "country": "France"},
         "total": {"value": 79.5, "currency": "EUR"}, "items": []},
        {"id": "o3", "ts": "2025-02-11T12:00:00Z", "customer": {"id": "c1", "country": "Germany"},
         "total": {"value": 50, "currency": "EUR"}, "items": [], "coupon": "WELCOME"},
    ]  # fmt: skip
    folder.joinpath("orders.jsonl").write_text("".join(json.dumps(order) + "\n" for order in orders), "utf-8")


def snapshots(folder: Path) -> None:
    """A DuckDB file: recurring revenue and seats written down month by month, a surrogate key beside."""
    connection = duckdb.connect(str(folder / "saas.duckdb"))
    connection.execute(
        """CREATE TABLE subscription_months(id INT, month DATE, account_id INT, plan VARCHAR, seats INT,
            mrr DECIMAL(10,2), status VARCHAR);
        INSERT INTO subscription_months VALUES (11,'2025-01-01',1,'Pro',10,100,'active'),
            (12,'2025-01-01',2,'Basic',1,10,'active'), (13,'2025-02-01',1,'Pro',12,120,'active'),
            (14,'2025-02-01',2,'Basic',1,10,'active'), (15,'2025-02-01',3,'Basic',2,20,'active'),
            (16,'2025-03-01',1,'Pro',12,120,'active'), (17,'2025-03-01',3,'Basic',2,20,'active');
        CREATE TABLE accounts(account_id INT, account_name VARCHAR, country VARCHAR, industry VARCHAR);
        INSERT INTO accounts VALUES (1,'Acme','Germany','Retail'),(2,'Brill','France','Retail'),
            (3,'Corp','France','Health');"""
    )
    connection.close()


def scenarios(folder: Path) -> None:
    """Parquet: actual and planned rows below each other, months in two columns of numbers."""
    rows = """(2025,1,'Sales','Travel','Actual',100.0),(2025,1,'Sales','Travel','Budget',80.0),
        (2025,1,'IT','Cloud','Actual',50.0),(2025,1,'IT','Cloud','Budget',70.0),
        (2025,2,'Sales','Travel','Actual',60.0),(2025,2,'Sales','Travel','Budget',80.0),
        (2025,2,'IT','Cloud','Forecast',55.0),(2025,2,'IT','Cloud','Budget',70.0)"""
    duckdb.execute(
        f"COPY (FROM (VALUES {rows}) t(year,month,department,account,version,amount)) "
        f"TO '{folder / 'gl.parquet'}' (FORMAT parquet)"
    )


def survey(folder: Path) -> None:
    """No date at all; answers that are missing, a scale in a heading."""
    folder.joinpath("survey.csv").write_text(
        "Respondent ID,Department,Age Group,Responded,Overall Satisfaction (1-5),Would recommend,Years at company\n"
        "1,Sales,18-29,Yes,4,Yes,2\n2,Sales,30-44,Yes,5,Yes,6\n3,Sales,30-44,No,,,3\n4,IT,18-29,Yes,2,No,1\n"
        "5,IT,45+,No,,,12\n6,HR,45+,Yes,3,Yes,20\n",
        "utf-8",
    )


def shipments(folder: Path) -> None:
    """Keys in other cases, with spaces and zeros; money as accountants write it; several suppliers of an item."""
    folder.joinpath("shipments.csv").write_text(
        "shipment_id,sku,warehouse,shipped_on,weight_kg,cost\n"
        '1,AB-001,W1,2025-01-01,2.5,"(10.50)"\n2,ab-001 ,W1,2025-01-03,1.0,"1,200.00"\n'
        "3,AB-002,w2,2025-02-01,4.0,$30.00\n4,00AB003,W2,2025-02-02,1.0,-5\n",
        "utf-8",
    )
    folder.joinpath("items.csv").write_text(
        "SKU,Item Name,Family\nAB-001,Bolt,Metal\nAB-002,Nut,Metal\nAB-003,Glue,Chemical\n", "utf-8"
    )
    folder.joinpath("item_suppliers.csv").write_text(
        "SKU,Supplier,Supplier Country,Share\nAB-001,Hilti,LI,0.5\nAB-001,Bosch,DE,0.5\nAB-002,Bosch,DE,1\n"
        "AB-003,UHU,DE,1\n",
        "utf-8",
    )


def inventory(folder: Path) -> None:
    """Stock counted week by week, in one warehouse."""
    folder.joinpath("stock.csv").write_text(
        "snapshot_date,sku,warehouse,on_hand,unit_cost\n2025-01-06,A,W1,10,2.5\n2025-01-06,B,W1,5,4\n"
        "2025-01-13,A,W1,8,2.5\n2025-01-13,B,W1,7,4\n2025-01-20,A,W1,20,2.5\n2025-01-20,B,W1,1,4\n",
        "utf-8",
    )


def one_row(folder: Path) -> None:
    folder.joinpath("company.csv").write_text("name,founded,employees,revenue\nAcme,1999,12,34000\n", "utf-8")


def flags(folder: Path) -> None:
    """Yes-and-no columns that one breaks down by, some of them 0 and 1."""
    folder.joinpath("telco.csv").write_text(
        "customerID,gender,SeniorCitizen,Partner,tenure,Contract,MonthlyCharges,Churn\n"
        "75-VH,Female,0,Yes,1,Monthly,29.85,No\n55-GN,Male,0,No,34,Yearly,56.95,No\n36-QP,Male,1,No,2,Monthly,53.85,Yes\n"
        "77-CF,Male,0,No,45,Yearly,42.3,No\n92-HQ,Female,0,No,2,Monthly,70.7,Yes\n93-CD,Female,1,No,8,Monthly,99.65,Yes\n",
        "utf-8",
    )


def places(folder: Path) -> None:
    """A country to be billed and one to ship to; a city of customers and one of suppliers."""
    folder.joinpath("orders.csv").write_text(
        "order_id,order_date,billing_country,shipping_country,amount,customer_id,supplier_id\n"
        "1,2025-01-01,Germany,France,10,A,S1\n2,2025-01-02,Germany,Germany,20,B,S2\n3,2025-01-03,France,France,30,A,S1\n",
        "utf-8",
    )
    folder.joinpath("customers.csv").write_text(
        "customer_id,customer_name,city\nA,Acme,Berlin\nB,Brill,Paris\n", "utf-8"
    )
    folder.joinpath("suppliers.csv").write_text("supplier_id,supplier_name,city\nS1,Sup,Rome\nS2,Sap,Oslo\n", "utf-8")


def retail(folder: Path) -> None:
    """Lines of invoices in one file, cancelled ones below zero; products by a code and a description."""
    folder.joinpath("online_retail.csv").write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,85123A,HANGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom\n"
        "536365,71053,METAL LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom\n"
        "536366,22633,HAND WARMER,6,12/1/2010 8:28,1.85,17851,United Kingdom\n"
        "C536379,85123A,HANGING HEART,-1,12/13/2010 9:41,2.55,17850,United Kingdom\n"
        "536370,22728,ALARM CLOCK,24,12/14/2010 8:45,3.75,12583,France\n"
        "536371,22633,HAND WARMER,80,1/5/2011 9:00,1.85,,Germany\n",
        "utf-8",
    )


def marketplace(folder: Path) -> None:
    """Orders, their items with a price and no quantity, and several payments of an order."""
    files = {
        "shop_orders_dataset.csv": "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at\n"
        "o1,c1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15\n"
        "o2,c2,delivered,2018-07-24 20:41:37,2018-07-26 03:24:27\no3,c3,canceled,2018-08-08 08:38:49,\n",
        "shop_order_items_dataset.csv": "order_id,order_item_id,product_id,shipping_limit_date,price,freight_value\n"
        "o1,1,p1,2017-10-06 11:07:15,58.90,13.29\no1,2,p2,2017-11-06 11:07:15,10.00,3.00\n"
        "o2,1,p1,2018-07-30 03:24:27,118.70,22.76\no3,1,p2,2018-08-13 08:55:23,159.90,19.22\n",
        "shop_order_payments_dataset.csv": "order_id,payment_sequential,payment_type,payment_value\n"
        "o1,1,credit_card,50.00\no1,2,voucher,35.19\no2,1,boleto,141.46\no3,1,credit_card,179.12\n",
        "shop_customers_dataset.csv": "customer_id,customer_city,customer_state\nc1,franca,SP\n"
        "c2,sao bernardo,SP\nc3,rio,RJ\n",
    }
    for name, text in files.items():
        folder.joinpath(name).write_text(text, "utf-8")


def stores(folder: Path) -> None:
    """Stores that have numbers and no names."""
    folder.joinpath("train.csv").write_text(
        '"Store","Date","Sales","Customers","Open"\n1,2015-07-31,5263,555,1\n2,2015-07-31,6064,625,1\n'
        "1,2015-07-30,5020,546,1\n2,2015-07-26,0,0,0\n",
        "utf-8",
    )
    folder.joinpath("store.csv").write_text('"Store","StoreType"\n1,"c"\n2,"a"\n', "utf-8")


def passengers(folder: Path) -> None:
    """Classes from 1 to 3, and who survived as 0 and 1."""
    rows = "".join(f"{n},{n % 3 % 2},{n % 3 + 1},{'male' if n % 2 else 'female'},{n * 2.5}\n" for n in range(1, 37))
    folder.joinpath("titanic.csv").write_text(f"PassengerId,Survived,Pclass,Sex,Fare\n{rows}", "utf-8")


def funnel(folder: Path) -> None:
    """Leads in one table, their deals in another, each with a date of its own."""
    folder.joinpath("leads.csv").write_text(
        "lead_id,created_at,source\n1,2025-01-01,Google\n2,2025-01-02,Google\n3,2025-01-03,Referral\n4,2025-02-01,Referral\n",
        "utf-8",
    )
    folder.joinpath("deals.csv").write_text(
        "deal_id,lead_id,closed_at,stage,amount\n1,1,2025-01-10,Won,100\n2,3,2025-02-10,Won,50\n3,4,2025-02-15,Lost,70\n",
        "utf-8",
    )


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        german, persian, persian_months, workbook, tabs, sqlite, json_lines, snapshots, scenarios, survey, shipments,
        inventory, one_row, flags, places, retail, marketplace, stores, passengers, funnel,
    )
}  # fmt: skip

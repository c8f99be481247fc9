"""English words of business as people shorten them, where nothing of that name is kept."""

SHORTENED = {
    "acct": "account", "accts": "accounts", "acq": "acquisition", "amt": "amount", "avg": "average",
    "camp": "campaign", "cat": "category", "chan": "channel", "comm": "commission", "conv": "conversion",
    "convs": "conversions", "cust": "customer", "custs": "customers", "dept": "department", "emp": "employee",
    "emps": "employees", "fcst": "forecast", "inv": "invoice", "invs": "invoices", "mgmt": "management",
    "mgr": "manager", "mgrs": "managers", "mkt": "market", "mktg": "marketing", "mkting": "marketing", "num": "number",
    "opp": "opportunity", "opps": "opportunities", "ord": "order", "ords": "orders", "pct": "percent",
    "perf": "performance", "prev": "previous", "prod": "product", "prods": "products", "promo": "promotion",
    "qty": "quantity", "reg": "region", "rev": "revenue", "revs": "revenue",
    "subs": "subscriptions", "terr": "territory", "tgt": "target", "tkt": "ticket", "tkts": "tickets",
    "trans": "transactions", "util": "utilisation",
}  # fmt: skip

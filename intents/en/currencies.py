"""English names and signs of currencies, by their code: figures are in the company's own, and none is converted."""

from __future__ import annotations

from intents.parse import Item

CURRENCIES = {
    "USD": "$|usd|dollar|dollars|us dollar|us dollars|us $|bucks",
    "EUR": "€|eur|euro|euros",
    "GBP": "£|gbp|pound|pounds|pound sterling|pounds sterling|sterling|quid",
    "JPY": "¥|jpy|yen",
    "CNY": "¥|cny|yuan|renminbi|rmb",
    "INR": "₹|inr|rupee|rupees",
    "CHF": "chf|franc|francs|swiss francs",
    "CAD": "$|dollar|dollars|cad|canadian dollar|canadian dollars",
    "AUD": "$|dollar|dollars|aud|australian dollar|australian dollars",
    "AED": "aed|dirham|dirhams",
    "TRY": "₺|turkish lira|lira|liras",
    "RUB": "₽|rub|rouble|roubles|ruble|rubles",
    "SEK": "sek|swedish krona|kronor",
    "KRW": "₩|krw",
    "NZD": "$|dollar|dollars|nzd",
    "SGD": "$|dollar|dollars|sgd",
    "HKD": "$|dollar|dollars|hkd",
    "MXN": "$|peso|pesos|mxn",
    "BRL": "brl|reais",
    "EGP": "pound|pounds|£|egp",
    "PKR": "rupee|rupees|pkr",
    "IRR": "irr|rial|rials|﷼",
    "IRT": "irt|toman|tomans",
}


def currencies_last(items: list[Item]) -> list[Item]:
    """Wherever a currency stands, it is about all amounts: "orders over $5000 by region"."""
    named = [item for item in items if item.kind == "currency"]
    return [*(item for item in items if item.kind != "currency"), *named] if named else items

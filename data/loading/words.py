"""Words that exports write for missing values, yes and no, totals, months, money and units, in several languages."""

from __future__ import annotations

# Nobody writes these for anything but a value that is not there.
MISSING = ("", "null", "(null)", "nil", "nan", "n/a", "#n/a", "n.a.", "(blank)", "-", "--", "---", "–", "—", "?", "\\n",
           "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "none given", "<na>", "nat")  # fmt: skip
# These may also be a member of their own ("None" of a discount, "NA" for Namibia); the column decides.
PERHAPS_MISSING = ("na", "none", "unknown", "undefined", "not available", "not set", "select", "select one",
                   "please select", "tbd", "missing",
                   "نامشخص", "نامعلوم", "ندارد", "خالی", "انتخاب کنید", "ثبت نشده")  # fmt: skip

# Pairs of yes and no; a pair must stand together unless it is a word in full.
YES_NO = (("yes", "no"), ("true", "false"), ("y", "n"), ("t", "f"), ("بله", "خیر"), ("بلی", "خیر"), ("آری", "خیر"),
          ("j", "n"), ("بله", "نه"), ("آره", "نه"), ("دارد", "ندارد"), ("ja", "nein"), ("oui", "non"), ("sí", "no"),
          ("si", "no"), ("sim", "não"), ("درست", "نادرست"), ("صحیح", "غلط"),
          ("evet", "hayır"), ("evet", "hayir"), ("tak", "nie"), ("ja", "nee"), ("да", "нет"),
          ("نعم", "لا"), ("igen", "nem"), ("ano", "ne"), ("áno", "nie"), ("da", "nu"), ("da", "ne"), ("так", "ні"),
          ("ja", "nej"), ("kyllä", "ei"), ("ναι", "όχι"), ("ya", "tidak"))  # fmt: skip

# The first cell of a row that adds up those above it.
TOTALS = ("total", "totals", "grand total", "sum", "subtotal", "sub total", "sub-total", "overall total", "total:",
          "gesamt", "summe", "gesamtsumme", "итого", "total general", "total geral", "total général",
          "جمع", "جمع کل", "جمع كل", "مجموع", "مجموع کل", "کل", "مجموعه", "جمع:", "جمع کل:")  # fmt: skip

GREGORIAN_MONTHS = (
    ("january", "jan", "ژانویه", "januar", "jän", "janvier", "janv", "enero", "ene", "janeiro"),
    ("february", "feb", "فوریه", "februar", "février", "févr", "febrero", "fevereiro", "fev"),
    ("march", "mar", "مارس", "märz", "mär", "mrz", "mars", "marzo", "março"),
    ("april", "apr", "آوریل", "avril", "avr", "abril", "abr"),
    ("may", "مه", "می", "mai", "mayo", "maio"),
    ("june", "jun", "ژوئن", "juni", "juin", "junio", "junho"),
    ("july", "jul", "ژوئیه", "جولای", "juli", "juillet", "juil", "julio", "julho"),
    ("august", "aug", "اوت", "آگوست", "août", "agosto", "ago"),
    ("september", "sep", "sept", "سپتامبر", "septembre", "septiembre", "setembro", "set"),
    ("october", "oct", "اکتبر", "oktober", "okt", "octobre", "octubre", "outubro", "out"),
    ("november", "nov", "نوامبر", "novembre", "noviembre", "novembro"),
    ("december", "dec", "دسامبر", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dezembro"),
)
JALALI_MONTHS = (
    ("فروردین", "farvardin"), ("اردیبهشت", "ordibehesht"), ("خرداد", "khordad"), ("تیر", "tir"),
    ("مرداد", "امرداد", "mordad"), ("شهریور", "shahrivar"), ("مهر", "mehr"), ("آبان", "aban"),
    ("آذر", "azar"), ("دی", "dey"), ("بهمن", "bahman"), ("اسفند", "esfand"),
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
            "mon", "tue", "wed", "thu", "fri", "sat", "sun",
            "شنبه", "یکشنبه", "یک‌شنبه", "دوشنبه", "سه‌شنبه", "سه شنبه", "چهارشنبه", "پنجشنبه", "پنج‌شنبه",
            "جمعه")  # fmt: skip

# Signs and codes of money, longest first where one begins another.
CURRENCIES = ("US$", "R$", "A$", "C$", "$", "€", "£", "¥", "₹", "₽", "₺", "₩", "₦", "₪", "₫", "฿", "﷼", "zł", "kr",
              "TL", "Kč", "Ft", "lei", "грн", "руб.", "руб",
              "USD", "EUR", "GBP", "JPY", "INR", "BRL", "IRR", "IRT", "AED", "CAD", "AUD", "CHF", "TRY", "RUB", "SEK",
              "NOK", "DKK", "PLN", "CNY", "MXN", "CZK", "HUF", "RON", "BGN", "UAH", "SAR", "QAR", "KWD",
              "EGP", "ZAR", "NGN", "SGD", "HKD", "KRW", "THB", "IDR", "MYR", "PHP", "VND", "NZD", "ARS", "CLP", "COP",
              "Rs.", "Rs", "تومان", "تومن", "ریال", "درهم", "یورو",
              "دلار")  # fmt: skip
MULTIPLES = {
    "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000,
    "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "هزار": 1_000, "میلیون": 1_000_000, "میلیارد": 1_000_000_000,
}  # fmt: skip
UNITS = ("kg", "g", "t", "lb", "lbs", "km", "cm", "mm", "mi", "l", "ml", "kwh", "mb", "gb", "h", "hr", "hrs", "hour",
         "hours", "min", "mins", "minute", "minutes", "s", "sec",
         "secs", "second", "seconds", "d", "day", "days",
         "week", "weeks", "month", "months", "year", "years", "yrs", "pcs", "pc", "pieces", "units", "unit",
         "items", "people",
         "x", "pts", "points", "روز", "ساعت", "دقیقه", "ثانیه", "هفته", "ماه", "سال", "عدد", "نفر", "کیلو", "کیلوگرم",
         "گرم", "تن", "متر", "لیتر", "دستگاه", "بسته")  # fmt: skip
# How long something took: "1 day 3 h", «۲ ساعت و ۱۵ دقیقه». Months and years are of no one length.
SPAN_UNITS = {
    "week": ("w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas", "hafta",
             "هفته"),
    "day": ("d", "day", "days", "tag", "tage", "tagen", "j", "jour", "jours", "día", "días", "dia", "dias", "gün",
            "dni", "dzień", "روز"),
    "hour": ("h", "hr", "hrs", "hour", "hours", "std", "std.", "stunde", "stunden", "heure", "heures", "hora", "horas",
             "saat", "godz", "godz.", "godzina", "godziny", "godzin", "ساعت"),
    "minute": ("m", "min", "min.", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "dk", "dakika",
               "minut", "minuty", "دقیقه"),
    "second": ("s", "sec", "secs", "second", "seconds", "sek", "sek.", "sekunde", "sekunden", "seconde", "secondes",
               "seg", "segundo", "segundos", "sn", "saniye", "sekund", "sekundy", "ثانیه"),
}  # fmt: skip
SPAN_PERHAPS = ("m", "j", "d", "s", "w")
AND = ("and", "und", "et", "y", "e", "ve", "i", "و")
SPAN_HEADERS = (
    "duration", "elapsed", "length", "took", "time spent", "spent time", "handle time", "handling", "talk time",
    "wait", "hold time", "lead time", "time to ", "response time", "resolution time", "processing time", "cycle time",
    "downtime", "uptime", "runtime", "run time", "overtime", "worked", "working time", "logged", "dwell", "delay",
    "hours", "minutes", "seconds", "hh:mm", "h:mm", "mm:ss", "m:ss", "dauer", "arbeitszeit", "durée", "duree",
    "duración", "duracion", "duração", "duracao", "süre", "czas trwania", "مدت", "زمان پاسخ", "زمان انتظار",
    "زمان مکالمه", "طول",
)  # fmt: skip
# What a heading says of 12:45.
HOURS_MINUTES = ("hh:mm", "h:mm", "hour", "hrs", "stunden", "heures", "horas", "saat", "godz", "ساعت")
MINUTES_SECONDS = ("mm:ss", "m:ss", "minute", "mins", "minuten", "minutos", "dakika", "دقیقه")
AFTERNOON = ("pm", "p.m.", "ب.ظ", "ب.ظ.", "بعدازظهر", "بعد از ظهر", "عصر")
MORNING = ("am", "a.m.", "ق.ظ", "ق.ظ.", "قبل از ظهر", "صبح")
# A header with one of these makes eight digits a day.
DAY_HEADERS = ("date", "day", "_on", "_at", "datum", "fecha", "data", "تاریخ", "روز")

# In the heading of a column beside columns of periods: it adds them up, or tells them up to a day.
TOTAL_HEADINGS = frozenset(
    ("total", "totals", "sum", "subtotal", "grand", "overall", "ytd", "year", "annual", "fy", "full", "average", "avg",
     "mean", "gesamt", "summe", "total:", "جمع", "کل", "مجموع", "میانگین", "سالانه", "سال")
)  # fmt: skip
YEAR_HEADINGS = frozenset(("year", "yr", "fy", "jahr", "año", "annee", "année", "ano", "سال"))
# The name of a sheet or file says what it holds up to one of these, and beside the others.
CUT_AT = frozenset(("by", "per", "nach", "par", "por", "به", "تفکیک", "برحسب", "بر"))
CROSSTAB_NOISE = frozenset(
    ("monthly", "yearly", "annual", "annually", "quarterly", "weekly", "daily", "month", "months", "year", "years",
     "data", "dataset", "table", "sheet", "report", "export", "crosstab", "wide", "pivot", "file", "csv", "xlsx",
     "final", "copy", "time", "series", "timeseries", "tab", "fy", "the", "of", "in", "all", "raw", "global",
     "ماهانه", "سالانه", "گزارش", "سال", "جدول", "شیت")
)  # fmt: skip

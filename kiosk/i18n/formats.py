"""Dates, times and numbers as a language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from kiosk.i18n.languages import Language


def date_short(day: date, language: Language) -> str:
    """For lists, its month in letters so that nobody takes it for the day: ``5. jan. 2026``."""
    return format_date(day, "medium", locale=language.locale)


def date_long(day: date, language: Language) -> str:
    """``5. januar 2026``."""
    return format_date(day, "long", locale=language.locale)


def date_full(day: date, language: Language) -> str:
    """With the day of the week: ``mandag den 5. januar 2026``."""
    return format_date(day, "full", locale=language.locale)


def time_short(moment: time | datetime, language: Language) -> str:
    """Hours and minutes: ``14.05``."""
    return format_time(moment, "short", locale=language.locale)


def date_time(moment: datetime, language: Language) -> str:
    """Day and time together, for lists: ``5. jan. 2026 14.05``."""
    return f"{date_short(moment.date(), language)} {time_short(moment, language)}"


def number(value: float, language: Language) -> str:
    """With the language's own separators: ``1.234,5``."""
    return format_decimal(value, locale=language.locale)


def percent(share: float, language: Language) -> str:
    """A share of 1 in whole per cent: ``52 %``."""
    return format_percent(share, locale=language.locale)


def listed(names: Sequence[str], language: Language) -> str:
    """Names beside each other: ``MitID og Digital Post``."""
    return format_list(names, locale=language.locale)

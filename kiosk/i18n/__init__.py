"""Languages, translated texts, and dates and numbers as each language writes them."""

from __future__ import annotations

from kiosk.i18n.languages import LANGUAGES, Language, UnknownLanguageError, by_code, by_number
from kiosk.i18n.translator import Translator

__all__ = [
    "LANGUAGES",
    "Language",
    "Translator",
    "UnknownLanguageError",
    "by_code",
    "by_number",
]

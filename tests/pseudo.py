"""A language of no people, in Arabic letters: shows what is not translated or mirrored."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.domain.text import Text
from kiosk.i18n import Language, Translator

PSEUDO = Language("ar", 99, "لغة تجريبية", "ar", "vazirmatn")
KEPT_NAMES = ("MitID", "Digital Post", "Jobnet", "borger.dk", "PDF", "QR", "PIN", "USB", "KR1")

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzæøå",
    "ابجدهفغحيكلمنوسعصقرشتثخذضظزطأ",
)
_KEPT = re.compile("|".join([r"\{[^}]*\}", r"<[^>]*>", *map(re.escape, KEPT_NAMES)]))


def pseudo(text: str) -> str:
    """Latin letters as Arabic ones; ``{places}``, ``<slots>``, digits and names stay."""
    out, end = [], 0
    for kept in _KEPT.finditer(text):
        out += [_letters(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*out, _letters(text[end:])])


def _letters(text: str) -> str:
    return text.lower().translate(_LETTERS)


class PseudoTranslator(Translator):
    """Says everything in the pseudo-language, from the source texts alone."""

    def __init__(self) -> None:
        super().__init__(PSEUDO, Path("no catalogues"))

    def gettext(self, message: str, /, **values: object) -> str:
        return super().gettext(pseudo(message), **values)

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        return super().ngettext(pseudo(one), pseudo(many), n, **values)

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        return super().pgettext(context, pseudo(message), **values)

    def say(self, text: Text) -> str:
        return text.say(lambda _, source: pseudo(source))

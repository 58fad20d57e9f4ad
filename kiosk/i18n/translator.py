"""Texts in one language: what the kiosk says and what an assessment says."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.errors import KioskError
from kiosk.domain.text import Text
from kiosk.i18n import catalogues
from kiosk.i18n.languages import Language


class Translator:
    """Looks texts up in the catalogues of one language, and fills their ``{name}`` places after.

    The source is English for the kiosk and Danish for assessments; a text that a catalogue lacks is
    said in its source language.
    """

    def __init__(self, language: Language, localedir: Path) -> None:
        self.language = language
        self._kiosk = catalogues.load(localedir, language.code, "kiosk")
        self._assessments = catalogues.load(localedir, language.code, "assessments")

    @property
    def rtl(self) -> bool:
        """Lines run from right to left."""
        return self.language.rtl

    def gettext(self, message: str, /, **values: object) -> str:
        """A text of the kiosk; a value may be a ``Text`` or an error, said in the same language."""
        return self._fill(self._kiosk.gettext(message), values)

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A text that depends on a number, which fills ``{n}``."""
        return self._fill(self._kiosk.ngettext(one, many, n), {"n": n, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A text whose English is the same in two places that other languages tell apart."""
        return self._fill(self._kiosk.pgettext(context, message), values)

    def say(self, text: Text) -> str:
        """A text of an assessment, its slots filled; one without a key is the kiosk's own."""
        return text.say(self._lookup)

    def _lookup(self, context: str, source: str) -> str:
        if not context:
            return self._kiosk.gettext(source)
        return self._assessments.pgettext(context, source)

    def error(self, error: KioskError) -> str:
        """What an error tells a person."""
        return self.gettext(error.message, **error.values)

    def _fill(self, message: str, values: dict[str, object]) -> str:
        if not values:
            return message
        return message.format(**{name: self._value(value) for name, value in values.items()})

    def _value(self, value: object) -> object:
        if isinstance(value, Text):
            return self.say(value)
        if isinstance(value, KioskError):
            return self.error(value)
        return value

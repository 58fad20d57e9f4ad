"""The languages of instructions and help; the simulated services stay in theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.errors import KioskError, N_

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""As in CLDR, which takes too long to read before the first screen."""


class UnknownLanguageError(KioskError):
    """A language that this version does not have."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that a citizen or a consultant can choose."""

    code: str
    """As in ``locales/<code>`` and in BCP 47."""
    number: int
    """Its number in a handed-over record; never changes, never used again."""
    name: str
    """Its own name, in itself."""
    locale: str
    """Whose dates and numbers it is written with."""
    font: str = "inter"
    """The font family of its script: ``inter`` or ``vazirmatn``."""

    @property
    def direction(self) -> Direction:
        """Which way its lines run."""
        return "rtl" if self.locale.partition("_")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def rtl(self) -> bool:
        """Its lines run from right to left."""
        return self.direction == "rtl"


LANGUAGES = (
    Language("da", 1, "Dansk", "da_DK"),
    Language("en", 2, "English", "en_GB"),
)


def by_code(code: str) -> Language:
    """The language of a code such as ``da``."""
    for language in LANGUAGES:
        if language.code == code:
            return language
    raise UnknownLanguageError(
        N_("There is no language “{code}” here: choose one of {codes}."),
        code=code,
        codes=", ".join(language.code for language in LANGUAGES),
    )


def by_number(number: int) -> Language:
    """The language of a number in a record."""
    for language in LANGUAGES:
        if language.number == number:
            return language
    raise UnknownLanguageError(
        N_("Language number {number} is not known here: update this kiosk."), number=number
    )

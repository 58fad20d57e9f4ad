"""Translators for a screen."""

from __future__ import annotations

from collections.abc import Callable

from kiosk import resources
from kiosk.i18n import Translator, by_code


def translators() -> Callable[[str], Translator]:
    """A translator for each language, made once."""
    made: dict[str, Translator] = {}

    def translator(code: str) -> Translator:
        if code not in made:
            made[code] = Translator(by_code(code), resources.locales())
        return made[code]

    return translator

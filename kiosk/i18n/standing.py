"""What a result is, said on every screen and print that shows one. Loads nothing to say it."""

from __future__ import annotations

from kiosk.i18n.translator import Translator


def not_a_grade(t: Translator) -> str:
    """What every result says of itself."""
    return t.gettext("Help for the conversation. Not a grade and not a decision.")

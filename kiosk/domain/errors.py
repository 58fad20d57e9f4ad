"""The root of every error that a person is told about."""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up where it is shown."""
    return message


class KioskError(Exception):
    """What is wrong, where, and what to do next, in one sentence.

    ``message`` is a source text of the ``kiosk`` domain with ``{name}`` places; ``values`` fills
    them. A screen translates first and fills after; the command line prints ``str(error)``.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class UnexpectedError(KioskError):
    """What nobody foresaw; it is in the program's log."""

    def __init__(self) -> None:
        super().__init__(N_("Something unexpected happened; what was saved is safe: try again."))

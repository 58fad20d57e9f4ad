"""What a command did: words for standard output, refusals for standard error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.errors import KioskError


@dataclass(frozen=True, slots=True)
class Told:
    """The end of a command that had something to say."""

    text: str
    refused: Sequence[KioskError] = ()
    """What was left out, each with its reason; the rest was done."""
    sound: bool = True
    """False for a check that found faults; its text says which."""

    @property
    def good(self) -> bool:
        return self.sound and not self.refused


def counted(number: int, one: str) -> str:
    """How many, with the English word for one of them."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"

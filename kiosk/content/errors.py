"""Faults in what an author wrote: all of them at once, each with the place where it is found."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.domain.errors import KioskError, N_


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, line, and the keys that lead there."""

    file: str
    line: int
    path: str


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, and where."""

    place: Place
    message: str

    def __str__(self) -> str:
        where = f"{self.place.file}:{self.place.line}"
        return (
            f"{where} {self.place.path}: {self.message}"
            if self.place.path
            else (f"{where}: {self.message}")
        )


class FaultError(Exception):
    """Gives up the part of a file that is being read; the rest is read on."""

    def __init__(
        self, place: Place, message: str, given: str = "", known: Iterable[str] = ()
    ) -> None:
        fault = Fault(place, message + nearest(given, known))
        super().__init__(str(fault))
        self.fault = fault


class NothingError(FaultError):
    """Something was expected where nothing stands; untold where a key is told to be missing."""


class ToldError(Exception):
    """Gives up what needs a file whose own faults are gathered already."""


class ContentError(KioskError):
    """The assessments cannot be used; ``faults`` says everything that is wrong with them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            N_("The assessments have {count} faults. Mend these first: {faults}"),
            count=len(faults),
            faults="; ".join(str(f) for f in faults),
        )
        self.faults = tuple(faults)


class Faults:
    """Gathers what is wrong while the files are read on."""

    def __init__(self) -> None:
        self._found: set[Fault] = set()
        self._lacking: set[Fault] = set()

    def add(self, place: Place, message: str, given: str = "", known: Iterable[str] = ()) -> None:
        self._found.add(FaultError(place, message, given, known).fault)

    @property
    def none(self) -> bool:
        """Whether nothing is wrong so far."""
        return not (self._found or self._lacking)

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Notes what goes wrong inside, and goes on after it."""
        try:
            yield
        except NothingError as wrong:
            self._lacking.add(wrong.fault)
        except FaultError as wrong:
            self._found.add(wrong.fault)
        except ToldError:
            pass

    def settle(self) -> None:
        """Raises everything gathered, in the order of the files."""
        told = {fault.place for fault in self._found}
        every = self._found | {fault for fault in self._lacking if fault.place not in told}
        if every:
            raise ContentError(sorted(every))


def nearest(given: str, known: Iterable[str]) -> str:
    """The end of a message: the nearest valid word, else the words that are valid."""
    words = sorted(known)
    if not words:
        return ""
    if close := difflib.get_close_matches(given, words, 1, 0.5):
        return f" (did you mean '{close[0]}'?)"
    shown = ", ".join(words[:12])
    return f" (known: {shown}{', …' if len(words) > 12 else ''})"

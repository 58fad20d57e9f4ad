"""Finding, erasing and accounting for results by command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from kiosk.desk.erasure import Found
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.events import LogEntry
from kiosk.domain.progress_code import LENGTH, PICTURES
from kiosk.storage.desk import StoredResult
from kiosk.wiring.desk import DeskParts, parts
from kiosk.wiring.places import IN_FOLDER, Access
from kiosk.wiring.told import Told, counted


class UnknownPictureError(KioskError):
    """A name that none of the pictures has."""


class NothingFoundError(KioskError):
    """No result has that code."""


Confirm = Callable[[str], bool]
"""Asks somebody, who answers yes or no."""


def find(
    data: Path, code: str | None, pictures: Sequence[str] | None, access: Access = IN_FOLDER
) -> Told:
    """The results under a code, a line for each."""
    desk = parts(data, access=access)
    with closing(desk.store):
        return Told("\n".join(_listed(desk, _found(desk, code, pictures)[0])))


def erase(
    data: Path,
    code: str | None,
    pictures: Sequence[str] | None,
    confirm: Confirm,
    access: Access = IN_FOLDER,
) -> Told:
    """Erase all results under a code, once somebody has confirmed what it is."""
    desk = parts(data, access=access)
    with closing(desk.store):
        found, by = _found(desk, code, pictures)
        if not confirm("\n".join(_listed(desk, found))):
            return Told("Nothing was erased.")
        done = desk.erasing.erase(found, by)
    results = counted(done.results + done.quarantined, "result")
    return Told(
        f"Erased: {results} and {counted(done.details, 'detail')}. "
        "Tablets and other desks erase it with their next sync."
    )


def log(data: Path, count: int, access: Access = IN_FOLDER) -> Told:
    """What was done at the desk, the newest last."""
    desk = parts(data, access=access)
    with closing(desk.store):
        lines = [_line(entry) for entry in reversed(desk.store.logged(count))]
    return Told("\n".join(lines or ["Nothing was logged yet."]))


def numbers_of(names: Sequence[str]) -> tuple[int, ...]:
    """The pictures of a code by their English names, or by their numbers."""
    known = {name.casefold(): number for number, name in enumerate(PICTURES)}
    known |= {str(number): number for number in range(len(PICTURES))}
    numbers = []
    for name in names:
        number = known.get(name.strip().casefold())
        if number is None:
            raise UnknownPictureError(
                N_("There is no picture {name}; there are {names}."),
                name=name.strip()[:20],
                names=", ".join(PICTURES),
            )
        numbers.append(number)
    if len(numbers) != LENGTH:
        raise UnknownPictureError(
            N_("A code has {count} pictures, with a comma between them."), count=LENGTH
        )
    return tuple(numbers)


def _found(
    desk: DeskParts, code: str | None, pictures: Sequence[str] | None
) -> tuple[tuple[StoredResult, ...], Found]:
    by: Found
    if pictures is not None:
        found, by = desk.searching.by_pictures(numbers_of(pictures)), "progress_code"
    else:
        found, by = desk.searching.by_receipt_code(code or ""), "receipt_code"
    if not found:
        raise NothingFoundError(N_("No result at this desk has that code; nothing was changed."))
    return found, by


def _listed(desk: DeskParts, found: Sequence[StoredResult]) -> list[str]:
    lines = []
    for row in found:
        why = desk.store.why_apart(row.id)
        apart = f", kept apart ({why})" if why else ""
        lines.append(
            f"Tablet {row.tablet}, result {row.sequence}, visit on {row.day}, "
            f"received {row.received_at:%Y-%m-%d %H:%M} by {row.way}{apart}."
        )
    return lines


def _line(entry: LogEntry) -> str:
    fields = " ".join(f"{name}={value}" for name, value in sorted(entry.fields.items()))
    told = f"{entry.at:%Y-%m-%d %H:%M:%S} {entry.who or '-'} {entry.event.name.lower()}"
    return f"{told} {fields}".rstrip()

"""Upgrading and checking the stores of a data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk import resources
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff.keys import Device
from kiosk.storage.errors import StoreTooNewError
from kiosk.storage.place import Place
from kiosk.storage.upgrade import Kind, Report, head
from kiosk.storage.upgrade import check as check_store
from kiosk.storage.upgrade import upgrade as upgrade_store
from kiosk.wiring.places import IN_FOLDER, Access, store_path, store_place
from kiosk.wiring.told import Told


class NoStoreError(KioskError):
    """A data folder in which no tablet or desk has a store."""


class DamagedStoreError(KioskError):
    """A store whose check found faults."""


def upgrade(data: Path, access: Access = IN_FOLDER) -> Told:
    """Upgrade each store there is; a line for each."""
    lines = []
    for kind, place in stores(data, access):
        done = upgrade_store(place, kind)
        if done.before == done.after:
            lines.append(f"{place}: up to date ({done.after}).")
        elif done.before is None:
            lines.append(f"{place}: made ({done.after}).")
        else:
            lines.append(f"{place}: upgraded from {done.before} to {done.after}.")
    return Told("\n".join(lines))


def check(data: Path, access: Access = IN_FOLDER) -> Told:
    """Check each store there is; a line for each.

    Raises:
        DamagedStoreError: at least one of them does not hold together.
        StoreTooNewError: one was written by a newer version of the program.
    """
    reports = [_checked(kind, place) for kind, place in stores(data, access)]
    bad = [report for report in reports if not report.sound]
    if bad:
        raise damaged(bad[0])
    return Told("\n".join(_line(report) for report in reports))


def damaged(report: Report) -> DamagedStoreError:
    """What to say of a store that does not hold together."""
    return DamagedStoreError(
        N_("The store {path} is damaged ({what}): restore a backup, and keep the damaged file."),
        path=report.place,
        what=report.problems[0],
    )


def _checked(kind: Kind, place: Place) -> Report:
    report = check_store(place, kind)
    known = head(resources.migrations(kind), kind)
    if report.revision > known:
        raise StoreTooNewError(path=place, found=report.revision, known=known)
    return report


def _line(report: Report) -> str:
    return f"{report.place}: sound ({report.revision})."


def stores(data: Path, access: Access = IN_FOLDER) -> Iterator[tuple[Kind, Place]]:
    """The stores that there are: of a tablet, of a desk.

    Raises:
        NoStoreError: there is none.
        KioskError: the desk's does not open with what was given.
    """
    found = [kind for kind in Kind if _is_there(data, kind, access)]
    if not found:
        raise NoStoreError(
            N_("There is no store in {data}; name the folder with --data, or start 'kiosk demo'."),
            data=data,
        )
    for kind in found:
        if kind is Kind.TABLET:
            yield kind, store_path(data, Device.TABLET)
        else:  # nothing is made here, so it is all the same whether the site is for practice
            yield kind, store_place(data, practice=True, access=access)


def _is_there(data: Path, kind: Kind, access: Access) -> bool:
    if kind is Kind.DESK and access.url is not None:
        return True
    path = store_path(data, Device(kind.value))
    return path.exists() or path.is_symlink()

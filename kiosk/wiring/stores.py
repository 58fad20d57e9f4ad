"""Upgrading and checking the stores of a data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk import resources
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff.keys import Device
from kiosk.storage.errors import StoreTooNewError
from kiosk.storage.upgrade import Kind, Report, head
from kiosk.storage.upgrade import check as check_store
from kiosk.storage.upgrade import upgrade as upgrade_store
from kiosk.wiring.places import store_path
from kiosk.wiring.told import Told


class NoStoreError(KioskError):
    """A data folder in which no tablet or desk has a store."""


class DamagedStoreError(KioskError):
    """A store whose check found faults."""


def upgrade(data: Path) -> Told:
    """Upgrade each store there is; a line for each."""
    lines = []
    for kind, path in _stores(data):
        done = upgrade_store(path, kind)
        if done.before == done.after:
            lines.append(f"{path}: up to date ({done.after}).")
        else:
            lines.append(f"{path}: upgraded from {done.before} to {done.after}.")
    return Told("\n".join(lines))


def check(data: Path) -> Told:
    """Check each store there is; a line for each.

    Raises:
        DamagedStoreError: at least one of them does not hold together.
        StoreTooNewError: one was written by a newer version of the program.
    """
    reports = [_checked(kind, path) for kind, path in _stores(data)]
    bad = [report for report in reports if not report.sound]
    if bad:
        raise DamagedStoreError(
            N_(
                "The store {path} is damaged ({what}): restore a backup, and keep the damaged file."
            ),
            path=bad[0].path,
            what=bad[0].problems[0],
        )
    return Told("\n".join(_line(report) for report in reports))


def _checked(kind: Kind, path: Path) -> Report:
    report = check_store(path, kind)
    known = head(resources.migrations(kind), kind)
    if report.revision > known:
        raise StoreTooNewError(path=path, found=report.revision, known=known)
    return report


def _line(report: Report) -> str:
    return f"{report.path}: sound ({report.revision})."


def _stores(data: Path) -> Iterator[tuple[Kind, Path]]:
    found = [
        (kind, path)
        for kind in Kind
        if (path := store_path(data, Device(kind.value))).exists() or path.is_symlink()
    ]
    if not found:
        raise NoStoreError(
            N_("There is no store in {data}; name the folder with --data, or start 'kiosk demo'."),
            data=data,
        )
    yield from found

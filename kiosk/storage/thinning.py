"""Which backups stay: the newest of each of the last seven days and of the last eight weeks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

DAYS = 7
WEEKS = 8

_NAME = re.compile(r"(?P<kind>desk|tablet)-(?P<time>\d{4}-\d\d-\d\dT\d{6}Z)\.backup")
_TIME = "%Y-%m-%dT%H%M%SZ"


def backup_name(kind: str, now: datetime) -> str:
    """The name of a backup that is made now: ``desk-2026-03-02T120000Z.backup``."""
    return f"{kind}-{now.astimezone(UTC).strftime(_TIME)}.backup"


def made_at(name: str, kind: str) -> datetime | None:
    """When a backup of that kind was made, by its name; None for any other name."""
    match = _NAME.fullmatch(name)
    if match is None or match["kind"] != kind:
        return None
    try:
        return datetime.strptime(match["time"], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def backups(folder: Path, kind: str) -> list[Path]:
    """The backups in a folder, the newest first."""
    found = [path for path in folder.iterdir() if made_at(path.name, kind) is not None]
    return sorted(found, key=lambda path: path.name, reverse=True)


def superfluous(times: Iterable[datetime]) -> set[datetime]:
    """Those of the times that are neither the newest of a kept day nor of a kept week.

    Days and weeks count only where there was a backup: a closed summer costs none of them.
    """
    newest_first = sorted(times, reverse=True)
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for time in newest_first:
        days.setdefault(time.date(), time)
        weeks.setdefault(time.isocalendar()[:2], time)
    return set(newest_first) - {*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}

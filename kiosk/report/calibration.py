"""Anonymous response rows: what item parameters are estimated from, and nothing more.

A row says that somebody did, or did not, manage a task alone. It holds no day, no time, no place,
no receipt code and no number of a tablet or a result. ``respondent`` joins the rows of one visit,
which an estimate needs, by a number that is drawn anew for every file.
"""

from __future__ import annotations

import csv
import hmac
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from hashlib import sha256

from kiosk.domain.errors import KioskError, N_
from kiosk.domain.measurement import answer
from kiosk.domain.record import VisitResult

FEW = 5
"""Respondents of a language under which it is not named, as groups under five nowhere are."""
HIDDEN = "-"
"""Stands for a language that is not named."""

Versions = Mapping[bytes, tuple[str, tuple[int, ...]]]
"""Scoring digest -> key of the service, numbers of its tasks in the order of that version."""


class RowsError(KioskError):
    """A file that is not one of response rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One task of one visit."""

    respondent: int
    """Joins the rows of a visit within this file, and means nothing elsewhere."""
    service: str
    task: int
    scoring: str
    """Digest of the scoring version, in hexadecimal."""
    y: int
    """1: alone; 0: anything else that counts."""
    language: str
    """Of the instructions; ``HIDDEN`` where fewer than five respondents share it."""


@dataclass(frozen=True, slots=True)
class Export:
    """The rows of a store."""

    rows: tuple[Row, ...]
    visits: int
    unknown: int
    """Services of visits that were left out: their scoring version is not in this content."""


def export(
    results: Iterable[VisitResult], versions: Versions, languages: Mapping[int, str], key: bytes
) -> Export:
    """Rows in an order that only ``key`` tells, which is to be forgotten at once.

    Without it neither the order nor a respondent's number leads back to a result.
    """
    found: list[tuple[int, Row]] = []
    unknown = 0
    for number, result in enumerate(results):
        for fact in result.services:
            version = versions.get(fact.scoring_digest)
            if version is None or len(version[1]) != len(fact.tasks):
                unknown += 1
                continue
            language = languages.get(result.language, HIDDEN)
            found += (
                (number, Row(0, version[0], task, fact.scoring_digest.hex(), y, language))
                for task, done in zip(version[1], fact.tasks, strict=True)
                if (y := answer(done.outcome)) is not None
            )
    numbers = _drawn_order({number for number, _ in found}, b"respondent", key)
    named = _named([row.language for row in _one_each(found)])
    rows = [
        Row(numbers[n] + 1, r.service, r.task, r.scoring, r.y, named.get(r.language, HIDDEN))
        for n, r in found
    ]
    places = _drawn_order(range(len(rows)), b"row", key)
    shuffled = sorted(range(len(rows)), key=lambda at: places[at])
    return Export(tuple(rows[at] for at in shuffled), len(numbers), unknown)


def _drawn_order(numbers: Iterable[int], name: bytes, key: bytes) -> dict[int, int]:
    """A place for each number, in the order of its keyed hash."""
    hashed = sorted(
        (hmac.digest(key, name + number.to_bytes(8, "big"), sha256), number) for number in numbers
    )
    return {number: place for place, (_, number) in enumerate(hashed)}


def _one_each(found: Sequence[tuple[int, Row]]) -> list[Row]:
    return list(dict(found).values())


def _named(languages: Sequence[str]) -> dict[str, str]:
    """Languages that may be named. A hidden one alone would be known by what is missing."""
    counts = Counter(languages)
    rare = [language for language, count in counts.items() if count < FEW]
    others = sorted((one for one in counts if one not in rare), key=lambda one: counts[one])
    if rare and sum(counts[one] for one in rare) < FEW and others:
        rare.append(others[0])
    return {language: language for language in counts if language not in rare}


_HEAD = tuple(field.name for field in fields(Row))


def to_csv(rows: Iterable[Row]) -> str:
    """The rows as CSV (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    writer.writerows(astuple(row) for row in rows)
    return out.getvalue()


def from_csv(text: str) -> tuple[Row, ...]:
    """The rows of a file; several exports may stand in one, each with its own head.

    Raises:
        RowsError: a line is not a row.
    """
    rows: list[Row] = []
    file = -1
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        for line in lines:
            if tuple(line) == _HEAD:
                file += 1
            elif line:
                rows.append(_row(line, file))
    except (ValueError, csv.Error):
        raise RowsError(
            N_("Line {line} is not a response row; give the file as it was exported."),
            line=lines.line_num,
        ) from None
    if not rows:
        raise RowsError(N_("There is no response row in the file; export one first."))
    return tuple(rows)


_FILES = 1_000_000
"""Respondents of one file: those of the next count on from here."""


def _row(line: Sequence[str], file: int) -> Row:
    respondent, service, task, scoring, y, language = line
    if file < 0 or y not in ("0", "1"):
        raise ValueError(y)
    return Row(int(respondent) + file * _FILES, service, int(task), scoring, int(y), language)

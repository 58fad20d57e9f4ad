"""Rows of the desk's database as values, and back; by hand, for an import has thousands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Row, Table

from kiosk.domain.events import Event, LogEntry
from kiosk.storage.desk import models
from kiosk.storage.desk.values import (
    ImportedBundle,
    StoredDetail,
    StoredResult,
    Tombstone,
    Way,
)


def _table(model: type[models.DeskBase]) -> Table:
    return cast(Table, model.__table__)


RESULT, QUARANTINE = _table(models.Result), _table(models.QuarantineResult)
DETAIL, BUNDLE = _table(models.Detail), _table(models.Bundle)
CHAIN, MISSING = _table(models.Chain), _table(models.Missing)
TOMBSTONE, DAY_COUNT = _table(models.TombstoneRow), _table(models.Counted)
RECEIPT, RECEIPT_NUMBER = _table(models.WrittenReceipt), _table(models.ReceiptNumber)
DELETION, LOG = _table(models.Deletion), _table(models.LogLine)
SCORING = _table(models.ScoringVersion)

RESULT_FIELDS = tuple(StoredResult.__dataclass_fields__)
DETAIL_FIELDS = tuple(StoredDetail.__dataclass_fields__)
BUNDLE_FIELDS = tuple(ImportedBundle.__dataclass_fields__)
TOMBSTONE_FIELDS = tuple(Tombstone.__dataclass_fields__)


def columns(table: Table, fields: Sequence[str]) -> list[Any]:
    """The columns of a table in the order of a value's fields."""
    return [table.c[name] for name in fields]


def values(one: object, fields: Sequence[str]) -> dict[str, object]:
    """A value as the columns of its row."""
    return {name: getattr(one, name) for name in fields}


def result_values(one: StoredResult) -> dict[str, object]:
    """A result as the columns of its row."""
    return {
        "id": one.id,
        "wire_hash": one.wire_hash,
        "tablet": one.tablet,
        "epoch": one.epoch,
        "sequence": one.sequence,
        "previous": one.previous,
        "day": one.day,
        "wire": one.wire,
        "payload": one.payload,
        "scoring": one.scoring,
        "received_at": one.received_at,
        "way": one.way.value,
        "receipt_code": one.receipt_code,
        "progress_tag": one.progress_tag,
        "detail_deleted": False,
    }


def result(row: Row[Any]) -> StoredResult:
    """A result out of the columns ``RESULT_FIELDS``."""
    found = row._asdict()
    found["way"] = Way(found["way"])
    return StoredResult(**found)


def log_values(entry: LogEntry) -> dict[str, object]:
    """A line of the log as the columns of its row."""
    fields = json.dumps(dict(entry.fields), sort_keys=True)
    return {"at": entry.at, "event": entry.event.name, "who": entry.who[:64], "fields": fields}


def log_entry(row: Row[Any]) -> LogEntry:
    """A line of the log."""
    return LogEntry(Event[row.event], row.at, row.who, json.loads(row.fields))

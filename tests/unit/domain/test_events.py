"""The closed list of events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.domain.events import ErrorName, Event, LogEntry, Number, OneOf, Where
from tests import event_list

NOW = datetime(2026, 3, 2, tzinfo=UTC)

CITIZENS = ("visit", "citizen typed", "shared", "declined", "left", "began", "task")


def test_its_document_is_made_from_it() -> None:
    assert event_list.PATH.read_text("utf-8") == event_list.text(), (
        "run: python -m tests.event_list"
    )


def test_every_event_says_where_why_and_with_which_fields() -> None:
    assert len({event.value for event in Event}) == len(Event)
    for event in Event:
        assert event.value.words and event.value.why
        assert len({one.name for one in event.fields}) == len(event.fields)
        assert all(isinstance(one, Number | OneOf | ErrorName) for one in event.fields)


def test_no_event_is_about_a_visit() -> None:
    for event in Event:
        if event.where is Where.TABLET:
            assert not any(word in event.value.words for word in CITIZENS), event


def test_an_entry_has_the_fields_of_its_event_and_no_other() -> None:
    assert LogEntry(Event.PACK_TAKEN, NOW, "mette", {"version": 7}).fields == {"version": 7}
    for fields in ({}, {"version": 7, "typed": "x"}, {"typed": "x"}):
        with pytest.raises(ValueError, match="version"):
            LogEntry(Event.PACK_TAKEN, NOW, "mette", fields)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="none"):
        LogEntry(Event.RECOVERED, NOW, "", {"typed": "x"})


@pytest.mark.parametrize("value", [-1, True, 1.0, "7", 2**53])
def test_a_number_is_a_whole_number_from_0(value: object) -> None:
    with pytest.raises(ValueError, match="version is number"):
        LogEntry(Event.PACK_TAKEN, NOW, "", {"version": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("typed", ["Mette Øvesen", "0101701234", "scanned", ""])
def test_a_name_is_one_of_a_closed_list(typed: str) -> None:
    with pytest.raises(ValueError, match="by is one of"):
        LogEntry(Event.SEARCHED, NOW, "", {"by": typed, "found": 0})


@pytest.mark.parametrize("typed", ["Mette Øvesen", "0101701234", "x" * 99, "", 7])
def test_an_error_is_told_by_its_class_and_never_by_its_words(typed: object) -> None:
    with pytest.raises(ValueError, match="name of an error class"):
        LogEntry(Event.STORE_FAULT, NOW, "", {"fault": typed})  # type: ignore[dict-item]
    LogEntry(Event.STORE_FAULT, NOW, "", {"fault": "StoreFullError"})

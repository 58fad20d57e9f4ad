"""What a tablet seals has one length, and is marked as practice where all is practice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from kiosk.domain.record import Flag, Record
from kiosk.handoff import kr1, record
from kiosk.handoff.sealer import Sealer
from tests.unit.handoff.samples import RECORDS, of_tablet, other_site, plain, site


@given(RECORDS)
def test_what_is_sealed_is_opened_at_every_desk_as_it_was(drawn: Record) -> None:
    sent = of_tablet(drawn)
    sealed = site().sealer().seal(sent)
    assert len(sealed.wire) == kr1.WIRE
    assert len(sealed.text) == 863
    for desk in (0, 1):
        opened = site().opener(desk).open(sealed.text)
        assert opened.record == record.as_sent(sent)
        assert (opened.id, opened.wire_hash) == (sealed.id, sealed.wire_hash)
        assert opened.wire == sealed.wire
        assert opened.tablet.number == 1


def test_the_same_record_sealed_twice_has_one_id_and_two_wires() -> None:
    first, second = site().sealer().seal(plain()), site().sealer().seal(plain())
    assert first.id == second.id
    assert first.wire_hash != second.wire_hash


def test_at_a_practice_site_each_result_is_marked_for_good() -> None:
    sealed = other_site().sealer().seal(plain())
    assert Flag.PRACTICE in other_site().opener().open(sealed.text).record.result.flags
    assert (
        Flag.PRACTICE
        not in site().opener().open(site().sealer().seal(plain()).text).record.result.flags
    )


def test_a_record_is_sealed_by_its_own_tablet_only() -> None:
    with pytest.raises(ValueError):
        site().sealer(1).seal(plain(tablet=1))
    with pytest.raises(ValueError):
        site().sealer().seal(replace(plain(), sequence=0))


def test_a_desk_or_another_site_s_tablet_seals_nothing() -> None:
    for own in (site().desks[0], other_site().tablets[0]):
        with pytest.raises(ValueError):
            Sealer(own, site().pack)

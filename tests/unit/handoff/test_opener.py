"""Nothing that was damaged, forged or sent elsewhere is opened, and one answer is given to all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import cbor, kr1, padding, record, seal
from kiosk.handoff.errors import Rejected
from kiosk.handoff.keys import Device, DeviceKeys, SiteKey
from kiosk.handoff.opener import SHARE, Opener
from tests.hostile_texts import SEALED, sealed_by_anybody, signed_by
from tests.unit.handoff.samples import other_site, plain, site

OPENER = site().opener()


def rejected(text: str, opener: Opener = OPENER) -> None:
    with pytest.raises(Rejected) as caught:
        opener.open(text)
    assert type(caught.value) is Rejected
    assert str(caught.value) == str(Rejected())
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@given(st.text(max_size=1_000))
def test_any_text_is_rejected_and_nothing_else_happens(text: str) -> None:
    rejected(text)


@given(st.binary(max_size=kr1.PLAIN - 1))
def test_anything_that_a_stranger_seals_is_rejected(inside: bytes) -> None:
    rejected(sealed_by_anybody(inside))


def test_a_wire_of_another_length_or_version_is_rejected() -> None:
    for wire in (b"", SEALED.wire[:-1], SEALED.wire + b"\0", b"\x02" + SEALED.wire[1:]):
        with pytest.raises(Rejected):
            OPENER.open_wire(wire)


def test_many_at_once_are_opened_each_as_if_it_came_alone() -> None:
    """One that fails at any check takes no other with it, and every answer is at its place."""
    strange = signed_by(site().desks[0], record.encode(plain()))
    unreadable = signed_by(site().tablets[0], record.encode(plain()) + b"\0")
    bad = [b"", SEALED.wire[:-1] + b"\0"]
    bad += [kr1.wire(sealed_by_anybody(inside)) for inside in (b"", strange, unreadable)]
    good = OPENER.open_wire(SEALED.wire)
    mixed = [wire for one in bad for wire in (one, SEALED.wire)]
    assert OPENER.open_wires(mixed) == [None, good] * len(bad)
    many = 5 * SHARE // len(mixed) + 1
    assert OPENER.open_wires(mixed * many) == [None, good] * len(bad) * many
    assert not OPENER.open_wires([]) and not OPENER.open_details([])


def test_an_enrolled_tablet_cannot_speak_for_another() -> None:
    rejected(sealed_by_anybody(signed_by(site().tablets[1], record.encode(plain(tablet=1)))))


def test_an_enrolled_tablet_cannot_send_a_record_out_of_form() -> None:
    content = cbor.fields(cbor.decode(record.encode(plain())), range(13), (14,))
    payload = cbor.encode({**content, 15: 0})
    rejected(sealed_by_anybody(signed_by(site().tablets[0], payload)))


def test_a_desk_s_signature_makes_no_result() -> None:
    rejected(sealed_by_anybody(signed_by(site().desks[0], record.encode(plain()))))


def test_without_the_site_key_nothing_is_opened() -> None:
    rejected(SEALED.text, other_site().opener())
    rejected(SEALED.text, Opener(site().pack, ()))


def test_keys_that_share_an_id_are_all_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four bytes are few: a second site key or tablet may have the same."""
    monkeypatch.setattr("kiosk.handoff.keys.key_id", lambda public: b"same")
    stranger = DeviceKeys.make(Device.TABLET, 9, site().root.public)
    pack = site().pack
    entry = replace(pack.devices[0], number=9, keys=stranger.public)
    crowded = replace(pack, devices=(entry, *pack.devices))
    head = kr1.header(b"same")
    signed = signed_by(site().tablets[0], record.encode(plain()))
    sealed = seal.seal(padding.pad(signed, kr1.PLAIN), site().site_key.public, kr1.seal_info(head))
    opener = Opener(crowded, (SiteKey.make(), site().site_key))
    assert opener.open(kr1.text(head + sealed)).record == plain()


def test_a_tablet_or_another_site_s_desk_is_no_opener() -> None:
    for own in (site().tablets[0], other_site().desks[0]):
        with pytest.raises(ValueError):
            Opener.for_desk(own, site().pack)


def test_the_recovery_key_opens_what_the_desks_could() -> None:
    found = site().pack.unwrap_site_keys(site().recovery.private)
    assert Opener(site().pack, found).open(SEALED.text).record == plain()

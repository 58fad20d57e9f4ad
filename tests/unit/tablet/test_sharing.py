from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.record import Flag
from kiosk.handoff import qr
from kiosk.handoff.progress import progress_tag
from kiosk.handoff.sealer import Sealer
from kiosk.storage.desk import Way
from kiosk.tablet.sharing import Sharing
from tests.workshop import Desk, Tablet, a_detail, a_result, a_site


def test_what_is_shared_is_what_the_desk_opens() -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.store.begin_visit(b"first")
    shared = tablet.sharing.share(a_result())
    profile = desk.reception.receive(qr.read_picture(qr.picture(qr.matrix(shared.text))), Way.SCAN)
    assert profile.record.result == a_result()
    assert profile.receipt_code == shared.receipt_code and profile.workshop == "Lærkevej"
    assert tablet.store.open_visit() is None and tablet.store.counts().unsynced == 1


def test_each_result_carries_the_one_before() -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    records = [
        desk.reception.receive(tablet.sharing.share(a_result(seed)).text, Way.SCAN).record
        for seed in (1, 2, 3)
    ]
    assert [record.sequence for record in records] == [1, 2, 3]
    ids = [row.id[:8] for row in tablet.store.unsynced()]
    assert [record.previous for record in records] == [bytes(8), *ids[:2]]
    assert len({record.secret for record in records}) == 3


def test_the_detail_is_sealed_to_the_site_and_names_its_result() -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.store.begin_visit(b"first")
    shared = tablet.sharing.share(a_result(), a_detail())
    (row,), (told,) = tablet.store.unsynced(), tablet.store.unsynced_details()
    opened = site.opener().open_detail(told.wire).record
    assert opened.detail == a_detail()
    assert opened.result_id == row.id == site.opener().open(shared.text).id
    assert (opened.tablet, opened.epoch, opened.sequence) == (1, row.epoch, row.sequence)
    assert tablet.store.open_visit() is None


def test_a_detail_that_cannot_be_sealed_leaves_the_visit_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tablet = Tablet(a_site())
    tablet.store.begin_visit(b"first")
    chain = tablet.store.chain()

    def fail(*_: object) -> None:
        raise ValueError("for this test")

    monkeypatch.setattr(Sealer, "seal_detail", fail)
    with pytest.raises(ValueError):
        tablet.sharing.share(a_result(), a_detail())
    assert tablet.store.open_visit() == (b"first",)
    assert (tablet.store.chain(), tablet.store.unsynced()) == (chain, ())


def test_a_progress_code_goes_into_the_sealed_record_as_its_tag_alone() -> None:
    site, key = a_site(), bytes(range(32))
    tablet, desk = Tablet(site), Desk(site)
    sharing = Sharing(tablet.store, site.sealer(), 1, 1, key)
    assert sharing.takes_codes
    again = replace(a_result(), flags=Flag.PRACTICE | Flag.CAME_AGAIN)
    for result, code in ((again, (1, 2, 3, 4, 5)), (a_result(), None)):
        read = desk.reception.receive(sharing.share(result, None, code).text, Way.SCAN).record
        assert read.progress_tag == (progress_tag(key, code) if code else None)


def test_without_the_progress_key_no_code_is_taken() -> None:
    site = a_site()
    sharing = Sharing(Tablet(site).store, site.sealer(), 1, 1)
    assert not sharing.takes_codes
    with pytest.raises(ValueError):
        sharing.share(a_result(), None, (1, 2, 3, 4, 5))

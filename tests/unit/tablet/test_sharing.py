from __future__ import annotations

import pytest

from kiosk.handoff import qr
from kiosk.handoff.sealer import Sealer
from kiosk.storage.desk import Way
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

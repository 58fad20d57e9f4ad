from __future__ import annotations

from kiosk.handoff import qr
from kiosk.storage.desk import Way
from tests.workshop import Desk, Tablet, a_result, a_site


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

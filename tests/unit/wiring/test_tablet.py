"""What `kiosk sync` says that it did."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kiosk.handoff.keys import Device
from kiosk.handoff.site import write_site
from kiosk.storage.desk import Way
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.tablet.sharing import Sharing
from kiosk.wiring import tablet
from kiosk.wiring.places import store_path
from tests.workshop import Desk, a_detail, a_result, a_site


def test_details_that_go_over_alone_are_not_called_results(tmp_path: Path) -> None:
    """The second result was scanned, so the receipt names it before its detail ever left."""
    site, data, stick = a_site(), tmp_path / "site", tmp_path / "stick"
    stick.mkdir()
    write_site(data, site, "a passphrase")
    desk, texts = Desk(site), []
    for seed in (1, 2):
        with closing(open_tablet_store(store_path(data, Device.TABLET))) as store:
            texts.append(Sharing(store, site.sealer(), 1, 1).share(a_result(seed), a_detail()).text)
        if seed == 1:
            assert ".bundle: 1." in tablet.sync(data, stick).text
    desk.reception.receive(texts[1], Way.SCAN)
    desk.collecting.collect(stick)
    assert "No result waits; details" in tablet.sync(data, stick).text
    desk.collecting.collect(stick)
    assert "Nothing waits" in tablet.sync(data, stick).text

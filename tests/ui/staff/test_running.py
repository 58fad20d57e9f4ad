"""A real tablet from its first start: set up by a folder, then worked by staff, no restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.devices import usb
from kiosk.devices.usb import FolderDrive
from kiosk.devices.worker import InlineWorker
from kiosk.handoff import keeping
from kiosk.handoff.enrolment import requests_in
from kiosk.handoff.keeping import Keeper
from kiosk.handoff.section import PRACTICE_PIN
from kiosk.handoff.site import Site, carry, make_site
from kiosk.handoff.sitepack import SitePack, Workshop
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.screens import Welcome
from kiosk.ui import runtime
from kiosk.ui.citizen.app import TabletWindow
from kiosk.ui.driver import Driver
from kiosk.wiring.front import remembered
from kiosk.wiring.tablet_screen import Running
from tests.workshop import DAY

PLACES = (Workshop(1, "Gammel Køge Landevej"), Workshop(2, "Lærkevej"))


class AtTablet:
    """The program itself on a folder that a stick stands for."""

    def __init__(self, driver: Driver, data: Path, stick: Path) -> None:
        self.driver, self.stick = driver, stick
        self.running = Running(data, paced=False)
        self.worker = InlineWorker()
        app = self.running.with_set_up(self.worker)
        assert isinstance(app, TabletWindow)
        self.window = app
        driver.show(app.surface)

    def taps(self, *keys: str) -> None:
        for key in keys:
            self.driver.advance(1.1)
            self.driver.tap(key)

    def says(self, words: str) -> bool:
        return any(words in text for text in self.driver.texts())

    def close(self) -> None:
        self.window.close()
        self.running.close()


@pytest.fixture
def at(window: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AtTablet]:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(runtime, "one_more_worker", InlineWorker)
    monkeypatch.setattr(usb, "drives_of_this_machine", lambda _share=None: FolderDrive(stick))
    at = AtTablet(window, tmp_path / "data", stick)
    yield at
    at.close()


def approve(site: Site, pack: SitePack, stick: Path) -> SitePack:
    """What the holder of the root key does with the stick."""
    (found,) = requests_in(stick)
    keeper = Keeper.of(pack, site.desks[0].seal)
    keeper, _ = keeper.enrol(found.request.device, found.request.keys, workshop=2)
    return next_pack(site, keeper, stick)


def next_pack(site: Site, keeper: Keeper, stick: Path) -> SitePack:
    pack, packed = keeping.next_pack(keeper.draft(), site.root, DAY + timedelta(days=1))
    carry(stick, packed, pack)
    return pack


def test_from_the_first_start_to_a_pack_that_changes_the_pin(at: AtTablet) -> None:
    site = make_site(today=DAY, name="Øvested", workshops=PLACES, tablets=0)
    assert at.says("Tabletten er ikke sat op")
    at.taps("site.write")
    pack = approve(site, site.pack, at.stick)
    at.taps("site.take")
    assert at.says("Er tallene ens?") and at.says("Øvested")
    at.taps("site.same", "site.go_on")
    assert isinstance(at.window.flow, CitizenFlow) and isinstance(at.window.flow.screen, Welcome)
    assert at.says("Øvested") and at.driver.has("start")
    parts = at.running.parts
    assert parts is not None and parts.workshop == 2 and parts.own.number == 1
    assert remembered(parts.folder) is not None

    at.taps("staff")
    assert at.says(PRACTICE_PIN)
    at.driver.type(PRACTICE_PIN)
    at.taps("pad.ok", "move")
    at.driver.advance(1.1)
    next_pack(site, Keeper.of(pack, site.desks[0].seal).set_pins(["7777"]), at.stick)
    at.taps("move.start")
    assert at.says("Du kan roligt tage stikket ud.") and at.says("En ny pakke er hentet")
    at.taps("move.done", "state")
    assert at.says("Nummer 3")
    at.taps("log_off")

    assert at.running.parts is not None and at.running.parts.pack.version == 3
    at.taps("staff")
    assert not at.says(PRACTICE_PIN)
    at.driver.type("7777")
    at.taps("pad.ok")
    assert at.says("Hvad vil du?")
    at.taps("log_off", "start")
    assert at.driver.has("yes")


def test_the_time_that_the_tablet_was_on_is_counted(
    at: AtTablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(today=DAY, name="Øvested", workshops=PLACES, tablets=0)
    at.taps("site.write")
    approve(site, site.pack, at.stick)
    at.taps("site.take", "site.same", "site.go_on")
    assert at.running.parts is not None
    counted: list[int] = []
    monkeypatch.setattr(at.running.parts.store, "count_uptime", counted.append)
    at.window.on_close()
    assert len(counted) == 1

"""Shows every screen that the desk's window has beside its results, one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.desk.carrier import PulledOutError
from kiosk.desk.enrol_flow import EnrolFlow
from kiosk.desk.flow import DeskFlow
from kiosk.desk.found_flow import FoundFlow
from kiosk.desk.lists_flow import ListsFlow
from kiosk.desk.lock_flow import LockFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.recover_flow import RecoverFlow
from kiosk.desk.screens import Far, Letting, Sync, Synced, Syncing, Target, Wanted
from kiosk.desk.search_flow import SearchFlow
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import FirstSite
from kiosk.desk.sync_flow import SyncFlow
from kiosk.devices.usb import Drive, NoUsbDrive, not_released
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.handoff import enrolment
from kiosk.handoff.enrolment import save_request
from kiosk.handoff.keys import Device, OwnKeys
from kiosk.storage.desk import QuarantinedResult
from tests import desk_parts, desks
from tests.desk_parts import (
    DAMAGED,
    MISSING,
    FakeCarrier,
    FakeFinder,
    FakeHolder,
    FakeKeeper,
    FakeLock,
    FakeNewDesk,
    NewSite,
    Remembered,
    collected,
)
from tests.pseudo import PseudoTranslator
from tests.tour import translator

if TYPE_CHECKING:
    from kiosk.ui.driver import Driver
    from tests.tour import Variant

TODAY = date(2026, 3, 2)
STICK = Target(Drive("WORKSHOP", Path("/media/staff/WORKSHOP"), 14_300_000_000), stick=True)
SHARE = Target(Drive("kiosk", Path("/srv/share/kiosk"), 912_000_000_000), stick=False)


class DeskPartsTour:
    """The window of a desk that has everything; each part is a stand-in."""

    SIZE = (1366, 768)

    def __init__(self, driver: Driver, variant: Variant) -> None:
        self.driver, self.variant = driver, variant
        driver.resize(*self.SIZE)
        language = "en" if variant.language == "xx" else variant.language
        self.known = (desks.three(), desks.many(sequence=3), desks.judged(sequence=4))
        self.flow = DeskFlow(desks.FakeDesk(before=self.known), InlineWorker(), language)
        self.sync = SyncFlow(self.flow, FakeCarrier(), NoUsbDrive(), Remembered(), InlineWorker())
        self.flow.sync = self.sync
        self.finder, self.keeper, self.closed = FakeFinder(), FakeKeeper(), FakeLock()
        self.search = SearchFlow(self.flow, self.finder, self.flow.row, self.flow.forget)
        self.lists = ListsFlow(self.flow, self.keeper, self.flow.row)
        self.flow.search, self.flow.lists = self.search, self.lists

    def sit_down(self) -> None:
        """Show the window."""
        from kiosk.ui.desk.window import DeskWindow
        from kiosk.ui.theme import Theme, palette

        pseudo = PseudoTranslator() if self.variant.language == "xx" else None
        theme = Theme(palette=palette(self.variant.palette), calm=True)
        window = DeskWindow(
            theme, lambda code: pseudo or translator(code), self.flow, True, lambda: ""
        )
        self.driver.show(window)
        self.flow.wake()

    def screens(self) -> Iterator[str]:
        """All of them."""
        self.sit_down()
        yield from self._sync()
        yield from self._search()
        yield from self._lists()
        yield from self._lock()
        yield from self._site()
        yield from self._enrol()

    def _sync(self) -> Iterator[str]:
        self.sync.open()
        yield "desk-sync-none"
        self._show(Sync((STICK, SHARE), STICK))
        yield "desk-sync-ready"
        self._show(Sync((), None, SHARE.drive.folder))
        yield "desk-sync-lost"
        with tempfile.TemporaryDirectory() as folder:
            for name in ("archive", "kiosk"):
                (Path(folder) / name).mkdir()
            self.flow.look_into(Path(folder), Wanted.FOLDER)
            yield "desk-sync-folder"
        self._show(Syncing(STICK))
        self.sync.far = Far(3, 10, "Reading bundles")
        self.driver.advance(0.6)
        yield "desk-syncing"
        well = Synced(STICK, collected(), letting=Letting.SAFE)
        self._show(well)
        yield "desk-synced"
        busy = not_released("WORKSHOP", "target is busy")
        done = collected(apart=1, refused=(DAMAGED,))
        done.behind, done.set_apart, done.expired = True, 2, date(2026, 2, 1)
        self._show(Synced(STICK, done, MISSING, None, Letting.NOT_YET, busy))
        yield "desk-synced-held"
        pulled = PulledOutError(
            "{name} was taken away too early; nothing is lost: put it in again and move once more.",
            name="WORKSHOP",
        )
        self._show(Synced(STICK, None, error=pulled, letting=Letting.NOT_YET))
        yield "desk-synced-pulled"
        self._show(replace(well, target=SHARE, done=desk_parts.collected(0, 0)))
        yield "desk-synced-nothing"
        self._show(replace(well, letting=Letting.WAIT))
        yield "desk-synced-wait"
        self.sync.finish()
        self.flow.show_scan()

    def _search(self) -> Iterator[str]:
        found = tuple(desks.kept(one, at) for at, one in enumerate(self.known))
        self.search.open()
        yield "desk-search"
        self.search.find_code()
        yield "desk-search-none"
        self.finder.finds = found
        self.search.typed("48210937")
        self.search.find_code()
        yield "desk-search-found"
        self.search.ask((self.flow.row(found[0]),))
        yield "desk-search-asking"
        self.search.erase()
        yield "desk-search-erased"
        self.search.clear()
        for picture in (3, 19, 33):
            self.search.tap(picture)
        yield "desk-search-pictures"
        for picture in (43, 61):
            self.search.tap(picture)
        yield "desk-search-pictures-found"
        self.search.clear()
        self.finder.fails = KioskError(
            "A receipt code has eight digits, such as 4821 0937; type all of them."
        )
        self.search.typed("4821")
        self.search.find_code()
        yield "desk-search-refused"

    def _lists(self) -> Iterator[str]:
        self.lists.open()
        yield "desk-more-nothing"
        first, second = (desks.kept(one) for one in self.known[:2])
        self.keeper.kept_apart = (
            QuarantinedResult(first, "place taken"),
            QuarantinedResult(second, "revoked"),
        )
        self.keeper.lacks, self.keeper.log = MISSING, desk_parts.log_of_everything() * 5
        self.lists.open()
        yield "desk-more"
        self.lists.show_apart()
        yield "desk-apart"
        self.lists.show_missing()
        yield "desk-missing"
        self.lists.show_log()
        yield "desk-log"
        self.flow.kept_until = lambda _came: date(2027, 3, 2)
        self.flow.recall(self.flow.latest[0])
        yield "desk-kept-until"

    def _lock(self) -> Iterator[str]:
        self.flow.lock = LockFlow(self.flow, self.closed)
        self.flow.lock.prepare()
        self.flow.on_change()
        yield "desk-locked"
        self.flow.lock.unlock("wrong")
        yield "desk-locked-wrong"
        self.flow.lock.unlock("correct horse")
        self.flow.lock = LockFlow(self.flow, FakeLock(None))
        self.flow.lock.prepare()
        self.flow.on_change()
        yield "desk-new-key"
        self.flow.lock = LockFlow(self.flow, FakeLock(None, keyring=True))
        self.flow.lock.prepare()
        self.flow.on_change()
        self.flow.wake()
        yield "desk-new-key-keyring"
        self.flow.lock.choose("correct horse", "correct house")
        yield "desk-new-key-unequal"
        self.flow.lock.choose("kort", "kort")
        self.flow.lock.use_keyring()

    def _site(self) -> Iterator[str]:
        holder = FakeHolder(TODAY)
        holder.revoked[holder.site.tablets[1].public.key_id] = 41
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            places = Places(lambda: (STICK.drive,), NoUsbDrive())
            site = self.flow.site = SiteFlow(
                self.flow,
                lambda: holder,
                places,
                lambda: TODAY,
                knows=lambda pack: not pack.expired(TODAY),
            )
            self.flow.lists = self.lists
            self.lists.open()
            yield "desk-more-site"
            site.open()
            yield "desk-site"
            save_request(folder, OwnKeys.make(Device.TABLET))
            places.choose(folder)
            late = replace(holder.pack_now, expires=date(2026, 1, 5))
            holder.pack_now, before = late, holder.pack_now
            site.open()
            yield "desk-site-request"
            holder.pack_now = before
            site.ask_approve(self.flow.screen.requests[0])  # type: ignore[union-attr]
            yield "desk-site-approve"
            site.sign("wrong")
            yield "desk-site-approve-wrong"
            site.sign("root")
            yield "desk-site-approved"
            site.write_pack()
            yield "desk-site-written"
            holder.needs_recovery = True
            site.ask_revoke(holder.devices()[2])
            yield "desk-site-revoke-desk"
            site.ask_revoke(holder.devices()[0])
            yield "desk-site-revoke-tablet"
            site.ask_rotate()
            yield "desk-site-rotate"
            site.ask_pin()
            yield "desk-site-pin"
            site.sign("root", "recovery", 0, ("482913", "482913"))
            yield "desk-site-pin-set"
            holder.lost = True
            site.open()
            yield "desk-site-lost"
            site.ask_restore()
            yield "desk-site-restore"
            site.sign("root")
            yield "desk-site-restored"

    def _enrol(self) -> Iterator[str]:
        self.flow.lock = None
        sticks: list[Drive] = []
        desk = FakeNewDesk()
        places = Places(lambda: tuple(sticks), NoUsbDrive())
        enrol = self.flow.enrol = EnrolFlow(self.flow, desk, places)
        enrol.prepare()
        self.flow.on_change()
        yield "desk-enrol-making"
        enrol.wake()
        yield "desk-enrol"
        with tempfile.TemporaryDirectory() as name:
            sticks.append(Drive("WORKSHOP", Path(name), 1))
            enrol.sticks_changed()
            yield "desk-enrol-stick"
            enrol.write_request()
            yield "desk-enrol-written"
            enrol.take_pack()
            yield "desk-enrol-no-pack"
        self.flow.show(FirstSite("Øvested", "73051864"))
        yield "desk-enrol-first"
        yield from self._found(enrol)
        yield from self._recover(enrol, places)

    def _found(self, enrol: EnrolFlow) -> Iterator[str]:
        """The site is founded by a stand-in; the answers are checked as ever."""
        new = NewSite(TODAY)
        found = enrol.found = FoundFlow(self.flow, lambda: new, lambda: True)
        found.left = enrol.start
        enrol.start()
        yield "desk-enrol-founds"
        found.open()
        yield "desk-found-name"
        found.name("Digital workshops of Øvested")
        for workshop in ("Gammel Køge Landevej", "Lærkevej", "The library on the square"):
            found.add_workshop(workshop)
        yield "desk-found-workshops"
        found.workshops("")
        with tempfile.TemporaryDirectory() as name:
            notice = Path(name) / "notice.txt"
            notice.write_text("What is kept", "utf-8")
            enrol.look_aside()
            self.flow.look_into(notice.parent, Wanted.NOTICE)
            yield "desk-found-files"
            self.flow.choose_file(notice)
        yield "desk-found-data"
        found.controller("The municipality of Øvested")
        yield "desk-found-root"
        found.root("correct horse", "correct house")
        yield "desk-found-root-unequal"
        found.root("correct horse", "correct horse")
        yield "desk-found-recovery"
        found.recovery("battery staple", "battery staple")
        yield "desk-found-pin"
        found.found("482913", "482913")
        yield "desk-founded"
        founded: Any = self.flow.screen
        self.flow.show(replace(founded, practice_only=True))
        yield "desk-founded-practice"

    def _recover(self, enrol: EnrolFlow, places: Places) -> Iterator[str]:
        holder = FakeHolder(TODAY)
        holder.lost = True
        asks = enrolment.request_of(OwnKeys.make(Device.DESK))
        recover = enrol.recover = RecoverFlow(
            self.flow, lambda: holder, lambda: asks, places, lambda: True
        )
        enrol.start()
        yield "desk-enrol-recovers"
        recover.open()
        yield "desk-recover-no-pack"
        holder.lost = False
        recover.open()
        recover.recover("root", "wrong")
        yield "desk-recover-wrong"
        recover.recover("root", "recovery")
        yield "desk-recovered"
        with tempfile.TemporaryDirectory() as name:
            places.choose(Path(name))
            recover.write_pack()
            yield "desk-recovered-written"

    def _show(self, screen: Any) -> None:
        self.sync.state = screen
        self.flow.show(screen)

"""A tablet's parts, from its data folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kiosk import __version__, resources
from kiosk.content.load import load
from kiosk.devices.clock import Clock, SystemClock
from kiosk.devices.logbook import Logbook
from kiosk.devices.space import DiskSpace
from kiosk.devices.worker import Worker
from kiosk.domain.counts import CountName
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event
from kiosk.domain.task import Assessments
from kiosk.domain.visit import all_services
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.site import load_device, take_newer
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.tablet.anew import Replaced, last_replaced, open_or_begin_anew
from kiosk.storage.tablet.sqlite import SqliteTabletStore
from kiosk.storage.upgrade import Kind, check
from kiosk.tablet.flow import CitizenFlow, VisitSettings
from kiosk.tablet.room import WARN_UNDER, Room
from kiosk.tablet.sharing import Sharing
from kiosk.tablet.staff import OldStore
from kiosk.tablet.staff_pin import PinGuard
from kiosk.tablet.staff_work import Machine, TabletStaff, note_synced
from kiosk.tablet.syncing import Syncing
from kiosk.wiring.expiry import warned
from kiosk.wiring.places import store_path
from kiosk.wiring.sync_words import in_words
from kiosk.wiring.told import Told

PIN_TRIES = "pin-tries"


@dataclass(frozen=True, slots=True)
class TabletParts:
    """Everything of a tablet but its screen."""

    data: Path
    own: DeviceKeys
    pack: SitePack
    store: SqliteTabletStore
    assessments: Assessments
    clock: Clock
    log: Logbook
    replaced: Replaced | None = None
    """A store that was found damaged just now."""

    @property
    def folder(self) -> Path:
        """What is this tablet's own."""
        return self.data / Device.TABLET

    @property
    def workshop(self) -> int:
        """Where it stands: what its entry says, else the site's first."""
        entry = self.pack.entry_of(self.own.public)
        placed = entry.workshop if entry is not None else 0
        return placed or self.pack.workshops[0].number

    def flow(self, worker: Worker, aside: Worker | None = None) -> CitizenFlow:
        """The citizen's way, saving on ``worker``; see ``CitizenFlow`` for ``aside``."""
        section = self.pack.section(self.own)
        sharing = Sharing(
            self.store,
            Sealer(self.own, self.pack),
            self.own.number,
            self.workshop,
            section.progress_key if section is not None else None,
        )
        return CitizenFlow(
            self.assessments,
            self.store,
            sharing,
            self.clock,
            worker,
            VisitSettings(
                app=__version__,
                services=all_services(self.assessments),
                practice=self.pack.practice_only,
            ),
            aside=aside,
            has_room=Room(self.folder).for_a_visit,
            log=self.log,
        )

    def staff(self) -> TabletStaff:
        """What staff do to it; one for as long as the program runs, or waits would end early."""
        return TabletStaff(
            self.data,
            self.own,
            self.pack,
            self.store,
            self.clock,
            PinGuard(self.folder / PIN_TRIES, self.clock),
            Machine(
                sound_store=partial(_sound, store_path(self.data, Device.TABLET)),
                free_bytes=lambda: DiskSpace().free(self.folder),
                enough=WARN_UNDER,
                app=__version__,
                voice=_voice,
                log=self.log,
                old_store=partial(_old_store, store_path(self.data, Device.TABLET)),
            ),
        )

    def started(self) -> None:
        """The program begins; that it was cut off before is counted."""
        if self.log.started():
            with suppress(KioskError):  # whoever saves a step next is told
                self.store.add_count(self.clock.today(), CountName.RESTARTED)
        _note(self.log, self.replaced)

    def close(self) -> None:
        """The program ends."""
        self.store.close()
        self.log.close()

    def renewed(self, pack: SitePack) -> TabletParts:
        """With a pack that was taken meanwhile."""
        return replace(self, pack=pack)


def parts(data: Path, clock: Clock | None = None) -> TabletParts:
    """The tablet of a data folder; its store is made, upgraded or, if damaged, replaced."""
    own, pack = load_device(data, Device.TABLET)
    clock = clock or SystemClock()
    store, replaced = open_or_begin_anew(store_path(data, Device.TABLET), clock.now())
    return TabletParts(
        data=data,
        own=own,
        pack=pack,
        store=store,
        assessments=load(resources.assessments()),
        clock=clock,
        log=Logbook(data / Device.TABLET, clock),
        replaced=replaced,
    )


def syncing(tablet: TabletParts) -> Syncing:
    """Carries the tablet's sealed results over."""
    return Syncing(tablet.own, tablet.pack, tablet.store, tablet.clock)


def sync(data: Path, folder: Path) -> Told:
    """Sync with a folder; what was done, in words."""
    own, pack = load_device(data, Device.TABLET)
    clock = SystemClock()
    store, replaced = open_or_begin_anew(store_path(data, Device.TABLET), clock.now())
    log = Logbook(data / Device.TABLET, clock)
    _note(log, replaced)
    try:
        syncing = Syncing(
            own,
            pack,
            store,
            clock,
            newer_pack=lambda stick: take_newer(data, Device.TABLET, stick),
        )
        done = syncing.sync(folder)
        note_synced(log, done)
        return warned(in_words(done), done.pack or pack, clock.today())
    finally:
        log.close()
        store.close()


def _note(log: Logbook, replaced: Replaced | None) -> None:
    if replaced is not None:
        log.note(Event.STORE_REPLACED, results=replaced.results, details=replaced.details)


def _old_store(path: Path) -> OldStore | None:
    found = last_replaced(path)
    return None if found is None else OldStore(found.day, found.results, found.folder)


def _sound(path: Path) -> bool:
    try:
        return check(path, Kind.TABLET).sound
    except KioskError:
        return False


def _voice() -> bool:
    from kiosk.wiring.speech import clips  # large, and asked for by staff only

    return clips().usable

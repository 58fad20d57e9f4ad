"""What staff do to a real tablet: its keys, its store, its pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kiosk.devices.clock import Clock
from kiosk.devices.log import Log
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.events import Event
from kiosk.handoff import enrolment, firstpack, qr, site
from kiosk.handoff.firstpack import FirstPack
from kiosk.handoff.keys import Device, DeviceKeys, OwnKeys
from kiosk.handoff.section import PRACTICE_PIN
from kiosk.handoff.settings import settings_of
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.tablet import TabletStore
from kiosk.tablet.staff import FirstSite, OldStore, SiteState, TabletState
from kiosk.tablet.staff_pin import PinGuard
from kiosk.tablet.syncing import Synced, Syncing

T = TypeVar("T")


class NoPinError(KioskError):
    """A tablet whose pack brings no staff PIN."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This tablet has no staff PIN; set one at the site, "
                "then run 'kiosk site take' here with the new pack."
            )
        )


class NewTablet:
    """A tablet that no site knows yet."""

    def __init__(self, data: Path, make_keys: Callable[[], OwnKeys]) -> None:
        """``make_keys`` gives this tablet's keys, and makes them once."""
        self._data, self._make_keys = data, make_keys
        self._first: FirstPack | None = None
        self._enrolled: tuple[DeviceKeys, SitePack] | None = None

    def site(self) -> SiteState:
        """Its request; what it was given, once it believes a site."""
        own = self._make_keys()
        state = SiteState(
            digits=enrolment.request_of(own).digits,
            request=qr.fitting(enrolment.request_text(own)),
        )
        known = self._known()
        if known is None:
            return state
        keys, pack = known
        return SiteState(
            state.digits, state.request, pack.site_name, keys.number, pack.version, pack.expires
        )

    def write_request(self, folder: Path) -> None:
        """To a stick or folder."""
        enrolment.save_request(folder, self._make_keys())

    def take_pack(self, folder: Path) -> FirstSite | None:
        """Which site it would believe: nothing is kept before somebody compared the digits."""
        self._first = firstpack.first_pack(self._data, Device.TABLET, folder)
        return FirstSite(self._first.pack.site_name, self._first.digits)

    def believe(self) -> None:
        """Believe that site, for good."""
        if self._first is not None:
            firstpack.believe(self._data, Device.TABLET, self._first)
            self._enrolled = site.load_device(self._data, Device.TABLET)

    def _known(self) -> tuple[DeviceKeys, SitePack] | None:
        return self._enrolled


@dataclass(frozen=True, slots=True)
class Machine:
    """What the tablet's state asks of the machine it runs on."""

    sound_store: Callable[[], bool]
    free_bytes: Callable[[], int]
    enough: int
    """Bytes under which a tablet warns."""
    app: str
    voice: Callable[[], bool]
    log: Log
    old_store: Callable[[], OldStore | None] = lambda: None


class TabletStaff(NewTablet):
    """Staff at a tablet that is set up."""

    def __init__(
        self,
        data: Path,
        own: DeviceKeys,
        pack: SitePack,
        store: TabletStore,
        clock: Clock,
        guard: PinGuard,
        machine: Machine,
    ) -> None:
        super().__init__(data, lambda: own.own)
        self._own, self._store, self._clock = own, store, clock
        self._guard, self._machine = guard, machine
        self.pack = pack
        """The newest that was taken."""

    # -- the way in ------------------------------------------------------------------------------

    def practice_pin(self) -> str | None:
        """Only where it is one: somebody may have set another PIN at a practice site."""
        section = self.pack.section(self._own) if self.pack.practice else None
        fits = section is not None and section.pin_fits(PRACTICE_PIN)
        return PRACTICE_PIN if fits else None

    def pin_wait(self) -> int:
        """Whole seconds until a PIN may be tried."""
        return self._guard.wait

    def pin_fits(self, pin: str) -> bool:
        """Whether staff may come in."""
        section = self.pack.section(self._own)
        if section is None or not section.pins:
            raise NoPinError
        fits = self._guard.check(pin, section.pin_fits)
        self._machine.log.note(Event.STAFF_OPENED if fits else Event.PIN_REFUSED)
        return fits

    # -- the tablet ------------------------------------------------------------------------------

    def state(self) -> TabletState:
        """How the tablet is."""
        today = self._clock.today()
        free = self._machine.free_bytes()
        since = self._store.missing_since()
        days = None if since is None else max(0, (today - since.date()).days)
        return TabletState(
            sound_store=self._machine.sound_store(),
            free_bytes=free,
            room=free >= self._machine.enough,
            waiting=self._store.counts().unsynced,
            days_waiting=days,
            long_unsynced=days is not None
            and days >= settings_of(self.pack.settings).unsynced_days,
            pack_version=self.pack.version,
            pack_expires=self.pack.expires,
            pack_expired=self.pack.expired(today),
            app=self._machine.app,
            voice=self._machine.voice(),
            old_store=self._machine.old_store(),
            clock_behind=today if today < self.pack.issued else None,
        )

    def hand_over(self, code: str) -> bool:
        """A sign for people, never a reason to purge."""
        return self._store.mark_handed_over(code)

    def sync(
        self,
        folder: Path,
        progress: Callable[[int, int, str], None],
        cancelled: Callable[[], bool],
    ) -> Synced:
        """Results and receipts; a newer pack that lies there is taken on the way."""
        syncing = Syncing(
            self._own, self.pack, self._store, self._clock, newer_pack=self._newer_pack
        )
        done = syncing.sync(folder, progress, cancelled)
        note_synced(self._machine.log, done)
        return done

    def _newer_pack(self, folder: Path) -> SitePack | None:
        found = self._logged(lambda: site.take_newer(self._data, Device.TABLET, folder))
        return self._took(found) if found is not None else None

    # -- the site --------------------------------------------------------------------------------

    def take_pack(self, folder: Path) -> FirstSite | None:
        """The site's pack, whatever its version if it is not older."""
        self._took(self._logged(lambda: site.take_pack(self._data, Device.TABLET, folder)))
        return None

    def _took(self, pack: SitePack) -> SitePack:
        self.pack = pack
        self._machine.log.note(Event.TABLET_PACK_TAKEN, version=pack.version)
        return pack

    def _logged(self, take: Callable[[], T]) -> T:
        try:
            return take()
        except KioskError as error:
            self._machine.log.note(Event.PACK_REFUSED, fault=type(error).__name__)
            raise

    def _known(self) -> tuple[DeviceKeys, SitePack]:
        return self._own, self.pack


def note_synced(log: Log, done: Synced) -> None:
    """What a sync did, in numbers."""
    objects, refused = done.carried, len(done.refused)
    log.note(Event.SYNCED, receipts=done.receipts, objects=objects, refused=refused)
    if gone := done.purged.results + done.purged.details:
        log.note(Event.PURGED, objects=gone)

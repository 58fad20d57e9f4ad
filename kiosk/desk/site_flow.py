"""The site as the holder of its root key leads it in the desk's window, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.holder import Holder
from kiosk.desk.new_secrets import require_same
from kiosk.desk.places_flow import Places
from kiosk.desk.screens import Work
from kiosk.desk.site_screens import Act, PackLost, Signed, Signing, SiteHome
from kiosk.desk.stage import Stage
from kiosk.devices.usb import Drive
from kiosk.domain.errors import KioskError

if TYPE_CHECKING:
    from kiosk.desk.site_values import DeviceState, Known
    from kiosk.handoff.enrolment import Request
    from kiosk.handoff.sitepack import SitePack


class SiteFlow:
    """``holder`` gives the holder's folder when it is needed; ``today`` is the calendar's day.

    ``noted`` writes what was signed into the desk's log, on the worker; ``knows`` tells whether the
    desk can read results of all tests that a pack names.
    """

    def __init__(
        self,
        stage: Stage,
        holder: Callable[[], Holder],
        places: Places,
        today: Callable[[], date],
        noted: Callable[[Signed], object] = lambda _signed: None,
        knows: Callable[[SitePack], bool] = lambda _pack: True,
    ) -> None:
        self._stage, self._make, self._places = stage, holder, places
        self._today, self._noted, self._knows = today, noted, knows
        self._aside: Signed | None = None
        """Whose pack still has to be written; left to look for a folder."""

    @property
    def _holder(self) -> Holder:
        return self._make()

    # -- the site

    def open(self) -> None:
        """The site, its devices, and what asks to be approved."""
        self._stage.run(self._read, self._stage.show, self._not_read, Work.SITE)

    def _read(self) -> SiteHome:
        pack, place = self._holder.pack(), self._places.now()
        devices = self._holder.devices()
        known = {device.entry.keys for device in devices}
        return SiteHome(
            pack.site_name,
            pack.version,
            pack.expires,
            pack.expired(self._today()),
            devices,
            place,
            tuple(one for one in _requests(place) if one.keys not in known),
            self._is_behind(pack),
        )

    def _not_read(self, error: KioskError) -> None:
        from kiosk.handoff.errors import PackMissing

        if isinstance(error, PackMissing):
            self._stage.show(PackLost(self._places.now()))
        else:
            self._stage.refuse(error)

    def _is_behind(self, pack: SitePack) -> bool:
        with suppress(KioskError):  # where no desk is, or it is locked, nothing is read either
            return not self._knows(pack)
        return False

    def sticks_changed(self) -> None:
        """A stick came or went."""
        screen = self._stage.screen
        if isinstance(screen, SiteHome | PackLost):
            self.open()
        elif isinstance(screen, Signed) and not screen.written:
            self._stage.show(replace(screen, place=self._places.now()))

    def look_aside(self) -> None:
        """Somebody looks for a folder, and comes back to this screen."""
        screen, self._aside = self._stage.screen, None
        if isinstance(screen, Signed) and not screen.written:
            self._aside = screen

    def choose_folder(self, folder: Path) -> None:
        """A folder instead of a stick."""
        self._places.choose(folder)
        self.resume()

    def resume(self) -> None:
        """To where a folder was needed: the digits of a device stand only there."""
        if self._aside is not None:
            self._stage.show(replace(self._aside, place=self._places.now()))
        else:
            self.open()

    # -- an act

    def scanned(self, text: str) -> None:
        """A request, as the hand scanner or the clipboard gave it."""
        from kiosk.handoff.enrolment import read_request

        self._ask(lambda: self._asked(read_request(text)))

    def ask_approve(self, request: Request) -> None:
        """Show the digits of a request."""
        self._ask(lambda: self._asked(request))

    def ask_revoke(self, device: DeviceState) -> None:
        """Say what revoking does."""
        self._ask(lambda: self._signing(Act.REVOKE, device=device))

    def ask_rotate(self) -> None:
        """Say what a new site key does."""
        self._ask(lambda: self._signing(Act.ROTATE))

    def ask_renew(self) -> None:
        """Say what a renewed pack does."""
        self._ask(lambda: self._signing(Act.RENEW))

    def ask_pin(self) -> None:
        """Ask for a new staff PIN."""
        self._ask(lambda: self._signing(Act.PIN))

    def ask_restore(self) -> None:
        """Bring a lost pack back from where the stick or the folder is."""
        place = self._places.now()
        self._ask(lambda: replace(self._signing(Act.RESTORE), place=place))

    def pick_workshop(self, number: int) -> None:
        """Where the device will stand."""
        if isinstance(self._stage.screen, Signing):
            self._stage.show(replace(self._stage.screen, workshop=number))

    def _asked(self, request: Request) -> Signing:
        signing = self._signing(Act.APPROVE, request=request)
        workshops = self._holder.pack().workshops
        first = workshops[0].number if workshops else 0
        return replace(signing, digits=request.digits, workshops=workshops, workshop=first)

    def _signing(
        self, act: Act, request: Request | None = None, device: DeviceState | None = None
    ) -> Signing:
        revokes_tablet = device is not None and device.entry.device.value == "tablet"
        rooted = revokes_tablet or act in (Act.RENEW, Act.RESTORE)
        recovery = not rooted and self._holder.needs_recovery
        return Signing(act, request=request, device=device, needs_recovery=recovery)

    def _ask(self, make: Callable[[], Signing]) -> None:
        self._stage.run(make, self._stage.show, self._stage.refuse, Work.SITE)

    # -- signed

    def sign(
        self, passphrase: str, recovery: str = "", after: int = 0, pin: tuple[str, str] = ("", "")
    ) -> None:
        """Do it.

        ``after``: number of a revoked tablet's last result that is believed; ``pin``: a new one,
        typed twice.
        """
        screen = self._stage.screen
        if not isinstance(screen, Signing):
            return

        def job() -> Signed:
            from kiosk.desk.site_values import Known

            require_same(*pin)
            secrets = Known(passphrase, recovery if screen.needs_recovery else None)
            done = self._signed(screen, secrets, after, pin[0])
            with suppress(KioskError):  # where no desk is, or it is locked, there is no log of it
                self._noted(done)
            return replace(done, place=self._places.now())

        def failed(error: KioskError) -> None:
            self._stage.show(replace(screen, error=error))

        self._stage.run(job, self._stage.show, failed, Work.SIGNING)

    def _signed(self, screen: Signing, secrets: Known, after: int, pin: str) -> Signed:
        act, holder = screen.act, self._holder
        if screen.request is not None:
            done = holder.approve(screen.request, secrets, screen.workshop or None)
            entry = done.entry
            return Signed(
                act, done.pack.version, None, entry.device.value, entry.number, done.digits
            )
        if screen.device is not None:
            entry = screen.device.entry
            if entry.device.value == "tablet":
                pack = holder.revoke_tablet(entry.number, after, None, secrets)
            else:
                pack = holder.revoke_desk(entry.number, secrets)
            return Signed(act, pack.version, None, entry.device.value, entry.number)
        if act is Act.PIN:
            pack = holder.set_pins((pin,), secrets)
        elif screen.place is not None:
            pack = holder.restore(screen.place.folder, secrets)
        else:
            pack = holder.rotate(secrets) if act is Act.ROTATE else holder.renew(secrets)
        return Signed(act, pack.version, None)

    # -- the pack to every device

    def write_pack(self) -> None:
        """The newest pack onto the stick or into the folder; then the stick is let go of."""
        screen = self._stage.screen
        place = self._places.now()
        if place is None or not isinstance(screen, Signed | SiteHome):
            return
        version = screen.version
        before = screen if isinstance(screen, Signed) else Signed(Act.RENEW, version, place)

        def job() -> None:
            self._holder.carry(place.folder)
            self._places.let_go(place)

        def done(_none: None) -> None:
            self._stage.show(replace(before, place=place, written=True, safe=True, error=None))

        def failed(error: KioskError) -> None:
            self._stage.show(replace(before, place=place, error=error))

        self._stage.run(job, done, failed, Work.WRITING)


def _requests(place: Drive | None) -> tuple[Request, ...]:
    """What asks to be approved there; a stick that is just pulled out holds nothing."""
    from kiosk.handoff.enrolment import requests_in
    from kiosk.handoff.errors import RequestRefused

    try:
        return tuple(one.request for one in requests_in(place.folder)) if place is not None else ()
    except RequestRefused:
        return ()

"""Stand-ins for what a desk's window has beside its results: carrying, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from kiosk.desk.collected import Collected
from kiosk.desk.screens import Erased, MissingRow, SearchedBy
from kiosk.desk.site_values import Approved, DeviceState, Known, Secrets
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event, LogEntry, Where
from kiosk.handoff.enrolment import Request
from kiosk.handoff.errors import PackMissing
from kiosk.handoff.firstpack import FirstPack
from kiosk.handoff.keeping import Charter
from kiosk.handoff.keys import Device
from kiosk.handoff.site import make_site
from kiosk.handoff.sitepack import DeviceEntry, Revocation, SitePack, Workshop
from kiosk.storage.desk import QuarantinedResult, StoredResult
from tests.desks import NOW

MISSING = (MissingRow(12, 1, 41, 43), MissingRow(14, 1, 7, 7))
DAMAGED = KioskError(
    "The file {name} is damaged; move the tablet's results again.",
    name="kiosk-0a1b2c3d-t12-e00000001-9",
)


class FakeCarrier:
    """Collects what it was told to; ``during`` is called at each step."""

    def __init__(self, gives: Collected | None = None, steps: int = 3) -> None:
        self.gives, self.steps = gives or collected(), steps
        self.during: Callable[[int], object] = lambda _step: None
        self.lacks: tuple[MissingRow, ...] = ()
        self.folders: list[Path] = []

    def collect(
        self,
        folder: Path,
        progress: Callable[[int, int, str], None],
        cancelled: Callable[[], bool],
    ) -> Collected:
        self.folders.append(folder)
        for step in range(self.steps):
            if cancelled():
                self.gives.cancelled = True
                break
            progress(step, self.steps, "Reading bundles")
            self.during(step)
        progress(self.steps, self.steps, "Reading bundles")
        return self.gives

    def missing(self) -> tuple[MissingRow, ...]:
        return self.lacks


def collected(
    new: int = 17, known: int = 4, apart: int = 0, refused: tuple[KioskError, ...] = ()
) -> Collected:
    """What a sync brought."""
    return Collected(
        bundles=1 if new or known or apart else 0,
        new=new,
        known=known,
        quarantined=apart,
        refused=list(refused),
    )


class FakeFinder:
    """Finds what it was told to find."""

    def __init__(self, finds: tuple[StoredResult, ...] = ()) -> None:
        self.finds = finds
        self.asked: list[object] = []
        self.erased: list[tuple[StoredResult, ...]] = []
        self.fails: KioskError | None = None

    def by_receipt_code(self, typed: str) -> tuple[StoredResult, ...]:
        return self._found(typed)

    def by_pictures(self, code: tuple[int, ...]) -> tuple[StoredResult, ...]:
        return self._found(code)

    def _found(self, asked: object) -> tuple[StoredResult, ...]:
        if self.fails is not None:
            raise self.fails
        self.asked.append(asked)
        return self.finds

    def erase(self, found: tuple[StoredResult, ...], by: SearchedBy) -> Erased:
        if self.fails is not None:
            raise self.fails
        self.erased.append(found)
        return Erased(len(found), len(found))


class FakeKeeper:
    """Lists of what it was told."""

    def __init__(self) -> None:
        self.kept_apart: tuple[QuarantinedResult, ...] = ()
        self.lacks: tuple[MissingRow, ...] = ()
        self.log: list[LogEntry] = []

    def apart(self) -> tuple[QuarantinedResult, ...]:
        return self.kept_apart

    def missing(self) -> tuple[MissingRow, ...]:
        return self.lacks

    def logged(self, limit: int, skip: int) -> tuple[LogEntry, ...]:
        return tuple(self.log[skip : skip + limit])

    def log_months(self) -> int:
        return 6


class FakeLock:
    """Opens with one passphrase."""

    shortest = 12

    def __init__(self, passphrase: str | None = "correct horse", *, keyring: bool = False) -> None:
        """None: nobody has chosen yet how the key is kept."""
        self.passphrase, self.keyring = passphrase, keyring
        self.open = passphrase == ""

    def needs_passphrase(self) -> bool:
        return bool(self.passphrase) and not self.open

    def needs_key(self) -> bool:
        return self.passphrase is None

    def has_keyring(self) -> bool:
        return self.keyring

    def keep_under(self, passphrase: str) -> None:
        if len(passphrase) < self.shortest:
            raise KioskError("A passphrase needs at least 12 characters; choose a longer one.")
        self.passphrase, self.open = passphrase, True

    def keep_in_keyring(self) -> None:
        self.passphrase, self.open = "", True

    def unlock(self, passphrase: str) -> None:
        if passphrase != self.passphrase:
            raise KioskError("That is not the passphrase of this desk; type it again.")
        self.open = True


def log_of_everything() -> list[LogEntry]:
    """One line of each event of a desk."""
    values = {"device": "tablet", "fault": "StoreError", "form": "pdf", "way": "scan"}
    values |= {"by": "receipt_code"}
    events = [event for event in Event if event.where is Where.DESK]
    return [
        LogEntry(
            event,
            NOW - timedelta(minutes=9 * at),
            "anna",
            {one.name: values.get(one.name, at + 2) for one in event.fields},
        )
        for at, event in enumerate(events)
    ]


class Remembered:
    """A folder that was chosen, as long as the test runs."""

    def __init__(self, folder: Path | None = None) -> None:
        self.kept = folder

    def folder(self) -> Path | None:
        return self.kept

    def remember(self, folder: Path | None) -> None:
        self.kept = folder


class FakeHolder:
    """A site in memory; the root key's passphrase is ``root``, the recovery key's ``recovery``."""

    def __init__(self, today: date, *, needs_recovery: bool = False) -> None:
        workshops = (Workshop(1, "Gammel Køge Landevej"), Workshop(2, "Lærkevej"))
        self.site = make_site(
            today=today, name="Øvested", workshops=workshops, tablets=2, desks=2, pins=()
        )
        self.pack_now = self.site.pack
        self.needs_recovery = needs_recovery
        self.revoked: dict[bytes, int] = {}
        self.written: list[Path] = []
        self.fails: KioskError | None = None
        self.pins: tuple[str, ...] = ()
        self.lost = False
        """The pack is not where it was."""

    def pack(self) -> SitePack:
        if self.lost:
            raise PackMissing("There is no site pack in {folder}.", folder="root")
        return self.pack_now

    def devices(self) -> tuple[DeviceState, ...]:
        names = {workshop.number: workshop.name for workshop in self.pack_now.workshops}
        return tuple(
            DeviceState(entry, names.get(entry.workshop, ""), self._revocations(entry))
            for entry in self.pack_now.devices
        )

    def _revocations(self, entry: DeviceEntry) -> tuple[Revocation, ...]:
        if entry.keys.key_id not in self.revoked:
            return ()
        after = self.revoked[entry.keys.key_id]
        return (Revocation(entry.device, entry.keys.key_id, None, after),)

    def approve(self, request: Request, secrets: Secrets, workshop: int | None = None) -> Approved:
        pack = self._sign(secrets)
        entry = DeviceEntry(request.device, 3, request.keys, workshop=workshop or 0)
        self.pack_now = replace(pack, devices=(*pack.devices, entry))
        return Approved(entry, self.pack_now)

    def revoke_desk(self, number: int, secrets: Secrets) -> SitePack:
        return self._revoke(Device.DESK, number, 0, secrets)

    def revoke_tablet(
        self, number: int, after: int, epoch: int | None, secrets: Secrets
    ) -> SitePack:
        return self._revoke(Device.TABLET, number, after, secrets)

    def _revoke(self, device: Device, number: int, after: int, secrets: Secrets) -> SitePack:
        pack = self._sign(secrets)
        for entry in pack.devices:
            if (entry.device, entry.number) == (device, number):
                self.revoked[entry.keys.key_id] = after
        return pack

    def rotate(self, secrets: Secrets) -> SitePack:
        return self._sign(secrets)

    def renew(self, secrets: Secrets, above: int = 0) -> SitePack:
        return self._sign(secrets)

    def recover(self, request: Request, secrets: Secrets) -> Approved:
        self.needs_recovery = True
        return self.approve(request, secrets)

    def set_pins(self, pins: Iterable[str], secrets: Secrets) -> SitePack:
        self.pins = tuple(pins)
        return self._sign(secrets)

    def restore(self, source: Path, secrets: Secrets, above: int = 0) -> SitePack:
        self.lost = False
        return self._sign(Known(secrets.root(), "recovery"))

    def carry(self, out: Path) -> Path:
        if self.fails is not None:
            raise self.fails
        self.written.append(out)
        return out / "kiosk.pack"

    def _sign(self, secrets: Secrets) -> SitePack:
        if secrets.root() != "root" or (self.needs_recovery and secrets.recovery() != "recovery"):
            raise KioskError("The passphrase does not open the key file root.key; type it again.")
        self.pack_now = replace(self.pack_now, version=self.pack_now.version + 1)
        return self.pack_now


class NewSite:
    """Where a site is founded."""

    folder = Path("/home/staff/kiosk/site")

    def __init__(self, today: date) -> None:
        self.today = today

    def found(
        self,
        charter: Charter,
        root_passphrase: str,
        recovery_passphrase: str,
        pins: Iterable[str] = (),
        *,
        with_desk: bool = False,
    ) -> SitePack:
        return replace(
            make_site(today=self.today, name=charter.name).pack,
            controller=charter.controller,
            privacy_notice=charter.privacy_notice,
            practice=charter.practice,
        )


class FakeNewDesk:
    """A desk whose request is a picture of little squares."""

    def __init__(self, gives: FirstPack | None = None) -> None:
        self.gives = gives
        self.written: list[Path] = []
        self.believed: list[FirstPack] = []

    def request(self) -> tuple[str, tuple[tuple[bool, ...], ...]]:
        return "48210937", tuple(
            tuple((x * y + x + y) % 3 == 0 for x in range(65)) for y in range(65)
        )

    def write_request(self, folder: Path) -> None:
        self.written.append(folder)

    def first_pack(self, folder: Path) -> FirstPack:
        if self.gives is None:
            raise KioskError("No site pack in {folder} names this desk.", folder=folder.name)
        return self.gives

    def believe(self, first: FirstPack) -> None:
        self.believed.append(first)

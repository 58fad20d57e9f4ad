"""Staff at a tablet that is not there: gives what it is told to give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kiosk.devices.usb import Drive, NotReleasedError
from kiosk.domain.errors import KioskError
from kiosk.handoff import qr
from kiosk.handoff.kr1 import text as kr1_text
from kiosk.tablet.staff import FirstSite, OldStore, SiteState, TabletState
from kiosk.tablet.syncing import Synced

PIN = "2580"
STICK = Drive("KINGSTON", Path("/media/kingston"), 7_400_000_000)
SHARE = Drive("Fælles mappe", Path("/srv/kiosk"), 70_000_000_000)
REQUEST = qr.matrix(kr1_text(bytes((1, *range(250), *range(103)))))


def well(**changes: object) -> TabletState:
    """A tablet that is as it should be."""
    state: dict[str, object] = {
        "sound_store": True,
        "free_bytes": 12_400_000_000,
        "room": True,
        "waiting": 3,
        "days_waiting": 2,
        "long_unsynced": False,
        "pack_version": 4,
        "pack_expires": date(2027, 3, 2),
        "pack_expired": False,
        "app": "0.4.0",
        "voice": True,
    }
    return TabletState(**{**state, **changes})  # type: ignore[arg-type]


AMISS = well(
    sound_store=False,
    free_bytes=640_000_000,
    room=False,
    days_waiting=16,
    long_unsynced=True,
    pack_expired=True,
    voice=False,
    clock_behind=date(2020, 1, 1),
)
REPLACED = well(
    waiting=12,
    old_store=OldStore(
        date(2026, 11, 22), 12, Path("/home/kiosk/kiosk/tablet/damaged/2026-11-22T071500Z")
    ),
)
SET_UP = SiteState("20481937", REQUEST, "Øvested", 7, 4, date(2027, 3, 2))
NEW = SiteState("20481937", REQUEST)


class FakeStaff:
    """A tablet whose PIN is 2580, or one that is not set up."""

    def __init__(self, *, practice: bool = True, enrolled: bool = True) -> None:
        self.practice, self.enrolled = practice, enrolled
        self.tablet = well()
        self.wait = 0
        self.codes = {"12345678"}
        self.first: FirstSite | None = None if enrolled else FirstSite("Øvested", "77120934")
        self.error: KioskError | None = None
        """What the next act ends with."""
        self.synced = Synced(receipts=1, received=3, carried=2, safe=True)
        self.steps = 4
        self.acts: list[str] = []

    def practice_pin(self) -> str | None:
        return PIN if self.practice else None

    def pin_wait(self) -> int:
        return self.wait

    def pin_fits(self, pin: str) -> bool:
        self._act(f"pin {pin}")
        return pin == PIN

    def state(self) -> TabletState:
        self._act("state")
        return self.tablet

    def hand_over(self, code: str) -> bool:
        self._act(f"hand over {code}")
        return code in self.codes

    def sync(
        self,
        folder: Path,
        progress: Callable[[int, int, str], None],
        cancelled: Callable[[], bool],
    ) -> Synced:
        for step in range(self.steps):
            progress(step, self.steps, "Results are written")
            if cancelled():
                break
        self._act(f"sync {folder}")
        return self.synced

    def site(self) -> SiteState:
        return SET_UP if self.enrolled else NEW

    def write_request(self, folder: Path) -> None:
        self._act(f"request {folder}")

    def take_pack(self, folder: Path) -> FirstSite | None:
        self._act(f"pack {folder}")
        return self.first

    def believe(self) -> None:
        self._act("believe")
        self.enrolled = True

    def _act(self, what: str) -> None:
        self.acts.append(what)
        if self.error is not None:
            error, self.error = self.error, None
            raise error


class FakeDrives:
    """Sticks that are put in and pulled by hand."""

    def __init__(self, *there: Drive) -> None:
        self.there = list(there)
        self.held: NotReleasedError | None = None
        self.released: list[Drive] = []

    def drives(self) -> tuple[Drive, ...]:
        return tuple(self.there)

    def release(self, drive: Drive) -> None:
        if self.held is not None:
            raise self.held
        self.released.append(drive)
        self.there = [other for other in self.there if other != drive]

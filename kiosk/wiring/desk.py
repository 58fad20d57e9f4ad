"""A desk's parts, from its data folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kiosk import resources
from kiosk.desk import revoking, versions
from kiosk.desk.collecting import Collecting
from kiosk.desk.erasure import Erasing
from kiosk.desk.log import DeskLog, user_name
from kiosk.desk.profile import Profile, as_json
from kiosk.desk.reception import Reception
from kiosk.desk.retention import Retention
from kiosk.desk.search import Searching
from kiosk.desk.words import in_words
from kiosk.devices.clock import Clock, SystemClock
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff import kr1, qr
from kiosk.handoff.errors import Rejected
from kiosk.handoff.files import read_safely
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.opener import Opener
from kiosk.handoff.settings import settings_of
from kiosk.handoff.site import load_device, take_newer
from kiosk.handoff.sitepack import SitePack
from kiosk.i18n import Translator, by_code
from kiosk.storage import tombstone_file
from kiosk.storage.desk import Way
from kiosk.storage.desk.database import DatabaseDeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.wiring import program
from kiosk.wiring.places import IN_FOLDER, Access, require_lock, store_place
from kiosk.wiring.told import Told

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
LEAD = 8
"""Characters in which a text has to begin: some scanners put a mark before it."""
LONGEST_NAME = 60
"""Characters of a name that are repeated in a refusal."""


class NothingToOpenError(KioskError):
    """Somebody named what is neither a text nor a file."""


@dataclass(frozen=True, slots=True)
class DeskParts:
    """Everything of a desk but its window."""

    data: Path
    own: DeviceKeys
    pack: SitePack
    store: DatabaseDeskStore
    opener: Opener
    reception: Reception
    clock: Clock
    log: DeskLog
    erasing: Erasing
    retention: Retention
    access: Access

    @property
    def collecting(self) -> Collecting:
        """Imports bundles and writes receipts."""
        return Collecting(
            self.own,
            self.pack,
            self.opener,
            self.reception,
            self.store,
            self.clock,
            erasing=self.erasing,
            take_pack=self._take_newer,
            log=self.log,
        )

    @property
    def searching(self) -> Searching:
        """Finds results by what a citizen brings."""
        section = self.pack.section(self.own)
        key = None if section is None else section.progress_key
        return Searching(self.store, self.log, key)

    def _take_newer(self, folder: Path) -> SitePack | None:
        """Raises NoStoreKeyError where the site is for practice no more, and the store's key lies
        open: nothing is imported then."""
        found = take_newer(self.data, Device.DESK, folder)
        if found is not None:
            if not found.practice_only:
                require_lock(self.data, self.access)
            self.retention.settings = settings_of(found.settings)
        return found


def parts(data: Path, clock: Clock | None = None, access: Access = IN_FOLDER) -> DeskParts:
    """The desk of a data folder; its store is made or upgraded on the way, what was erased stays
    erased, what a revoked tablet made too late is set apart, what has been kept long enough is
    deleted, and the scoring versions of its content are kept for the day when it has another."""
    own, pack = load_device(data, Device.DESK)
    clock = clock or SystemClock()
    opener = Opener.for_desk(own, pack)
    store = open_desk_store(store_place(data, practice=pack.practice_only, access=access))
    log = DeskLog(store, clock, user_name())
    outside = data / Device.DESK / tombstone_file.NAME
    erasing = Erasing(store, clock, log, lambda found: tombstone_file.add(outside, found))
    retention = Retention(store, clock, settings_of(pack.settings), log)
    erasing.repeat(tombstone_file.read(outside))
    retention.tick()
    revoking.set_apart(pack, store, log)
    content = program.content()
    versions.keep(content, store)
    reception = Reception(pack, opener, store, content, clock, log)
    return DeskParts(
        data, own, pack, store, opener, reception, clock, log, erasing, retention, access
    )


def open_and_tell(data: Path, what: str, as_json_text: bool, access: Access = IN_FOLDER) -> Told:
    """Receive a text, a picture or a file that holds a text; what it says.

    Raises:
        KioskError: why it was refused; nothing of it was kept.
    """
    text, way = text_of(what)
    desk = parts(data, access=access)
    try:
        profile = desk.reception.receive(text, way)
    finally:
        desk.store.close()
    translator = Translator(by_code("en"), resources.locales())
    return Told(to_json(profile, translator) if as_json_text else in_words(profile, translator))


def to_json(profile: Profile, translator: Translator) -> str:
    """The profile as indented JSON."""
    return json.dumps(as_json(profile, translator.say), ensure_ascii=False, indent=2)


def text_of(what: str) -> tuple[str, Way]:
    """The KR1 text that somebody means, and how it came."""
    if kr1.PREFIX in what[:LEAD].upper():
        return what, Way.SCAN
    path = Path(what)
    _require_file(path)
    if path.suffix.lower() in _PICTURES:
        return qr.read_file(path), Way.PICTURE
    data = read_safely(path, kr1.LONGEST_INPUT)
    try:
        return data.decode("utf-8-sig"), Way.FILE
    except UnicodeDecodeError:
        raise Rejected from None


def _require_file(path: Path) -> None:
    name = path.name or str(path)
    name = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
    try:
        folder, there = path.is_dir(), path.exists() or path.is_symlink()
    except OSError:  # a name that no file can have, such as a long text
        folder = there = False
    if folder:
        raise NothingToOpenError(
            N_("{name} is a folder; give the picture or the file in it."), name=name
        )
    if not there:
        raise NothingToOpenError(
            N_("{name} is neither a KR1 text nor a file that is there; check it and try again."),
            name=name,
        )

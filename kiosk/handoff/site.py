"""A device's data folder: its keys, the site it believes, the packs it takes. And a whole site at
once, for practice and for tests."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.domain.errors import N_
from kiosk.handoff import files, keeping, keyfile, trust
from kiosk.handoff.errors import (
    FileRefused,
    KeysRefused,
    NotWritten,
    PackMissing,
    Refusal,
)
from kiosk.handoff.keeping import Charter
from kiosk.handoff.keys import (
    Device,
    DeviceKeys,
    OwnKeys,
    RootKey,
    SiteKey,
    site_id,
)
from kiosk.handoff.opener import Opener
from kiosk.handoff.packfile import LARGEST, open_pack
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.section import PRACTICE_PIN
from kiosk.handoff.sitepack import DeviceEntry, SitePack, Workshop
from kiosk.handoff.trust import Trust

PACK, ROOT, RECOVERY, DEVICE_KEYS, TRUST = (
    "site.pack",
    "root.key",
    "recovery.key",
    "keys.cbor",
    "trust.cbor",
)
SITE_FOLDER = "site"
"""Where a practice site keeps what the root holder of a real one has elsewhere."""


def carried_name(site: bytes) -> str:
    """The name of a site's pack on a stick, by its site id: there is one, the newest."""
    return f"kiosk-{site[:4].hex()}.pack"


def load_device(folder: Path, device: Device) -> tuple[DeviceKeys, SitePack]:
    """The keys of this data folder's tablet or desk, and the pack of the site it believes.

    KeysRefused before it is enrolled; FileRefused for a pack that is not its site's, or older than
    the newest that it has seen. A newer one is remembered.
    """
    own, believed = own_keys(folder, device), _believed(folder, device)
    pack, packed = _open(folder / PACK, believed)
    if (found := Trust.of(pack, packed)) != believed:
        with suppress(NotWritten):  # a full disk is no reason not to start: the next remembers
            trust.write_trust(folder / device / TRUST, found)
    return _enrolled(own, pack), pack


def take_pack(folder: Path, device: Device, source: Path) -> SitePack:
    """Take the site pack out of a file or a folder, such as a stick, for a device that has one.

    FileRefused for another site's, a damaged and an older one, PackMissing where there is none.
    Expiry never refuses: ask ``SitePack.expired``. For the first pack see ``firstpack``.
    """
    believed = _believed(folder, device)
    path = source / carried_name(site_id(believed.root_public)) if source.is_dir() else source
    require_pack(path, source)
    pack, packed = _open(path, believed)
    _take(folder, device, pack, packed)
    return pack


def take_newer(folder: Path, device: Device, source: Path) -> SitePack | None:
    """The site pack of a folder that is synced with, taken if newer than the one in use.

    None when there is none, or the same, or an older one, as an old stick has it: no reason to
    trouble anybody. FileRefused for one that is damaged or was not signed by this site's root.
    """
    believed = _believed(folder, device)
    path = source / carried_name(site_id(believed.root_public))
    if not path.exists() and not path.is_symlink():
        return None
    found = open_pack(files.read_safely(path, LARGEST), believed.root_public, name=path.name)
    return take_pack(folder, device, path) if found.version > believed.version else None


def let_take(folder: Path, device: Device, pack: SitePack, packed: bytes) -> None:
    """Where the holder of the root key makes a pack: a device of the same machine takes it at once.

    Nothing is done where there is none, or one of another site; the holder is believed as it is.
    """
    if not (folder / device / DEVICE_KEYS).exists():
        return
    believed = trust.read_trust(folder / device / TRUST)
    ours = believed is None or believed.root_public == pack.root_public
    if ours and pack.entry_of(own_keys(folder, device).public) is not None:
        _take(folder, device, pack, packed)


def carry(folder: Path, packed: bytes, pack: SitePack) -> Path:
    """Write a pack for all devices to a stick or folder; FileRefused over a newer one."""
    path = folder / carried_name(pack.site_id)
    newest = 0
    with suppress(FileRefused):  # there is none, or a damaged one that is well replaced
        there = open_pack(files.read_safely(path, LARGEST), pack.root_public)
        newest = there.version
    if newest > pack.version:
        raise FileRefused(Refusal.OLDER, path.name, version=pack.version, lowest=newest)
    files.write_safely(path, packed, everything=True)
    return path


@dataclass(frozen=True, slots=True)
class Site:
    """Everything of a site in one hand: only for a throwaway site and for tests."""

    root: RootKey
    site_key: SiteKey
    recovery: SiteKey
    tablets: tuple[DeviceKeys, ...]
    desks: tuple[DeviceKeys, ...]
    pack: SitePack
    pack_file: bytes

    def sealer(self, tablet: int = 0) -> Sealer:
        """For the tablet at that place in ``tablets``."""
        return Sealer(self.tablets[tablet], self.pack)

    def opener(self, desk: int = 0) -> Opener:
        """For the desk at that place in ``desks``."""
        return Opener.for_desk(self.desks[desk], self.pack)


def make_site(
    *,
    today: date,
    name: str = "",
    workshops: tuple[Workshop, ...] = (Workshop(1, ""),),
    controller: str = "",
    privacy_notice: str = "",
    practice: bool = True,
    tablets: int = 1,
    desks: int = 1,
    pins: tuple[str, ...] = (PRACTICE_PIN,),
) -> Site:
    """A new site with that many tablets and desks, numbered from 1, all of them enrolled."""
    root, recovery = RootKey.make(), SiteKey.make()
    charter = Charter(name, workshops, controller, privacy_notice, practice)
    keeper = keeping.found(charter, root.public, recovery.public, today).set_pins(pins)
    enrolled: dict[Device, list[DeviceKeys]] = {Device.TABLET: [], Device.DESK: []}
    for device in [Device.TABLET] * tablets + [Device.DESK] * desks:
        own = OwnKeys.make(device)
        keeper, entry = keeper.enrol(device, own.public)
        enrolled[device].append(own.enrolled(entry.number, root.public))
    pack, packed = keeping.next_pack(keeper.draft(), root, today)
    own_tablets, own_desks = tuple(enrolled[Device.TABLET]), tuple(enrolled[Device.DESK])
    return Site(root, keeper.site_keys[0], recovery, own_tablets, own_desks, pack, packed)


def write_site(folder: Path, site: Site, passphrase: str) -> None:
    """Keep a site in a data folder, its first tablet and desk in the folders they start from.

    ``passphrase`` locks root and recovery key. Devices after the first: ``tablet-2``, ``desk-2``.
    """
    holder = folder / SITE_FOLDER
    holder.mkdir(parents=True, exist_ok=True)
    keyfile.write_root(holder / ROOT, site.root, passphrase)
    keyfile.write_recovery(holder / RECOVERY, site.recovery, passphrase)
    files.write_safely(holder / PACK, site.pack_file)
    for own in (*site.tablets, *site.desks):
        place = folder / (own.device if own.number == 1 else f"{own.device}-{own.number}")
        place.mkdir(exist_ok=True)
        keyfile.write_device(place / DEVICE_KEYS, own.own)
        trust.write_trust(place / TRUST, Trust.of(site.pack, site.pack_file))
    files.write_safely(folder / PACK, site.pack_file)


def own_keys(folder: Path, device: Device) -> OwnKeys:
    """The keys that this data folder's tablet or desk made; KeysRefused when it made none."""
    return keyfile.read_device(folder / device / DEVICE_KEYS, device)


def new_keys(data: Path, device: Device, *, anew: bool = False) -> OwnKeys:
    """The keys of this data folder's device, made now if it has none; ``anew``: in any case.

    With other keys a device has to be enrolled again, and gets another number; what it believes
    stays as it is.
    """
    path = data / device / DEVICE_KEYS
    if not anew and (path.exists() or path.is_symlink()):
        return own_keys(data, device)
    own = OwnKeys.make(device)
    path.parent.mkdir(parents=True, exist_ok=True)
    keyfile.write_device(path, own)
    return own


def _believed(folder: Path, device: Device) -> Trust:
    believed = trust.read_trust(folder / device / TRUST)
    if believed is None:
        raise KeysRefused(
            N_(
                "This device belongs to no site yet; have its request approved, "
                "then let it take the site pack."
            )
        )
    return believed


def _open(path: Path, believed: Trust) -> tuple[SitePack, bytes]:
    """The pack, if it is of the site believed in and not behind what was seen; and its file."""
    packed = files.read_safely(path, LARGEST)
    pack = open_pack(packed, believed.root_public, believed.version, path.name)
    found = Trust.of(pack, packed)
    if found.version == believed.version and found != believed:
        raise FileRefused(Refusal.TWO_OF_A_VERSION, path.name, version=pack.version)
    return pack, packed


def _take(folder: Path, device: Device, pack: SitePack, packed: bytes) -> None:
    own = own_keys(folder, device)
    _entry(own, pack)
    files.write_safely(folder / PACK, packed)
    trust.write_trust(folder / device / TRUST, Trust.of(pack, packed))
    _enrolled(own, pack)  # last: a desk that was revoked has to keep the pack that says so


def _entry(own: OwnKeys, pack: SitePack) -> DeviceEntry:
    entry = pack.entry_of(own.public)
    if entry is None or entry.device is not own.device:
        raise KeysRefused(N_("This device is not in the site pack; have its request approved."))
    return entry


def _enrolled(own: OwnKeys, pack: SitePack) -> DeviceKeys:
    entry = _entry(own, pack)
    if pack.desk_is_revoked(entry):
        raise KeysRefused(
            N_("This desk was revoked, so it opens nothing any more; ask who keeps the site.")
        )
    return own.enrolled(entry.number, pack.root_public)


def require_pack(path: Path, source: Path) -> None:
    """PackMissing, which names ``source``, when there is nothing at ``path``."""
    if not path.exists() and not path.is_symlink():
        raise PackMissing(
            N_("There is no site pack of this site in {folder}; have it written there."),
            folder=source,
        )

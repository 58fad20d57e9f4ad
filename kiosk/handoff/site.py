"""A whole site at once: keys and pack in memory, and their files in a data folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kiosk.handoff import files, keyfile
from kiosk.handoff.keys import Device, DeviceKeys, RootKey, SiteKey
from kiosk.handoff.opener import Opener
from kiosk.handoff.packfile import LARGEST, open_pack, sign_pack
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.sitepack import DeviceEntry, SiteKeyEntry, SitePack, Workshop, wrap

PACK, ROOT, RECOVERY, DEVICE_KEYS = "site.pack", "root.key", "recovery.key", "keys.cbor"

_A_YEAR = timedelta(days=365)
_OVERLAP = timedelta(days=60)


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
) -> Site:
    """A new site with that many tablets and desks, numbered from 1, all of them enrolled."""
    root, site_key, recovery = RootKey.make(), SiteKey.make(), SiteKey.make()
    own_tablets = _devices(Device.TABLET, tablets, root)
    own_desks = _devices(Device.DESK, desks, root)
    holders = [*(desk.public.seal for desk in own_desks), recovery.public]
    pack = SitePack(
        root_public=root.public,
        version=1,
        issued=today,
        expires=today + _A_YEAR,
        site_name=name,
        workshops=workshops,
        controller=controller,
        privacy_notice=privacy_notice,
        practice=practice,
        site_keys=(
            SiteKeyEntry(
                public=site_key.public,
                valid_from=today,
                valid_to=today + _A_YEAR + _OVERLAP,
                wrapped=wrap(site_key, holders, root.site_id),
            ),
        ),
        recovery_public=recovery.public,
        devices=tuple(
            DeviceEntry(own.device, own.number, own.public) for own in (*own_tablets, *own_desks)
        ),
    )
    packed = sign_pack(pack, root)
    return Site(root, site_key, recovery, own_tablets, own_desks, pack, packed)


def write_site(folder: Path, site: Site, passphrase: str) -> None:
    """Keep a site in a data folder, its first tablet and desk in the folders they start from.

    ``passphrase`` locks root and recovery key. Devices after the first: ``tablet-2``, ``desk-2``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keyfile.write_root(folder / ROOT, site.root, passphrase)
    keyfile.write_recovery(folder / RECOVERY, site.recovery, passphrase)
    for own in (*site.tablets, *site.desks):
        place = folder / (own.device if own.number == 1 else f"{own.device}-{own.number}")
        place.mkdir(exist_ok=True)
        keyfile.write_device(place / DEVICE_KEYS, own)
    files.write_safely(folder / PACK, site.pack_file)


def load_device(folder: Path, device: Device, lowest: int = 0) -> tuple[DeviceKeys, SitePack]:
    """The keys of this data folder's tablet or desk, and the pack that their pinned root signed.

    ``lowest`` is the highest pack version that this device has seen.
    """
    own = keyfile.read_device(folder / device / DEVICE_KEYS, device)
    packed = files.read_safely(folder / PACK, LARGEST)
    return own, open_pack(packed, own.root_public, lowest)


def _devices(device: Device, count: int, root: RootKey) -> tuple[DeviceKeys, ...]:
    return tuple(DeviceKeys.make(device, number, root.public) for number in range(1, count + 1))

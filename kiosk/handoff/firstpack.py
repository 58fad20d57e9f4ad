"""A device's first site pack: people compare digits before the site is believed, for good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import N_
from kiosk.handoff import files, trust
from kiosk.handoff.errors import FileRefused, KeysRefused, Malformed, PackMissing, Refusal
from kiosk.handoff.keys import Device, OwnKeys, PublicKeys, check_digits
from kiosk.handoff.packfile import LARGEST, claimed_root, open_pack
from kiosk.handoff.site import PACK, TRUST, own_keys, require_pack
from kiosk.handoff.sitepack import SitePack
from kiosk.handoff.trust import Trust

_CARRIED = re.compile(r"kiosk-[0-9a-f]{8}\.pack")
_MOST_PACKS = 32
"""Sites whose packs are looked at in one folder."""


@dataclass(frozen=True, slots=True)
class FirstPack:
    """A pack that names this device, of a site that it does not believe yet."""

    pack: SitePack
    public: PublicKeys
    packed: bytes

    @property
    def digits(self) -> str:
        """Eight digits to compare with those that the approver sees; some tenths of a second."""
        return site_digits(self.pack.root_public, self.public)


def site_digits(root_public: bytes, public: PublicKeys) -> str:
    """Eight digits for a site and a device of it: equal on both sides, it is the right site."""
    return check_digits(b"site", root_public, public.sign, public.seal)


def first_pack(folder: Path, device: Device, source: Path) -> FirstPack:
    """The pack in a file or folder that names this device; nothing is believed or kept yet.

    Only ``believe`` does that, once somebody has compared the digits.
    """
    own = own_keys(folder, device)
    if trust.read_trust(folder / device / TRUST) is not None:
        raise KeysRefused(N_("This device belongs to a site already; it needs no first site pack."))
    found, refused = [], None
    for path in _carried(source):
        try:
            found += [first] if (first := _first(path, own)) else []
        except FileRefused as error:  # somebody else's damaged file keeps nobody out
            refused = error
    if len(found) == 1:
        return found[0]
    if found:
        raise PackMissing(
            N_("Several sites in {folder} name this device; give the file of the right one."),
            folder=source,
        )
    if refused:
        raise refused
    raise PackMissing(
        N_(
            "No site pack in {folder} names this device; "
            "have its request approved, and the new site pack written there."
        ),
        folder=source,
    )


def believe(folder: Path, device: Device, first: FirstPack) -> SitePack:
    """Pin the root of a first pack, for good, and take the pack."""
    files.write_safely(folder / PACK, first.packed)
    trust.write_trust(folder / device / TRUST, Trust.of(first.pack, first.packed))
    return first.pack


def _carried(source: Path) -> list[Path]:
    """The pack files that somebody may mean by a file or folder."""
    if not source.is_dir():
        require_pack(source, source.parent)
        return [source]
    try:
        names = sorted(path.name for path in source.iterdir() if _CARRIED.fullmatch(path.name))
    except OSError as error:
        why = error.strerror or str(error)
        raise FileRefused(Refusal.UNREADABLE, source.name or str(source), why=why) from error
    return [source / name for name in names[:_MOST_PACKS]]


def _first(path: Path, own: OwnKeys) -> FirstPack | None:
    """The pack of a file if it names this device; None for another one's."""
    packed = files.read_safely(path, LARGEST)
    try:
        root = claimed_root(packed)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, path.name) from error
    pack = open_pack(packed, root, name=path.name)
    entry = pack.entry_of(own.public)
    named = entry is not None and entry.device is own.device and not pack.desk_is_revoked(entry)
    return FirstPack(pack, own.public, packed) if named else None

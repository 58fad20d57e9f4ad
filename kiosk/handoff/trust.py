"""What a device believes: kept beside its keys, so that nobody can put it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kiosk.handoff import cbor, files, keyfile
from kiosk.handoff.errors import Malformed
from kiosk.handoff.sitepack import SitePack

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Trust:
    """What a device believes: a root key, and the newest pack of it that it has seen."""

    root_public: bytes
    version: int
    pack_hash: bytes
    """SHA-256 of the pack file of that version: there is one of each."""

    @classmethod
    def of(cls, pack: SitePack, packed: bytes) -> Trust:
        """Belief in this pack, of which ``packed`` is the file."""
        return cls(pack.root_public, pack.version, hashlib.sha256(packed).digest())


def write_trust(path: Path, trust: Trust, layer: files.FileLayer = files.DISK) -> None:
    """Keep what a device believes, beside its keys."""
    content = {0: FORMAT, 1: trust.root_public, 2: trust.version, 3: trust.pack_hash}
    files.write_safely(path, cbor.encode(content), mode=files.PRIVATE_MODE, layer=layer)


def read_trust(path: Path) -> Trust | None:
    """What a device believes, None before its first pack; KeysRefused when damaged."""
    if not path.exists() and not path.is_symlink():
        return None
    data = keyfile.read_private(path)
    try:
        found = cbor.fields(cbor.decode(data), range(4))
        cbor.integer(found[0], FORMAT, FORMAT)
        return Trust(
            cbor.octets(found[1], 32),
            cbor.integer(found[2], 1, 2**31),
            cbor.octets(found[3], 32),
        )
    except Malformed as error:
        raise keyfile.damaged(path) from error

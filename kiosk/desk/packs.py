"""Site packs as the holder of the root key finds them: in the site's folder, or brought back."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.errors import N_
from kiosk.handoff import files, site
from kiosk.handoff.errors import FileRefused, Malformed, PackMissing, Refusal
from kiosk.handoff.keys import site_id
from kiosk.handoff.packfile import LARGEST, claimed_root, open_pack
from kiosk.handoff.sitepack import SitePack


def root_named_in(packed: bytes, name: str) -> bytes:
    """The root that a pack names: the root key is compared with it before anything is signed.

    FileRefused for what is no pack.
    """
    try:
        return claimed_root(packed)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error


def newest_in(source: Path, root_public: bytes) -> tuple[SitePack, bytes]:
    """The newest pack of a site in a file, or under a known name in a folder, and its file.

    PackMissing where there is none.
    """
    names = (site.carried_name(site_id(root_public)), site.PACK)
    paths = [source / name for name in names] if source.is_dir() else [source]
    found, refused = [], None
    for path in paths:
        try:
            packed = files.read_safely(path, LARGEST)
            found.append((open_pack(packed, root_public, name=path.name), packed))
        except FileRefused as error:
            refused = error
    if not found:
        raise PackMissing(
            N_("There is no site pack of this site in {folder}; look on another stick or device."),
            folder=source,
        ) from refused
    return max(found, key=lambda one: one[0].version)

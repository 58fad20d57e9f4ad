"""What the first screen tells of the site, kept beside the keys: no signature has to be read.

It is only ever a copy, of just the pack that lies there. The signed pack is read behind the first
screen, and corrects it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "first-screen.json"
PACK = "site.pack"
"""As ``kiosk.handoff.site`` names it, whose import is what is saved here."""


@dataclass(frozen=True, slots=True)
class Front:
    """The site as the first screen names it."""

    name: str
    practice: bool


def remembered(folder: Path) -> Front | None:
    """What was kept in the folder of a tablet or a desk; None before its first start, and with
    another pack."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    match told:
        case {"name": str(name), "practice": bool(practice), "pack": str(pack)}:
            return Front(name, practice) if pack == _pack(folder) else None
    return None


def remember(folder: Path, front: Front) -> None:
    """Keep it for the next start; without it the next start is only slower."""
    if remembered(folder) == front:
        return
    from kiosk.handoff.errors import NotWritten
    from kiosk.handoff.files import write_safely

    with suppress(NotWritten):
        told = asdict(front) | {"pack": _pack(folder)}
        write_safely(folder / NAME, json.dumps(told).encode())


def _pack(folder: Path) -> str:
    """The hash of the pack that lies there; none has none."""
    try:
        return hashlib.sha256((folder.parent / PACK).read_bytes()).hexdigest()
    except OSError:
        return ""

"""Where a store is: a plain file, as a tablet's; an encrypted one, as a desk's; or a server."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class EncryptedFile:
    """A SQLCipher file."""

    path: Path
    key: bytes = field(repr=False)
    """32 random bytes, used as they are: nothing is derived from a passphrase."""

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES:
            raise ValueError(f"a store key has {KEY_BYTES} bytes")

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL database: ``postgresql://name:password@host/database``."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """The address without name, password and options."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


FilePlace = Path | EncryptedFile
"""A path alone is a plain file."""
DeskPlace = EncryptedFile | Server
Place = Path | EncryptedFile | Server


def path_of(place: FilePlace) -> Path:
    """The file of a place."""
    return place if isinstance(place, Path) else place.path


def at(place: FilePlace, path: Path) -> FilePlace:
    """Another file of the same kind, and under the same key."""
    return path if isinstance(place, Path) else replace(place, path=path)

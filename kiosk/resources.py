"""The one place that finds content, locales, assets and migrations in checkout, wheel or bundle."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class ResourceMissingError(FileNotFoundError):
    """A folder that every complete installation has is not there."""


def root(package: Path = _PACKAGE) -> Path:
    """``kiosk/_data`` in a wheel or a PyInstaller bundle; in a checkout the checkout itself."""
    packed = package / "_data"
    return packed if packed.is_dir() else package.parent


def folder(name: str, package: Path = _PACKAGE) -> Path:
    """A folder of the data; ``name`` may go deeper, as in ``migrations/tablet``."""
    found = root(package) / name
    if not found.is_dir():
        raise ResourceMissingError(
            f"The folder {name} is missing in {root(package)}: install kiosk again."
        )
    return found


def assessments() -> Path:
    """The assessments, a folder for each service."""
    return folder("assessments")


def locales() -> Path:
    """The catalogues, ``<language>/LC_MESSAGES/<domain>.mo``."""
    return folder("locales")


def assets() -> Path:
    """Fonts, icons, audio and sounds."""
    return folder("assets")


def migrations(store: str) -> Path:
    """The Alembic environment of the ``tablet`` or the ``desk`` store."""
    return folder(f"migrations/{store}")

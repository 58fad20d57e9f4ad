"""Libraries that a study needs and a kiosk does not."""

from __future__ import annotations

from importlib.util import find_spec

from kiosk.domain.errors import KioskError, N_


class NotInstalledError(KioskError):
    """A study was asked of a kiosk that is not a checkout."""


def require(*libraries: str) -> None:
    """Refuse in one sentence where a library is missing."""
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        raise NotInstalledError(
            N_(
                "This study needs {missing}, which a kiosk is not installed with: "
                "run it from a checkout after 'python3 packaging/dev.py test'."
            ),
            missing=" and ".join(missing),
        )

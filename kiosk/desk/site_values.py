"""What the holder of a site's root key gives and sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.errors import N_
from kiosk.handoff.errors import KeysRefused
from kiosk.handoff.firstpack import site_digits
from kiosk.handoff.sitepack import DeviceEntry, Revocation, SitePack


class Secrets(Protocol):
    """The passphrases of a site's keys, asked for only when they are needed, in that order."""

    def root(self) -> str:
        """Of the root key."""

    def recovery(self) -> str:
        """Of the recovery key."""


@dataclass(frozen=True, slots=True)
class Known:
    """Passphrases that somebody typed beforehand, as in a window."""

    root_passphrase: str
    recovery_passphrase: str | None = None
    """None where ``Siting.needs_recovery`` says that it is not asked for."""

    def root(self) -> str:
        return self.root_passphrase

    def recovery(self) -> str:
        if self.recovery_passphrase is None:
            raise KeysRefused(
                N_("No desk of this site is on this machine: the recovery key is needed.")
            )
        return self.recovery_passphrase


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A line of the site's list of devices."""

    entry: DeviceEntry
    workshop: str
    """Its name; empty when it has none."""
    revocations: tuple[Revocation, ...]

    @property
    def revoked(self) -> bool:
        return bool(self.revocations)


@dataclass(frozen=True, slots=True)
class Approved:
    """A device that stands in the newest pack."""

    entry: DeviceEntry
    pack: SitePack

    @property
    def digits(self) -> str:
        """What the device shows too when it takes its first pack; some tenths of a second."""
        return site_digits(self.pack.root_public, self.entry.keys)

"""What can stand in the way of a voice."""

from __future__ import annotations

from kiosk.domain.errors import KioskError


class VoiceMissingError(KioskError):
    """No engine on this machine, or none that knows the language."""

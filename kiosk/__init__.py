"""Self-service kiosk for trying basic digital skills in simulated services."""

from __future__ import annotations

__version__ = "0.1.0"

"""``python -m kiosk``."""

from __future__ import annotations

from kiosk.cli import main

main()

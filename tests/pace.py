"""Quick counts in every run, full ones on request (``packaging/dev.py test --long``)."""

from __future__ import annotations

import os

LONG = os.environ.get("KIOSK_LONG") == "1"


def count(quick: int, full: int) -> int:
    """How often to try: ``quick`` in every run, ``full`` in a long one."""
    return full if LONG else quick

"""Quick counts in every run, full ones on request (``packaging/dev.py test --long``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from coverage import Coverage

LONG = os.environ.get("KIOSK_LONG") == "1"


def count(quick: int, full: int) -> int:
    """How often to try: ``quick`` in every run, ``full`` in a long one."""
    return full if LONG else quick


@contextmanager
def untraced() -> Iterator[None]:
    """No lines are counted meanwhile, which makes Python two to six times quicker."""
    counting = Coverage.current()
    if counting is None:
        yield
        return
    counting.stop()
    try:
        yield
    finally:
        counting.start()

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


def count_lines_once() -> None:
    """In each worker of pytest-xdist pytest-cov starts two counters: the first one for a master.

    It is read by nobody, makes everything slower, and would go on where ``untraced`` stops one.
    """
    newest = Coverage.current()
    while (one := Coverage.current()) is not None:
        one.stop()
    if newest is not None:
        newest.start()


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

"""The assessments that are shipped, read once for all tests of a process: it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from kiosk import resources
from kiosk.content.load import load
from kiosk.domain.task import Assessments


@cache
def shipped() -> Assessments:
    """Nobody can change them, so all may have the same."""
    return load(resources.assessments())


@contextmanager
def read_once() -> Iterator[None]:
    """What is opened meanwhile has what was read before."""
    from kiosk.wiring import said, tablet

    with pytest.MonkeyPatch.context() as patch:
        for module in (said, tablet):
            patch.setattr(module, "load", lambda _folder: shipped())
        yield

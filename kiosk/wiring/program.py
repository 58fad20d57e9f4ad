"""The content that this program came with: read once, for it takes a second or two."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kiosk import resources
from kiosk.content.load import load
from kiosk.desk.versions import listed
from kiosk.domain.task import Assessments
from kiosk.handoff.sitepack import ScoringVersion


def content() -> Assessments:
    """Everything that authors wrote."""
    return _loaded(resources.assessments())


def versions() -> tuple[ScoringVersion, ...]:
    """Its scoring versions, as a site pack names them."""
    return listed(content())


@cache
def _loaded(folder: Path) -> Assessments:
    return load(folder)

"""What a result depends on, and everything that an author wrote, as digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from kiosk.content.source import Table, plain
from kiosk.domain import scoring
from kiosk.domain.task import Task


def scoring_digest(number: int, tasks: Sequence[Task]) -> bytes:
    """4 bytes: numbers, outcomes, cases, rungs, item parameters; corrected texts change nothing."""
    return scoring.digest(scoring.canonical(scoring.version_of(number, tasks)))


def full_digest(files: Mapping[str, Table], pictures: Mapping[str, str]) -> bytes:
    """32 bytes: every word of every file, every byte of every picture.

    Order of files, line ends and comments do not count. ``pictures``: file -> digest of its bytes.
    """
    shown = [[name, pictures[name]] for name in sorted(pictures)]
    return _digest([[name, plain(files[name])] for name in sorted(files)] + shown)


def _digest(what: object) -> bytes:
    text = json.dumps(what, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).digest()

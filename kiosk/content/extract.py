"""Babel's way into the assessments: ``kiosk.content.extract:extract`` for their YAML files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kiosk.content.errors import Faults
from kiosk.content.messages import messages
from kiosk.content.source import PERSONS, read

Found = tuple[int, str, tuple[str, str], list[str]]
"""(line, function, (message key, text), comments)"""


def extract(
    fileobj: BinaryIO,
    _keywords: Collection[str],
    _comment_tags: Collection[str],
    options: Mapping[str, object],  # Babel passes it by this name
) -> Iterator[Found]:
    """Every text of the file under the message key that the loader gives it."""
    path = Path(fileobj.name).resolve()
    folder = _assessments(path)
    name = path.relative_to(folder).as_posix()
    faults = Faults()
    root = read(folder, name, faults)
    faults.settle()
    for key, text in messages(name, root) if root is not None else ():
        yield text.place.line, "pgettext", (key, str(text)), []


def _assessments(path: Path) -> Path:
    """The folder that services, parts and persons lie in."""
    return next((p for p in path.parents if (p / PERSONS).is_file()), path.parent)

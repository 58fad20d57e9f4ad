"""Babel's way into the assessments: ``kiosk.content.extract:extract`` for ``assessments/**.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kiosk.content.errors import ContentError, Faults
from kiosk.content.messages import messages
from kiosk.content.source import read

Found = tuple[int, str, tuple[str, str], list[str]]
"""(line, function, (message key, text), comments)"""


def extract(
    fileobj: BinaryIO,
    _keywords: Collection[str],
    _comment_tags: Collection[str],
    _options: Mapping[str, object],
) -> Iterator[Found]:
    """Every text of the file under the message key that the loader gives it."""
    path = Path(fileobj.name).resolve()
    folder = _assessments(path)
    name = path.relative_to(folder).as_posix()
    faults = Faults()
    root = read(folder, name, faults)
    faults.settle()
    if root is None:
        raise ContentError([])
    for key, text in messages(name, root):
        yield text.place.line, "pgettext", (key, str(text)), []


def _assessments(path: Path) -> Path:
    """The folder that services, parts and persons lie in."""
    return path.parent.parent if path.name != "persons.yaml" else path.parent

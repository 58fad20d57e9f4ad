"""The privacy notice, out of the text file in which somebody wrote it."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.errors import KioskError, N_

LONGEST = 20_000
"""Characters: it stands in the site pack."""


class NoticeNotReadError(KioskError):
    """A file that is no privacy notice."""


def read_notice(path: Path) -> str:
    """Its text, without the blank lines around it.

    Raises:
        NoticeNotReadError: it is no text, empty or too long.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LONGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise NoticeNotReadError(
            N_("The file {name} cannot be read as text; choose a text file."), name=path.name
        ) from error
    if not text.strip():
        raise NoticeNotReadError(N_("The file {name} is empty; choose another."), name=path.name)
    if len(text) > LONGEST:
        raise NoticeNotReadError(
            N_("A privacy notice has at most {n} characters; shorten the file {name}."),
            n=LONGEST,
            name=path.name,
        )
    return text.strip()

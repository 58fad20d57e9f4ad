"""Finding results by what a citizen brings: eight digits, or the five pictures."""

from __future__ import annotations

import re

from kiosk.desk.log import DeskLog
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.events import Event
from kiosk.domain.progress_code import Code
from kiosk.handoff.progress import progress_tag
from kiosk.storage.desk import DeskStore, StoredResult

_CODE = re.compile(r"[0-9]{8}")
_BETWEEN = re.compile(r"[\s.\-]")
LONGEST = 40
"""Characters that are looked at."""


class NoReceiptCodeError(KioskError):
    """What was typed cannot be a receipt code."""


class NoProgressKeyError(KioskError):
    """This desk was given no key to look for progress codes with."""


def receipt_code_in(typed: str) -> str:
    """The eight digits that somebody typed, however they grouped them."""
    code = _BETWEEN.sub("", typed[:LONGEST])
    if not _CODE.fullmatch(code):
        raise NoReceiptCodeError(
            N_("A receipt code has eight digits, such as 4821 0937; type all of them.")
        )
    return code


class Searching:
    """Finds results, also quarantined ones, and notes that somebody looked."""

    def __init__(self, store: DeskStore, log: DeskLog, progress_key: bytes | None) -> None:
        self._store, self._log, self._key = store, log, progress_key

    def by_receipt_code(self, typed: str) -> tuple[StoredResult, ...]:
        """The newest first; a few results may share a code.

        Raises:
            NoReceiptCodeError: it is not eight digits.
        """
        found = self._store.find_by_receipt_code(receipt_code_in(typed))
        self._log.note(Event.SEARCHED, by="receipt_code", found=len(found))
        return found

    def by_pictures(self, code: Code) -> tuple[StoredResult, ...]:
        """Every result under a progress code, the newest first.

        Raises:
            NoProgressKeyError: the site pack gives this desk no key for it.
        """
        if self._key is None:
            raise NoProgressKeyError(
                N_("This desk cannot look for picture codes: its site pack has no key for them.")
            )
        found = self._store.find_by_tag(progress_tag(self._key, code))
        self._log.note(Event.SEARCHED, by="progress_code", found=len(found))
        return found

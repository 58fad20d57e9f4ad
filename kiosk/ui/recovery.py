"""Unexpected errors end on one recovery screen, and not on a black one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from kivy.base import ExceptionHandler, ExceptionManager

MOST, WITHIN_SECONDS = 3, 60.0
"""Errors that a window recovers from: with more it ends, and whatever started it starts it anew."""


class Recovery(ExceptionHandler):
    """Hands what nobody foresaw to the window; the program's log has it whole."""

    def __init__(
        self, recover: Callable[[Exception], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._recover, self._clock = recover, clock
        self._errors: list[float] = []
        self._last: tuple[BaseException | None, Any] = (None, None)

    def handle_exception(self, inst: BaseException) -> Any:
        """Go on, unless it comes again and again, or recovering fails too.

        Kivy may ask several times about one error, while it passes through its loops.
        """
        if self._last[0] is not inst:
            self._last = (inst, self._verdict(inst))
        return self._last[1]

    def _verdict(self, inst: BaseException) -> Any:
        if not isinstance(inst, Exception):
            return ExceptionManager.RAISE
        now = self._clock()
        self._errors = [at for at in self._errors if now - at < WITHIN_SECONDS] + [now]
        if len(self._errors) > MOST:
            return ExceptionManager.RAISE
        logging.getLogger("kiosk").error("Unexpected error", exc_info=inst)
        try:
            self._recover(inst)
        except Exception:  # noqa: BLE001  the event boundary: the first error is what is raised
            return ExceptionManager.RAISE
        return ExceptionManager.PASS


def watch(window: Any) -> None:
    """Recover in this window, if it knows how to; else errors end the program, as always."""
    recover = getattr(window, "recover", None)
    if recover is not None:
        ExceptionManager.add_handler(Recovery(recover))

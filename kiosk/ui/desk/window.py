"""The consultant's window: screens from the flow, keys of the hand scanner, dropped pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow, Files, Result, Work
from kiosk.devices.scanner import KeyStream, character
from kiosk.i18n import Translator
from kiosk.ui.desk.frame import Frame
from kiosk.ui.desk.parts import DeskButton, Line
from kiosk.ui.desk.scan import scan_screen
from kiosk.ui.desk.scroll import DeskScroll, settle
from kiosk.ui.desk.sizes import SMALLEST as SMALLEST  # noqa: PLC0414 also said by the window
from kiosk.ui.desk.strip import Strip
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.surface import Surface
from kiosk.ui.widgets.tappable import chain, tappables

DESIGN = (1366, 768)

LOOK_SECONDS = 0.05
"""How often the silence after a key is looked at, while keys come."""
LONGEST_LOOK = 0.1
"""A longer pause between two looks is this window's own, not the scanner's."""
LATE_SECONDS = 0.4
"""Work that takes longer is told."""
WHOLE_CODE = 863
"""Keys of a code: KR1 and 860 digits."""

_UP, _DOWN, _PAGE_UP, _PAGE_DOWN, _ESCAPE, _BACKSPACE = 273, 274, 280, 281, 27, 8


class DeskWindow(Surface):
    """Shows what the flow says, and is built anew whenever that changes.

    ``translators`` makes the translator of a language code; ``practice`` says that the site is for
    practice, on every screen; ``clipboard`` gives the text that was copied, "" for none.
    """

    def __init__(
        self,
        theme: Theme,
        translators: Callable[[str], Translator],
        flow: DeskFlow,
        practice: bool,
        clipboard: Callable[[], str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.flow, self.practice = flow, practice
        self._translators, self._clipboard = translators, clipboard or _clipboard
        self._base = theme
        self._stream, self._ticking = KeyStream(), None
        self._observed = 0.0
        self._strip: Strip | None = None
        self._late: Any = None
        self._hovered: DeskButton | Line | None = None
        super().__init__(theme, **kwargs)
        self.size = Window.size
        flow.on_change = self.refresh
        self.bind(size=self._resized)
        self.refresh()

    # -- what is shown

    def refresh(self) -> None:
        """Build the screen from the flow."""
        self.t = t = self._translators(self.flow.language)
        language = t.language
        theme = replace(
            self._base,
            direction=language.direction,
            family=language.font,
            language=language.code,
            calm=self._base.calm or self._same_kind(),
        )
        self._shown = type(self.flow.screen)
        self._hovered = None
        frame = Frame(theme, t, self.flow, self.practice, self._body(theme, t))
        frame.size = self.size
        settle(frame)
        self.show(frame, theme)
        self._strip = None
        self._tell_work()

    def _same_kind(self) -> bool:
        """Only a change to another screen moves."""
        return getattr(self, "_shown", None) is type(self.flow.screen)

    def _body(self, theme: Theme, t: Translator) -> Widget:
        screen = self.flow.screen
        if isinstance(screen, Result):
            from kiosk.ui.desk.result import result_screen  # the first screen comes without it

            return result_screen(theme, t, screen)
        if isinstance(screen, Files):
            from kiosk.ui.desk.files import files_screen

            return files_screen(theme, t, self.flow, screen)
        return scan_screen(theme, t, self.flow, self.paste)

    def _resized(self, *_args: Any) -> None:
        settle(self)

    # -- acts

    def paste(self) -> None:
        """Take what the clipboard holds."""
        self._start(lambda: self.flow.pasted(self._clipboard()))

    def dropped(self, _window: Any, name: bytes | str, *_at: Any) -> bool:
        """A file was dropped on the window."""
        self._start(lambda: self.flow.open_picture(Path(os.fsdecode(name))))
        return True

    def _start(self, act: Callable[[], object]) -> None:
        act()
        self._tell_work()

    # -- work that takes a while

    def _tell_work(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if self.flow.work is not None:
            self._late = Clock.schedule_once(self._work_is_late, LATE_SECONDS)

    def _work_is_late(self, _dt: float) -> None:
        self._late = None
        work = self.flow.work
        if work is not None:
            self._say(self._work_words(work))

    def _work_words(self, work: Work) -> str:
        _ = self.t.gettext
        return {
            Work.OPENING: _("Opening the result"),
            Work.PICTURE: _("Looking for the code in the picture"),
            Work.FOLDER: _("Opening the folder"),
        }[work]

    def _say(self, words: str, share: float | None = None) -> None:
        if self._strip is not None and self._strip.words == words and share is not None:
            self._strip.reach(share)
            return
        self._hush()
        self._strip = Strip(self.theme, words, share)
        self._strip.pos_hint = {"center_x": 0.5, "y": 0.09}
        self.add_widget(self._strip)

    def _hush(self) -> None:
        if self._strip is not None:
            self.remove_widget(self._strip)
            self._strip = None

    # -- keys

    def on_key(
        self, window: Any, key: int, code: int, text: str | None, modifiers: list[str]
    ) -> bool:
        """A key went down: of the hand scanner on every screen, else one of ours."""
        if {"ctrl", "meta"} & set(modifiers):
            return self._shortcut(key)
        scanning = self._stream.scanning
        finished = self._stream.key(character(key), self._observed)
        if finished is not None:
            self._scanned(finished)
        elif self._stream.collecting:
            self._listen_for_silence()
        if scanning or finished is not None:
            return True
        return self._own_key(key) or super().on_key(window, key, code, text, modifiers)

    def _shortcut(self, key: int) -> bool:
        acts = {ord("v"): self.paste, ord("o"): self.flow.look_for_picture}
        act = acts.get(key)
        if act is None:
            return False
        self._start(act)
        return True

    def _own_key(self, key: int) -> bool:
        screen = self.flow.screen
        if key in (_UP, _DOWN):
            self.move_focus(1 if key == _DOWN else -1)
        elif key in (_PAGE_UP, _PAGE_DOWN):
            for scroll in self.walk(restrict=True):
                if isinstance(scroll, DeskScroll):
                    scroll.turn(1 if key == _PAGE_DOWN else -1)
        elif key == _ESCAPE and isinstance(screen, Files):
            self.flow.show_scan()
        elif key == _BACKSPACE and isinstance(screen, Files) and screen.listing.parent is not None:
            parent = screen.listing.parent
            self._start(lambda: self.flow.look_for_picture(parent))
        else:
            return False
        return True

    def _listen_for_silence(self) -> None:
        if self._ticking is None:
            self._ticking = Clock.schedule_interval(self._look, LOOK_SECONDS)

    def _look(self, dt: float) -> bool:
        """Time that this window was busy itself is not counted as silence."""
        self._observed += min(dt, LONGEST_LOOK)
        finished = self._stream.silence(self._observed)
        if finished is not None:
            self._scanned(finished)
        elif self._stream.scanning:
            words = self.t.gettext("Reading the code from the scanner")
            if self._observed - self._stream.began > LATE_SECONDS:
                self._say(words, self._stream.received / WHOLE_CODE)
        if self._stream.collecting:
            return True
        self._ticking = None
        return False

    def _scanned(self, text: str) -> None:
        self._hush()
        self._start(lambda: self.flow.scanned(text))

    # -- mouse

    def _mouse(self, _window: Any, at: tuple[float, float]) -> None:
        hovered = self._under(*at)
        if hovered is not self._hovered:
            if self._hovered is not None:
                self._hovered.hovered = False
            if hovered is not None:
                hovered.hovered = True
            self._hovered = hovered

    def _under(self, x: float, y: float) -> DeskButton | Line | None:
        """What lies under the mouse, and is not scrolled away there."""
        for widget in tappables(self.top or self):
            if isinstance(widget, DeskButton | Line) and widget.collide_point(x, y):
                holders = [w for w in chain(widget) if isinstance(w, DeskScroll)]
                if all(holder.collide_point(x, y) for holder in holders):
                    return widget
        return None

    def _listen(self, _self: Any, parent: Any) -> None:
        super()._listen(_self, parent)
        if parent is None:
            Window.unbind(on_drop_file=self.dropped, mouse_pos=self._mouse)
        else:
            Window.bind(on_drop_file=self.dropped, mouse_pos=self._mouse)


def _clipboard() -> str:
    from kivy.core.clipboard import Clipboard

    text: str = Clipboard.paste()
    return text or ""

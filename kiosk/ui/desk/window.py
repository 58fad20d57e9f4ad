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

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Files, Work
from kiosk.devices.usb import LOOK_SECONDS
from kiosk.i18n import Translator
from kiosk.ui.desk.bodies import body
from kiosk.ui.desk.frame import Frame
from kiosk.ui.desk.scanning import LATE_SECONDS, ScannerKeys
from kiosk.ui.desk.scroll import DeskScroll, settle
from kiosk.ui.desk.sizes import SMALLEST as SMALLEST  # noqa: PLC0414 also said by the window
from kiosk.ui.desk.strip import Strip
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.surface import Surface
from kiosk.ui.widgets.tappable import Tappable, chain, tappables

DESIGN = (1366, 768)

NARROW = 1200
"""Pixels of width under which the header leaves the name out."""
TICK_SECONDS = 0.25
"""How often a screen that tells how far something is looks again."""

_UP, _DOWN, _PAGE_UP, _PAGE_DOWN = 273, 274, 280, 281
_ESCAPE, _BACKSPACE, _SPACE = 27, 8, 32


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
        self._keys = ScannerKeys(self._scanned, self._scan_is_slow)
        self._strip: Strip | None = None
        self._body: Widget | None = None
        self._late: Any = None
        self._hovered: Any = None
        super().__init__(theme, **kwargs)
        self.size = Window.size
        self._watching: Any = None
        self._ticking: Any = None
        flow.on_change, flow.on_work = self.refresh, self._tell_work
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
        same, self._shown = self._same_kind(), type(self.flow.screen)
        focused = self.focus_target.key if same and self.focus_target is not None else None
        self._hovered = None
        self._narrow = self.width < NARROW
        shown = self._body = body(
            theme, t, self.flow, self.paste, narrow=self._narrow, before=self._body
        )
        frame = Frame(theme, t, self.flow, self.practice, shown, narrow=self._narrow)
        frame.size = self.size
        settle(frame)
        self.show(frame, theme)
        self._strip = None
        self._attend(shown, focused)
        self._live(shown)
        self._tell_work()
        self._mouse(Window, Window.mouse_pos)  # it lies still, and what is under it is new

    def _attend(self, shown: Widget, focused: str | None) -> None:
        """Put the focus where it was, if the screen is the same; else where the screen wants it."""
        overlay = getattr(shown, "overlay", None)
        if overlay is not None:
            self.open(overlay)
            self.focus(overlay.keep)
            return
        if getattr(shown, "anew", False):
            focused = None
        same = [stop for stop in tappables(self) if stop.key == focused and stop.takes_press]
        if focused is not None and same:
            self.focus(same[0])
        elif getattr(shown, "first", None) is not None:
            self.focus(shown.first)

    def focus(self, target: Tappable | None) -> None:
        """A field takes what is typed while it has the focus, and only then."""
        super().focus(target)
        self.editing = getattr(target, "field", None)

    def _live(self, shown: Widget) -> None:
        """A screen that tells how far something is looks again by itself."""
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None
        tick = getattr(shown, "tick", None)
        if tick is not None:
            self._ticking = Clock.schedule_interval(lambda _dt: tick(), TICK_SECONDS)

    def _same_kind(self) -> bool:
        """Only a change to another screen moves."""
        return getattr(self, "_shown", None) is type(self.flow.screen)

    def _resized(self, *_args: Any) -> None:
        if (self.width < NARROW) is not self._narrow:
            self.refresh()
        else:
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
            Work.LIST: _("Reading the list"),
            Work.SEARCH: _("Looking for results"),
            Work.ERASING: _("Erasing"),
            Work.UNLOCKING: _("Unlocking"),
            Work.SITE: _("Reading the site"),
            Work.SIGNING: _("Signing"),
            Work.WRITING: _("Writing"),
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
            return self._shortcut(key) or super().on_key(window, key, code, text, modifiers)
        if self._hears_scans and self._keys.key(key):
            return True
        if self.editing is not None and key == _SPACE:
            return True  # it comes as text
        return self._own_key(key) or super().on_key(window, key, code, text, modifiers)

    def on_text(self, _window: Any, text: str) -> bool:
        """A real keyboard wrote text, a blank among it."""
        if self.editing is None:
            return False
        self.editing.insert(text)
        return True

    @property
    def _hears_scans(self) -> bool:
        """Nobody types words: a field of digits takes eight, and a code goes on to the desk."""
        return self.editing is None or bool(getattr(self.editing, "digits", False))

    def _shortcut(self, key: int) -> bool:
        acts = {ord("v"): self.paste, ord("o"): self.flow.look_for_picture}
        act = acts.get(key)
        if act is None or self.editing is not None:
            return False
        self._start(act)
        return True

    def _own_key(self, key: int) -> bool:
        screen = self.flow.screen
        if self.top is not self.screen:
            return False  # an overlay has its own way back
        if key in (_UP, _DOWN):
            self.move_focus(1 if key == _DOWN else -1)
        elif key in (_PAGE_UP, _PAGE_DOWN):
            for scroll in self.walk(restrict=True):
                if isinstance(scroll, DeskScroll):
                    scroll.turn(1 if key == _PAGE_DOWN else -1)
        elif key == _ESCAPE:
            self.flow.back()
        elif key == _BACKSPACE and isinstance(screen, Files) and screen.listing.parent is not None:
            parent = screen.listing.parent
            self._start(lambda: self.flow.look_into(parent, screen.wanted))
        else:
            return False
        return True

    def _scanned(self, text: str) -> None:
        self._hush()
        self._start(lambda: self.flow.scanned(text))

    def _scan_is_slow(self, share: float) -> None:
        self._say(self.t.gettext("Reading the code from the scanner"), share)

    # -- mouse

    def _mouse(self, _window: Any, at: tuple[float, float]) -> None:
        hovered = self._under(*at)
        if hovered is not self._hovered:
            if self._hovered is not None:
                self._hovered.hovered = False
            if hovered is not None:
                hovered.hovered = True
            self._hovered = hovered

    def _mouse_left(self, _window: Any) -> None:
        self._mouse(_window, (-1, -1))

    def _under(self, x: float, y: float) -> Any:
        """What lies under the mouse and shows it, and is not scrolled away there."""
        for widget in tappables(self.top or self):
            if hasattr(widget, "hovered") and widget.collide_point(x, y):
                holders = [w for w in chain(widget) if isinstance(w, DeskScroll)]
                if all(holder.collide_point(x, y) for holder in holders):
                    return widget
        return None

    def _listen(self, _self: Any, parent: Any) -> None:
        super()._listen(_self, parent)
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        if parent is None:
            Window.unbind(
                on_drop_file=self.dropped, mouse_pos=self._mouse, on_cursor_leave=self._mouse_left
            )
        else:
            Window.bind(
                on_drop_file=self.dropped, mouse_pos=self._mouse, on_cursor_leave=self._mouse_left
            )
            self._watching = Clock.schedule_interval(self._look_for_sticks, LOOK_SECONDS)

    def _look_for_sticks(self, _dt: float) -> None:
        if self.flow.sync is not None:
            self.flow.sync.look()


def _clipboard() -> str:
    from kivy.core.clipboard import Clipboard

    text: str = Clipboard.paste()
    return text or ""

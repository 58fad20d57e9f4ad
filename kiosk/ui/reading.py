"""Reads a screen aloud, from the top down, and marks what is being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from kiosk.ui.simulator.band import PracticeBand
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets import patches
from kiosk.ui.widgets.surface import Surface
from kiosk.ui.widgets.tappable import Tappable, chain, logical_children

if TYPE_CHECKING:  # loaded when somebody wants to listen
    from kiosk.speech.speaker import Speaker

Rect = tuple[float, float, float, float]
"""Left, lower, width, height in the window."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read of one widget, in which language."""

    widget: Widget
    text: str
    language: str


def passages(roots: Sequence[Widget]) -> list[Passage]:
    """All there is to read, in reading order; that it is practice comes last."""
    found: list[Passage] = []
    for passage in (passage for root in roots for passage in _walk(root)):
        # A field and the label above it are one thing to hear.
        named = found and hasattr(passage.widget, "field") and found[-1].text == passage.text
        if not named:
            found.append(passage)
    return sorted(found, key=lambda p: any(isinstance(w, PracticeBand) for w in chain(p.widget)))


def _walk(widget: Widget) -> Iterator[Passage]:
    if widget.opacity == 0 or getattr(widget, "unread", False):
        return
    if isinstance(widget, Tappable) and hasattr(widget.parent, "reveal"):
        return  # turns a page: whoever listens is led through all of them
    own = _words(widget)
    if own.strip():
        yield Passage(widget, own, _language(widget))
    if not isinstance(widget, Tappable):
        for child in logical_children(widget):
            yield from _walk(child)


def _words(widget: Widget) -> str:
    """Of a control what it says of itself, of a text what is written; what is typed is never read.

    EN 301 549 5.1.3.8: a field tells its name, and no dot or letter of what stands in it.
    """
    field = getattr(widget, "field", None)
    if field is not None and hasattr(field, "label_text"):
        return str(field.label_text)
    speech = getattr(widget, "speech", None)
    if isinstance(speech, str):
        return speech
    return str(widget.text) if isinstance(widget, TextLabel) else ""


def _language(widget: Widget) -> str:
    """EN 301 549 5.1.3.14: the language that is shown."""
    label = getattr(widget, "label", None)
    for source in (widget, label):
        if language := getattr(source, "language", None):
            return str(language)
    themed = next((w for w in chain(widget) if hasattr(w, "theme")), None)
    return str(themed.theme.language) if themed else "da"


class Reader:
    """Starts and stops reading for the buttons of a surface.

    ``speaker`` is called when somebody first wants to listen; None where there is no voice.
    ``on_fault`` is told, once a reading, that something could not be said.
    """

    def __init__(
        self,
        surface: Surface,
        speaker: Callable[[], Speaker] | None,
        on_listened: Callable[[], object] = lambda: None,
        on_fault: Callable[[], object] = lambda: None,
    ) -> None:
        self._surface, self._make, self._on_listened = surface, speaker, on_listened
        self._on_fault, self._faultless = on_fault, True
        self._speaker: Speaker | None = None
        self._marker: Marker | None = None
        self._on_end: Callable[[], object] = lambda: None
        self.stopped_by_touch = False
        """The last touch found it reading: that touch was meant for nothing else."""

    @property
    def usable(self) -> bool:
        """False as soon as it is known that nothing can be said on this tablet."""
        if self._make is None:
            return False
        return self._speaker is None or self._speaker.usable

    @property
    def busy(self) -> bool:
        """It reads."""
        return self._speaker is not None and self._speaker.busy

    def touched(self) -> None:
        """EN 301 549 5.1.3.5: whatever is tapped, speech stops."""
        self.stopped_by_touch = self.busy
        self.stop()

    def toggle(
        self,
        roots: Callable[[], Sequence[Widget]] | None,
        on_start: Callable[[], object],
        on_end: Callable[[], object],
    ) -> bool:
        """Read, unless the same tap has just stopped it; False where nothing can be said."""
        if self.stopped_by_touch:
            self.stopped_by_touch = False
            return True
        speaker = self._speak_with()
        self._faultless = True
        if speaker is None:
            self._fault()
            return False
        speaker.on_unsaid = self._fault
        top = self._surface.top
        read = passages(roots() if roots else [top] if top else [])
        said = [(p, speaker.source.phrase(p.text, p.language)) for p in read]
        turns = [(passage, phrase) for passage, phrase in said if phrase is not None]
        on_start()
        self._on_end = on_end
        self._on_listened()
        speaker.play([phrase for _p, phrase in turns], lambda at: self._turn(turns, at))
        return True

    def stop(self) -> None:
        """Be silent."""
        if self._speaker is not None:
            self._speaker.stop()

    def reset(self) -> None:
        """For the next citizen."""
        self.stopped_by_touch = False
        if self._speaker is not None:
            self._speaker.reset()

    def _fault(self, *_args: object) -> None:
        if self._faultless:
            self._faultless = False
            self._on_fault()

    def _speak_with(self) -> Speaker | None:
        if self._speaker is None and self._make is not None:
            self._speaker = self._make()
        return self._speaker if self.usable else None

    def _turn(self, turns: Sequence[tuple[Passage, Any]], at: int | None) -> bool:
        if self._marker is not None:
            self._marker.remove()
            self._marker = None
        if at is None:
            self._on_end()
            self._on_end = lambda: None
            return True
        widget = turns[at][0].widget
        if not any(holder is self._surface for holder in chain(widget)):
            return False  # the screen has moved on: what is left to read is no longer there
        for holder in chain(widget):
            if hasattr(holder, "reveal"):
                holder.reveal(widget)
        self._marker = Marker(self._surface, widget)
        return True


class Marker:
    """A ring around what is being read, like the focus, over everything else."""

    _OUT, _INNER, _OUTER = 7, 4, 3

    def __init__(self, surface: Surface, widget: Widget) -> None:
        self.surface, self.widget = surface, widget
        self._group = InstructionGroup()
        surface.canvas.after.add(self._group)
        self._again = Clock.create_trigger(self._draw, -1)
        self._holders = [w for w in chain(widget) if w is not surface]
        for holder in self._holders:  # where it ends up is known when all that holds it is laid out
            holder.fbind("pos", self._again)
            holder.fbind("size", self._again)
        self._draw()

    def remove(self) -> None:
        """Take it away."""
        self._again.cancel()
        for holder in self._holders:
            holder.funbind("pos", self._again)
            holder.funbind("size", self._again)
        self.surface.canvas.after.remove(self._group)

    @property
    def rect(self) -> Rect | None:
        """What is seen of the widget; None if nothing is."""
        left, low, right, top = _bounds(self.widget)
        for holder in self._holders:
            if isinstance(holder, StencilView) and holder is not self.widget:
                left, low = max(left, holder.x), max(low, holder.y)
                right, top = min(right, holder.right), min(top, holder.top)
        return (left, low, right - left, top - low) if right > left and top > low else None

    def _draw(self, *_args: object) -> None:
        self._group.clear()
        rect = self.rect
        if rect is None:
            return
        theme = self.surface.theme
        out = theme.px(self._OUT)
        inner, outer = theme.hairline(self._INNER), theme.hairline(self._OUTER)
        x, y, width, height = rect
        rings = (("focus_outer", out, outer), ("focus_inner", out - outer, inner))
        for color, away, thick in rings:
            box = (x - away, y - away, width + 2 * away, height + 2 * away)
            self._group.add(Color(*theme.color(color)))
            self._group.add(patches.outlined(box, (theme.px(12) + away,) * 4, thick))


def _bounds(widget: Widget) -> Rect:
    """Left, lower, right, upper: of a text only as far as it is written."""
    if isinstance(widget, TextLabel):
        return widget.inked
    return widget.x, widget.y, widget.right, widget.top

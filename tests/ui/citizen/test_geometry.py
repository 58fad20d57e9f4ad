"""What a finger and an eye need, on every screen of a visit, in all sizes, colours, directions."""

from __future__ import annotations

from itertools import combinations

import pytest
from kivy.core.window import Window
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from kiosk.domain.task import Assessments
from kiosk.ui.driver import Box, Driver
from kiosk.ui.simulator.band import PracticeBand
from kiosk.ui.text.label import TextLabel
from kiosk.ui.text.layout import SOFT_HYPHEN
from kiosk.ui.theme import CONTROL_MM, GAP_MM
from kiosk.ui.widgets.tappable import Tappable, chain, tappables
from tests.shipped import shipped
from tests.tour import Tour, Variant
from tests.variants import counted_once, variants

Rect = tuple[float, float, float, float]
"""Left, lower, right, upper."""

ROUNDING_PX = 1.5
"""Positions are whole pixels."""
PANEL = ("task.finished", "help", "pause", "card", "listen")
OVERLAYS = ("-card", "card-overlay", "help-", "pause", "idle")


@pytest.fixture(scope="module")
def assessments() -> Assessments:
    return shipped()


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are looked at, not pixels: a third of the time goes without letters."""
    monkeypatch.setattr("kiosk.ui.text.label.text_texture", lambda *_: None)


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("variant", counted_once(variants()), ids=lambda variant: variant.name)
def test_every_screen_can_be_read_and_tapped(
    window: Driver, assessments: Assessments, variant: Variant
) -> None:
    tour = Tour(window, assessments, variant)
    seen, panel = set(), {}
    try:
        for name in tour.screens(all_steps=False):
            window.frames(2)
            seen.add(name)
            look = Look(tour, name)
            look.at_fingers()
            look.at_texts()
            look.at_order()
            look.at_band()
            if name.endswith("-0") and not name.startswith("help"):
                panel[name] = look.places(PANEL)
    finally:
        tour.close()
    assert {"welcome", "go-on", "code", "thanks", "trouble"} <= seen
    assert any(name.endswith("-keyboard") for name in seen)
    assert len(panel) == sum(len(service.tasks) for service in assessments.services)
    assert len(set(map(str, panel.values()))) == 1, "WCAG 3.2.3: the same places in every task"


class Look:
    """One screen, looked at; every complaint names the variant and the screen."""

    def __init__(self, tour: Tour, name: str) -> None:
        self.tour, self.name = tour, name
        self.px_per_mm = tour.theme.px_per_mm
        self.top: Widget = tour.window.surface.top

    def where(self, *what: object) -> str:
        return f"{self.tour.variant.name} {self.name}: {' '.join(map(str, what))}"

    def at_fingers(self) -> None:
        """VVSG 7.2-I: large enough, far enough apart, inside the window."""
        boxes = self.tour.driver.boxes(self.px_per_mm)
        rounding = ROUNDING_PX / self.px_per_mm
        right, low = (size / self.px_per_mm + rounding for size in Window.size)
        assert boxes, self.where("nothing to tap")
        for box in boxes:
            assert min(box.width, box.height) >= CONTROL_MM - rounding, self.where(box)
            assert box.left >= -rounding, self.where(box)
            assert box.top >= -rounding, self.where(box)
            assert box.left + box.width <= right, self.where(box)
            assert box.top + box.height <= low, self.where(box)
        for one, other in combinations(boxes, 2):
            assert one.gap(other) >= GAP_MM - rounding, self.where(one, other)

    def at_texts(self) -> None:
        """WCAG 1.4.4: nothing cut off, nothing over something else."""
        shown = [(label, seen(label)) for label in self.labels()]
        rects = [(label, rect) for label, rect in shown if rect is not None]
        for label, rect in rects:
            left, low, right, top = label.inked
            x, y = label.to_window(left, low)
            whole = (x, y, x + right - left, y + top - low)
            assert rect[0] <= whole[0] + 1, self.where("cut at the left:", label.text)
            assert rect[2] >= whole[2] - 1, self.where("cut at the right:", label.text)
            assert whole_lines(label, rect), self.where("a line is cut in two:", label.text)
            assert whole_words(label), self.where("a word is broken:", label.text)
        for (one, a), (other, b) in combinations(rects, 2):
            assert not over(a, b), self.where("overlap:", one.text, "/", other.text)

    def at_order(self) -> None:
        """WCAG 2.4.6, 3.2.6, EN 301 549 5.1.3: one title, help, and speech for all."""
        for control in tappables(self.top):
            assert control.speech.strip(), self.where(control.key, "says nothing")
        titles = [label for label in self.labels() if label.role in ("title", "display")]
        if not self.is_overlay and not self.tour.run():
            assert len(titles) == 1, self.where([label.text for label in titles])
        if not self.is_overlay:
            assert self.tour.driver.has("help"), self.where("no help")

    def at_band(self) -> None:
        """A practice site says so on every screen."""
        everything = self.tour.window.surface.walk()
        assert any(isinstance(one, PracticeBand) for one in everything), self.where("no band")

    @property
    def is_overlay(self) -> bool:
        return self.top is not self.tour.window.surface.screen

    def labels(self) -> list[TextLabel]:
        here = set(self.top.walk(restrict=True))
        return [label for label in self.tour.driver.labels() if label in here]

    def places(self, keys: tuple[str, ...]) -> list[Box]:
        return [box for box in self.tour.driver.boxes(self.px_per_mm) if box.key in keys]


def seen(label: TextLabel) -> Rect | None:
    """The part of a text that is inside all that clips it; None if nothing is."""
    left, low, right, top = label.inked
    x, y = label.to_window(left, low)
    rect = (x, y, x + right - left, y + top - low)
    clips = [(0.0, 0.0, float(Window.width), float(Window.height))]
    for holder in chain(label):
        if isinstance(holder, StencilView):
            hx, hy = holder.to_window(*holder.pos)
            clips.append((hx, hy, hx + holder.width, hy + holder.height))
    for clip in clips:
        rect = (
            max(rect[0], clip[0]), max(rect[1], clip[1]),
            min(rect[2], clip[2]), min(rect[3], clip[3]),
        )  # fmt: skip
    return rect if rect[2] - rect[0] > 1 and rect[3] - rect[1] > 1 else None


def whole_lines(label: TextLabel, rect: Rect) -> bool:
    """Each line of a text is seen whole or not at all."""
    for upper, lower in label.line_boxes():
        _, low = label.to_window(0, lower)
        high = low + upper - lower
        shown = min(high, rect[3]) - max(low, rect[1])
        if 2 < shown < high - low - 2:
            return False
    return True


def whole_words(label: TextLabel) -> bool:
    """A word on a control goes on in the next line only after a hyphen or a point."""
    if not isinstance(label.parent, Tappable):
        return True
    lines = label.lines_at(label.width)
    words = label.text.replace(SOFT_HYPHEN, "").split()
    return all(line.split()[-1] in words or line[-1] in "-.@/" for line in lines if line)


def over(a: Rect, b: Rect) -> bool:
    """Two texts lie over each other by more than the room around their letters."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    along = min(a[3], b[3]) - max(a[1], b[1])
    return across > 2 and along > 0.25 * min(a[3] - a[1], b[3] - b[1])


@pytest.mark.untraced
def test_a_control_is_never_partly_scrolled_away(window: Driver, assessments: Assessments) -> None:
    tour = Tour(window, assessments, Variant("XL"))
    try:
        for name in tour.screens(all_steps=False):
            window.frames(2)
            for key in window:
                control = window.find(key)
                assert whole(control), f"{name}: {key}"
    finally:
        tour.close()


def whole(control: Tappable) -> bool:
    return all(
        holder.y - 1 <= control.y and control.top <= holder.top + 1
        for holder in chain(control)
        if isinstance(holder, StencilView)
    )

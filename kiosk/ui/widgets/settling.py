"""Lays a new screen out before its first frame."""

from __future__ import annotations

from kivy.uix.layout import Layout
from kivy.uix.widget import Widget


def settle(screen: Widget, size: tuple[float, float]) -> None:
    """From the top down, once; heights that come from below follow by themselves.

    Else every box is laid out at Kivy's first 100 pixels, and what is in it with it, before its own
    size is known.
    """
    screen.size = size
    for widget in screen.walk(restrict=True):
        if isinstance(widget, Layout):
            widget.do_layout()

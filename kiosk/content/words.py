"""A way of events in the author's words: what stands on the control that is tapped."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.simulation.view import Component, Kind
from kiosk.domain.task import Form
from kiosk.domain.text import Text


def source(_key: str, text: str) -> str:
    """A lookup that says every text as the author wrote it."""
    return text


def said(text: Text | None) -> str:
    """The text in the language in which it was written, its slots filled."""
    return " ".join(text.say(source).split()) if text is not None else ""


def taps(form: Form, path: Iterable[str]) -> tuple[str, ...]:
    """Each event as the tap, the typing or the pause that makes it."""
    return tuple(tap(form, event) for event in path)


def tap(form: Form, event: str) -> str:
    """``"Log ind" (browser.front)``; what is typed is named by its class."""
    found = form.component_of(event)
    if found is None:
        return f"time passes: {event.partition('/')[2]}"
    view, component = found
    return f"{_label(event, component)} ({view.key})"


def _label(event: str, component: Component) -> str:
    if component.kind is Kind.BACK:
        return "the arrow back"
    label = f'"{said(component.text)}"'
    if component.kind is Kind.FIELD:
        return f"{label}: {event.rpartition('=')[2]}"
    option = next((o for o in component.options if o.event == event), None)
    return f'{label}: "{said(option.text)}"' if option else label

"""Fields of a service: what is typed stays here; its class goes out when a field is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.domain.simulation.view import Component, View
from kiosk.domain.task import Form
from kiosk.ui.simulator.blocks import Block
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.field import Field


class Entry(Block):
    """A field with its label above it, placed at once."""

    def __init__(self, theme: Theme, view: View, component: Component, label: str) -> None:
        super().__init__()
        self.theme, self.view, self.component = theme, view, component
        self.key = f"{view.key}/{component.id}"
        self.field = Field(
            theme, self.key, label, kind=component.keys, masked=component.hidden,
            language=theme.language, size_hint=(None, None),
        )  # fmt: skip
        self.add_widget(self.field)

    def measure(self, width: float) -> float:
        field = self.field
        heights = []
        for child in reversed(field.children):
            child.width = width
            heights.append(child.height)
        return float(sum(heights) + field.spacing * (len(heights) - 1))

    def settle(self) -> None:
        self.field.size = self.size
        self.field.pos = self.pos
        self.field.do_layout()


@dataclass(slots=True)
class _Draft:
    """A text that somebody typed, and the class that was told of it: None before it is left."""

    text: str
    told: str | None = None


class Drafts:
    """Typed texts by variable, kept nowhere but here, and forgotten with the stage."""

    def __init__(self, send: Callable[[str], object]) -> None:
        self._send = send
        self._drafts: dict[str, _Draft] = {}
        self._known: Mapping[str, str] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._drafts.clear()
        self._known = {}

    def text(self, variable: str) -> str:
        """What stands in the field of a variable.

        Where nobody has typed yet it is the known input that the service stands at: what a task
        begins with, or what was there before a power cut.
        """
        draft = self._drafts.get(variable)
        return draft.text if draft else self._known.get(variable, "")

    def stand(self, form: Form, values: Mapping[str, str]) -> None:
        """The service stands at these values; texts that it has set back are forgotten."""
        first = form.model.start
        for variable, draft in list(self._drafts.items()):
            value = values.get(variable)
            if draft.told not in (None, value) and value == first.get(variable):
                del self._drafts[variable]
        self._known = {
            variable: known[values[variable]]
            for variable, known in form.inputs.items()
            if values[variable] in known
        }

    def type(self, variable: str, text: str) -> None:
        """Keep what a field shows, until it is left."""
        self._drafts[variable] = _Draft(text)

    def leave(self, form: Form, entry: Entry) -> None:
        """Tell the class of a text that has changed since it was last told."""
        component = entry.component
        variable = component.variable or ""
        draft = self._drafts.get(variable)
        if draft is None or draft.told is not None:
            return
        draft.told = form.typed(variable, draft.text)
        self._send(component.typed(entry.view, draft.told))

"""The fields of a stage: one for each component, and the one that is typed into."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kivy.uix.widget import Widget

from kiosk.domain.simulation.view import Component, View
from kiosk.domain.task import Form
from kiosk.i18n import Translator
from kiosk.ui.simulator.entry import Drafts, Entry
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.field import Field
from kiosk.ui.widgets.tappable import surface_of


class Fields:
    """What is typed is kept here alone.

    ``open_keyboard`` is called with a field that was tapped, ``close_keyboard`` when it is left,
    ``on_start`` when it has to be seen.
    """

    def __init__(
        self,
        stage: Widget,
        theme: Theme,
        service: Translator,
        on_event: Callable[[str], object],
        open_keyboard: Callable[[Field], object],
        close_keyboard: Callable[[], object],
        on_start: Callable[[], object],
    ) -> None:
        self._stage, self._theme, self._service = stage, theme, service
        self._open_keyboard, self._close_keyboard = open_keyboard, close_keyboard
        self._on_start = on_start
        self._drafts = Drafts(on_event)
        self._entries: dict[str, Entry] = {}
        self._form: Form | None = None
        self.typing: Entry | None = None
        """The field that is typed into."""

    def begin(self, form: Form) -> None:
        """Another form: nothing of the one before is left."""
        if self.typing is not None:
            self._stop(self.typing)
        self._form = form
        self._drafts.clear()
        self._entries.clear()

    def stand(self, values: Mapping[str, str]) -> None:
        """The service stands at these values."""
        if self._form is not None:
            self._drafts.stand(self._form, values)

    def refresh(self) -> None:
        """Show in every field what stands in it now."""
        for entry in self._entries.values():
            text = self._drafts.text(entry.component.variable or "")
            if entry.field.text != text:
                entry.field.text = text

    def field(self, view: View, component: Component) -> Entry:
        """The field of a component: the same one as long as its view is shown."""
        key = f"{view.key}/{component.id}"
        entry = self._entries.get(key)
        if entry is None:
            label = self._service.say(component.text) if component.text else ""
            entry = self._entries[key] = Entry(self._theme, view, component, label)
            variable = component.variable or ""
            entry.field.text = self._drafts.text(variable)
            entry.field.on_change = lambda text: self._drafts.type(variable, text)
            entry.field.on_submit = self.finish
            entry.field.on_edit = lambda: self._start(entry)
        return entry

    def finish(self, text: str | None = None) -> None:
        """The field is left: its class is told, the keyboard goes. ``text``: from an entry page."""
        entry = self.typing
        if entry is None:
            return
        if text is not None:
            entry.field.text = text
            self._drafts.type(entry.component.variable or "", text)
        self._stop(entry)
        if self._form is not None:
            self._drafts.leave(self._form, entry)

    def take_out(self, device: str) -> None:
        """The device is drawn anew: its fields leave their places, and keep what stands in them."""
        for entry in self._entries.values():
            if entry.parent is not None and entry.view.device == device:
                entry.parent.remove_widget(entry)

    def forget(self, device: str) -> None:
        """The view is gone: so are its fields, and what was typed but never told."""
        if self.typing is not None and self.typing.view.device == device:
            self._stop(self.typing)
        for key, entry in list(self._entries.items()):
            if entry.view.device == device:
                del self._entries[key]

    def clear(self) -> None:
        """What was typed goes."""
        self.typing = None
        self._drafts.clear()
        for entry in self._entries.values():
            entry.field.text = ""

    def _start(self, entry: Entry | None) -> None:
        if entry is self.typing or entry is None:
            return
        self.finish()
        surface = surface_of(self._stage)
        if surface is not None:
            surface.editing = entry.field
        self.typing = entry
        entry.field.editing = True
        self._open_keyboard(entry.field)
        self._on_start()

    def _stop(self, entry: Entry) -> None:
        """The keyboard goes."""
        self.typing = None
        entry.field.editing = False
        surface = surface_of(self._stage)
        if surface is not None and surface.editing is entry.field:
            surface.editing = None
        self._close_keyboard()

"""What stays in sight while typing on a page of its own: practice, what to do, the card."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.visit import Run
from kiosk.ui.citizen.page import BandHolder
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look

LINES = 2
"""Lines of the prompt: a longer one is set a step smaller."""


class EntryHead(Column):
    """The band, and below it the prompt beside the way to the practice card."""

    def __init__(self, scene: Scene, run: Run, card: Callable[[], object]) -> None:
        theme, _ = scene.theme, scene.t.gettext
        super().__init__(theme)
        prompt = TextLabel(
            theme, scene.t.say(run.form.prompt), "prompt", lines=LINES, least="label"
        )
        words = Panel(
            theme,
            Look(fill="surface"),
            padding=(40, 2 if theme.large else 8),
            spacing=8,
            size_hint_y=None,
        )
        words.bind(minimum_height=words.setter("height"))
        kind = "tile_row"
        if scene.upright:
            button = Button(theme, _("Practice card"), card, "card", "badge", kind)
            words.add_widget(prompt)
            words.add_widget(Row(theme, button))
        else:
            button = Button(theme, _("Practice card"), card, "card", "badge", kind, hug=True)
            words.add_widget(Row(theme, prompt, button, spacing=24))
        self.add_widget(BandHolder(scene))
        self.add_widget(words)

"""Text size and colours, to be chosen at any time and set back for the next citizen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.widgets.boxes import Column
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.overlay import Overlay


def text_size_card(scene: Scene) -> Overlay:
    """Four sizes, each written in words."""
    _ = scene.t.gettext
    comfort = scene.flow.comfort
    sizes = [("S", _("Small")), ("M", _("Normal")), ("L", _("Large")), ("XL", _("Very large"))]

    def choose(size: str) -> None:
        scene.close()
        scene.flow.choose_comfort(size, comfort.palette)

    return _card(scene, _("Text"), "format_size", "text_size", sizes, comfort.text_size, choose)


def colours_card(scene: Scene) -> Overlay:
    """Four palettes."""
    _ = scene.t.gettext
    comfort = scene.flow.comfort
    palettes = [
        ("light", _("Light")),
        ("dark", _("Dark")),
        ("contrast", _("White on black")),
        ("contrast_white", _("Black on white")),
    ]

    def choose(palette: str) -> None:
        scene.close()
        scene.flow.choose_comfort(comfort.text_size, palette)

    return _card(scene, _("Colours"), "contrast", "colours", palettes, comfort.palette, choose)


def _card(
    scene: Scene,
    title: str,
    icon: str,
    key: str,
    choices: Sequence[tuple[str, str]],
    now: str,
    choose: Callable[[str], None],
) -> Overlay:
    theme = scene.theme
    buttons = Column(theme, spacing=16)
    for value, words in choices:
        button = Button(
            theme, words, lambda value=value: choose(value), f"{key}.{value}", kind="choice"
        )
        button.chosen = value == now
        buttons.add_widget(button)
    return dialog(scene, title, buttons, icon=icon)

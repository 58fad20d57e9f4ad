"""Text size and colours, to be chosen at any time and set back for the next citizen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kiosk.ui.citizen.dialogs import dialog, in_columns
from kiosk.ui.citizen.scene import Scene
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
    buttons = []
    for value, words in choices:
        button = Button(scene.theme, words, partial(choose, value), f"{key}.{value}", kind="choice")
        button.chosen = value == now
        buttons.append(button)
    across = 2 if scene.theme.large and not scene.upright else 1
    return dialog(scene, title, in_columns(scene, buttons, across), icon=icon)

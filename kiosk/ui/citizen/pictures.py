"""The five pictures by which somebody is known who comes again: offered, shown, entered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kivy.uix.widget import Widget

from kiosk.domain.progress_code import GROUPS, PICTURES, Code, group, is_code
from kiosk.tablet.screens import EnterPictures, NewPictures
from kiosk.ui.citizen.dialogs import dialog, in_columns
from kiosk.ui.citizen.page import Page, icon_line, main_button, paragraph, second_button
from kiosk.ui.citizen.picture_tiles import (
    SMALL,
    SMALL_TIGHT,
    GroupTile,
    PictureLine,
    PictureLines,
    PictureTile,
    picture_card,
)
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.icons import Icon
from kiosk.ui.pictures.progress_code import ICONS
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.overlay import Overlay

ACROSS = 4
"""Tiles in a row: eight of them are in sight at once, in every size."""


def ask_screen(scene: Scene) -> Page:
    """One calm question for whoever shares; without pictures is as good an answer."""
    _, flow, theme = scene.t.gettext, scene.flow, scene.theme
    choices = [
        Button(theme, _("New pictures"), flow.draw_pictures, "pictures.new", "add", "choice"),
        Button(
            theme, _("I have pictures"), flow.enter_pictures, "pictures.enter", "apps", "choice"
        ),
    ]
    why = [
        paragraph(scene, _("Then five pictures can show what you have learnt.")),
        paragraph(scene, _("You can do without them."), color="ink_2"),
    ]
    buttons = in_columns(scene, choices, 1 if scene.upright or theme.large else 2)
    # Large, both are in sight at once, which the words before them would prevent.
    body = [buttons, *why] if theme.large else [*why, buttons]
    return Page(
        scene,
        _("Will you come again?"),
        *body,
        last=(
            _back(scene),
            main_button(
                scene,
                _("Share without pictures"),
                flow.share_without_pictures,
                "pictures.none",
                "share",
            ),
        ),
    )


def new_screen(scene: Scene, screen: NewPictures) -> Page:
    """The drawn code, large, before anything is shared."""
    _, flow = scene.t.gettext, scene.flow
    lines = [icon_line(scene, "photo_camera", _("Take a photo of them, or write them down."))]
    if not scene.theme.large:  # large, the numbers themselves have to tell it
        lines.append(icon_line(scene, "touch_app", _("Next time, begin with number 1.")))
    return Page(
        scene,
        _("Your five pictures"),
        all_pictures(scene, screen.pictures),
        *lines,
        last=(
            _back(scene),
            main_button(scene, _("Share"), flow.share_with_new_pictures, "share", "share"),
        ),
        spacing=16,
    )


def enter_screen(scene: Scene, screen: EnterPictures) -> Page:
    """Group by group and picture by picture; at last the whole code once more."""
    if is_code(screen.entered):
        return _entered(scene, screen.entered)
    _, theme, flow = scene.t.gettext, scene.theme, scene.flow
    tiles: list[Button]
    if screen.group is None:
        tight = SMALL_TIGHT if scene.upright or theme.rtl else SMALL
        tiles = [
            GroupTile(theme, _(name), partial(flow.open_group, number), f"group.{number}",
                      [ICONS[picture] for picture in group(number)],
                      tight)
            for number, name in enumerate(GROUPS)
        ]  # fmt: skip
    else:
        tiles = [
            PictureTile(theme, _(PICTURES[picture]), partial(flow.tap_picture, picture),
                        f"picture.{picture}", ICONS[picture])
            for picture in group(screen.group)
        ]  # fmt: skip
    narrow = scene.upright and (theme.large or screen.group is None)
    across = ACROSS // 2 if narrow else ACROSS
    head = [] if theme.large else [_so_far(scene, screen.entered)]
    return Page(
        scene,
        _("Tap picture {n}", n=len(screen.entered) + 1),
        *head,
        in_columns(scene, tiles, across),
        last=(_back(scene, undo=bool(screen.entered) and screen.group is None),),
        spacing=14,
    )


def _entered(scene: Scene, code: Code) -> Page:
    _, flow = scene.t.gettext, scene.flow
    return Page(
        scene,
        _("Are these your pictures?"),
        all_pictures(scene, code),
        last=(
            _back(scene, undo=True),
            main_button(scene, _("Share"), flow.share_with_known_pictures, "share", "share"),
        ),
        spacing=16,
    )


def pictures_card(scene: Scene, code: Code) -> Overlay:
    """The pictures once more, over the code."""
    _ = scene.t.gettext
    return dialog(
        scene,
        _("Your five pictures"),
        all_pictures(scene, code, "label"),
        icon_line(scene, "photo_camera", _("Take a photo of them, or write them down.")),
        icon="apps",
    )


def all_pictures(scene: Scene, code: Code, role: str = "action") -> Widget:
    """Beside each other with a number above; large or upright in one or two columns."""
    theme, _ = scene.theme, scene.t.gettext
    named = [(ICONS[number], _(PICTURES[number])) for number in code]
    if scene.upright or theme.large:
        lines = [PictureLine(theme, place, *one) for place, one in enumerate(named, 1)]
        return PictureLines(theme, lines, most=1 if scene.upright else 2)
    cards = [picture_card(theme, place, *one, role) for place, one in enumerate(named, 1)]
    return Row(theme, *cards, spacing=16)


def _so_far(scene: Scene, entered: Sequence[int]) -> Widget:
    """What was tapped already, and how much is left."""
    theme, _ = scene.theme, scene.t.gettext
    row = Row(theme, spacing=10)
    for number in entered:
        row.add_widget(Icon(theme, ICONS[number], role="label"))
        row.add_widget(TextLabel(theme, _(PICTURES[number]), "label", hug=True))
        row.add_widget(Widget(size_hint=(None, None), size=(theme.space(14), 1)))
    if not entered:
        words = _("Begin with the first of the five.")
        row.add_widget(TextLabel(theme, words, "reading", "ink_2"))
    else:
        row.add_widget(Widget(size_hint_y=None, height=1))
    return row


def _back(scene: Scene, *, undo: bool = False) -> Button:
    _ = scene.t.gettext
    words, icon = (_("Undo"), "undo") if undo else (_("Back"), "arrow_back")
    return second_button(scene, words, scene.flow.back, "pictures.back", icon)

"""After the tasks: what would have happened, share or not, the code, thanks."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.domain.digits import grouped
from kiosk.domain.routing import After
from kiosk.tablet.screens import Code, Thanks
from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.page import (
    MARGIN,
    Page,
    help_button,
    icon_line,
    main_button,
    paragraph,
    second_button,
    with_band,
)
from kiosk.ui.citizen.pictures import pictures_card
from kiosk.ui.citizen.printing import print_button
from kiosk.ui.citizen.qr_picture import QrPicture
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.icons import Icon
from kiosk.ui.pictures.houses import Street
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card, Column, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.progress import IconLine
from kiosk.ui.widgets.scroll import Scroll

CODE_WIDTH = {"S": 664, "M": 664, "L": 620, "XL": 560}
"""Of the sheet that the code fills, beside the words: never under 6 pixels a module."""

TIGHT_SHEET = {"S": 0.94, "M": 0.94, "L": 0.875, "XL": 0.875}
"""Height of the upright sheet, in widths of the screen: 8 pixels a module on an 800 pixel page,
and at S and M a line below the code."""


def after_screen(scene: Scene, place: After) -> Page:
    """What would have happened, told kindly after the task."""
    _, theme = scene.t.gettext, scene.theme
    stories = [paragraph(scene, scene.t.say(text)) for text in place.stories]
    return Page(
        scene,
        _("What would have happened?"),
        Card(theme, *stories, tone="amber_soft", spacing=18),
        icon_line(scene, "school", _("It was only practice. Nothing has happened.")),
        last=(main_button(scene, _("Next"), scene.flow.after_seen, "next"),),
    )


def share_screen(scene: Scene) -> Page:
    """Share, no thanks, or delete: nothing leaves without the citizen's tap."""
    _, flow = scene.t.gettext, scene.flow
    delete = second_button(scene, _("Delete"), lambda: scene.open(_sure(scene)), "delete", "delete")
    return Page(
        scene,
        _("May your consultant see it?"),
        icon_line(scene, "qr_code_scanner", _("You get a code to show to your consultant.")),
        icon_line(scene, "person_off", _("Your name is not in it.")),
        icon_line(scene, "visibility", _("Your consultant sees the same as you.")),
        icon_line(scene, "delete", _("If you say no, nothing is saved.")),
        first=(delete,),
        last=(
            second_button(scene, _("No thanks"), flow.decline, "no_thanks", "close"),
            second_button(scene, _("Share"), flow.share, "share", "share"),
        ),
        even=True,
    )


def _sure(scene: Scene) -> Overlay:
    _, theme = scene.t.gettext, scene.theme

    def delete() -> None:
        scene.close()
        scene.flow.delete()

    return dialog(
        scene,
        _("Delete everything now?"),
        paragraph(scene, _("Then nothing is left of what you did here.")),
        icon="delete",
        actions=[Button(theme, _("Yes, delete"), delete, "delete.yes", "delete", hug=True)],
    )


def code_screen(scene: Scene, code: Code) -> Widget:
    """The code, as large as it goes; it stays until *Done* and may be photographed."""
    _, theme = scene.t.gettext, scene.theme
    words = Column(
        theme,
        TextLabel(theme, _("Show the code to your consultant"), "title"),
        TextLabel(theme, _("You may take a picture with your own phone."), "reading"),
        icon_line(scene, "person_off", _("Your name is not in it.")),
        _number(scene, code.receipt_code),
        spacing=18,
    )
    if _tall(scene):
        words.add_widget(_only(scene))
    done = Button(theme, _("Done"), scene.flow.done, "done", "check", "primary")
    quiet = [ListenButton(scene, hug=True), help_button(scene)]
    beside = _pictures(scene, code)
    if scene.printing is not None:
        beside.append(print_button(scene, scene.printing, code))
    actions = [*beside, done]
    side = BoxLayout(orientation="vertical", spacing=theme.space(16))
    side.add_widget(Scroll(theme, words, _("More"), _("Up")))
    picture = _code_sheet(scene, code)
    if scene.upright:
        side.padding = theme.space(MARGIN), theme.space(12), theme.space(MARGIN), theme.space(20)
        rows = _upright_rows(scene, quiet, actions)
        side.add_widget(Column(theme, *(Row(theme, *r, spacing=16) for r in rows), spacing=16))
        box = BoxLayout(orientation="vertical")
        box.add_widget(picture)
        box.add_widget(side)
        return with_band(scene, box)
    margin = theme.space(32 if theme.large else 56)
    tight = theme.large or code.pictures is not None
    side.padding = margin, theme.space(24 if tight else 44)
    lower = [Row(theme, *beside, spacing=16), done] if len(beside) > 1 else actions
    side.add_widget(Column(theme, Row(theme, *quiet, spacing=16), *lower, spacing=16))
    return with_band(scene, Row(theme, side, picture, fill=True, align="stretch"))


def _upright_rows(scene: Scene, quiet: list[Button], actions: list[Button]) -> list[list[Button]]:
    """So few that the words above them have room; *Done* comes last."""
    *beside, done = actions
    if not beside and not scene.theme.large:
        return [[*quiet, done]]
    if len(beside) < 2:
        return [quiet, actions]
    if scene.theme.large:  # without their icons three have room in a row
        for button in quiet:
            button.show_icon(None)
    return [[*quiet, beside[0]], [*beside[1:], done]]


def _number(scene: Scene, receipt_code: str) -> Widget:
    """By this number the desk finds the result again, also to delete it."""
    theme, _ = scene.theme, scene.t.gettext
    words = TextLabel(theme, _("Number"), "reading", hug=True)
    digits = TextLabel(theme, grouped(receipt_code), "reading", weight=600, hug=True)
    return Row(
        theme, Icon(theme, "pin", role="reading"), words, digits,
        Widget(size_hint_y=None, height=1), spacing=16,
    )  # fmt: skip


def _pictures(scene: Scene, code: Code) -> list[Button]:
    """To see the pictures that it was shared with once more."""
    pictures = code.pictures
    if pictures is None:
        return []
    theme, _ = scene.theme, scene.t.gettext
    # Beside *Done* or *Print* there is room for the word alone.
    narrow = _tall(scene) or (theme.large and scene.printing is not None)
    icon = None if narrow else "apps"

    def see() -> None:
        scene.open(pictures_card(scene, pictures))

    return [Button(theme, _("Pictures"), see, "pictures", icon)]


def _tall(scene: Scene) -> bool:
    """Upright and in large letters, where words below the code would make it small."""
    return scene.upright and scene.theme.large


def _code_sheet(scene: Scene, code: Code) -> Widget:
    """A white sheet that the code fills: its ground is the quiet zone."""
    _, theme = scene.t.gettext, scene.theme
    # A code of 8 pixels a module needs 664 by 664: the practice band leaves just that.
    margin = theme.px(12 if scene.site.practice or theme.large else 44)
    card = Card(theme, padding=(8, 4, 8, 10), fill=True, depth=2, spacing=4)
    card.add_widget(QrPicture(code.text))
    if not _tall(scene):
        card.add_widget(_only(scene))
    frame = BoxLayout()
    if scene.upright:
        frame.padding, frame.size_hint_y = [margin] * 4, None
        tight = theme.large or code.pictures is not None
        frame.height = scene.width * (TIGHT_SHEET[theme.text_size] if tight else 1) - margin
    else:
        end = theme.px(44 if not theme.large else 24)
        frame.size_hint_x, frame.width = None, theme.px(CODE_WIDTH[theme.text_size]) + end
        frame.padding = [end, margin, 0, margin] if theme.rtl else [0, margin, end, margin]
    frame.add_widget(card)
    return frame


def _only(scene: Scene) -> Widget:
    """Who can open the code; large, it takes two lines."""
    _, theme = scene.t.gettext, scene.theme
    words = _("Only the jobcentre can open the code")
    if theme.large:
        return IconLine(theme, "lock", words, "label")
    return Row(
        theme,
        Widget(size_hint_y=None, height=1),
        Icon(theme, "lock", "primary", role="label"),
        TextLabel(theme, words, "label", hug=True),
        Widget(size_hint_y=None, height=1),
        spacing=12,
    )


def thanks_screen(scene: Scene, screen: Thanks) -> Page:
    """The last screen."""
    _ = scene.t.gettext
    texts = {
        "shared": (_("Thank you. Your result is shared."), _("Only your consultant can read it.")),
        "declined": (_("That is quite all right."), _("Nothing has been saved.")),
        "deleted": (_("It is deleted."), _("Nothing has been saved.")),
    }
    title, note = texts[screen.how]
    return Page(
        scene,
        title,
        paragraph(scene, note),
        paragraph(scene, _("You are welcome to come back and try again."), color="ink_2"),
        under=Street(scene.theme) if scene.upright or not scene.theme.large else None,
        last=(main_button(scene, _("To the start"), scene.flow.leave, "leave", "home"),),
    )

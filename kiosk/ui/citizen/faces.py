"""How was it? Three faces after *Share*; counted by the day, never joined to a result."""

from __future__ import annotations

from functools import partial

from kiosk.domain.counts import CountName
from kiosk.ui.citizen.dialogs import even_row
from kiosk.ui.citizen.page import Page, paragraph, second_button
from kiosk.ui.citizen.picture_tiles import PictureTile
from kiosk.ui.citizen.scene import Scene

FACE = (4.2, 3.2)
"""Size of a face as a share of the word below it, and of a large one."""


def faces_screen(scene: Scene) -> Page:
    """One tap, or pass it over."""
    _, theme, flow = scene.t.gettext, scene.theme, scene.flow
    answers = (
        (_("Good"), "face.good", "sentiment_satisfied", CountName.FACE_GOOD),
        (_("So-so"), "face.so_so", "sentiment_neutral", CountName.FACE_SO_SO),
        (_("Not good"), "face.bad", "sentiment_dissatisfied", CountName.FACE_BAD),
    )
    tiles = [
        PictureTile(theme, words, partial(flow.face, what), key, icon, FACE)
        for words, key, icon, what in answers
    ]
    return Page(
        scene,
        _("How was it to try?"),
        even_row(scene, tiles),
        paragraph(scene, _("Nobody sees what you answer."), color="ink_2"),
        last=(second_button(scene, _("Skip"), partial(flow.face, None), "face.skip", "skip_next"),),
    )

"""Printing the code, where there is a printer: asked for by a tap, done on a worker."""

from __future__ import annotations

from kiosk.devices.printer import Printer
from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError
from kiosk.tablet.screens import Code
from kiosk.ui.citizen import sheet
from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.page import paragraph
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.widgets.button import Button


class Printing:
    """A printer and the worker that waits for it."""

    def __init__(self, printer: Printer, worker: Worker) -> None:
        self._printer, self._worker = printer, worker

    def print(self, scene: Scene, code: Code) -> None:
        """Print the page; told at once, and once more if it did not go well."""
        _ = scene.t.gettext
        _tell(scene, _("It is being printed."), _("Take the paper with you."))

        def job() -> None:
            page = sheet.png(scene.theme, scene.t, code, practice=scene.site.practice)
            self._printer.print(page)

        def failed(error: KioskError) -> None:
            if scene.flow.screen is code:  # else nobody who could be told is there any more
                scene.close()
                _tell(scene, _("Nothing was printed."), scene.t.error(error))

        self._worker.submit(job, lambda _none: None, failed)


def print_button(scene: Scene, printing: Printing, code: Code) -> Button:
    """To take the code along on paper."""
    theme, words = scene.theme, scene.t.gettext("Print")
    icon = None if theme.large else "print"
    return Button(theme, words, lambda: printing.print(scene, code), "print", icon)


def _tell(scene: Scene, title: str, words: str) -> None:
    scene.open(dialog(scene, title, paragraph(scene, words), icon="print"))

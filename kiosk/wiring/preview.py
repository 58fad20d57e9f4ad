"""The preview of a task: its files, how they are watched, and the window."""

from __future__ import annotations

from pathlib import Path

from kiosk import resources
from kiosk.content.load import load
from kiosk.devices.worker import Worker
from kiosk.domain.task import Assessments
from kiosk.i18n import Translator, by_code, catalogues
from kiosk.ui import runtime
from kiosk.ui.runtime import AppWindow
from kiosk.wiring.translators import translators

Stamps = dict[Path, tuple[int, int]]


class Files:
    """The assessments and the catalogues, read again when one of their files was saved."""

    def __init__(self, folder: Path | None = None, localedir: Path | None = None) -> None:
        self.pictures = folder or resources.assessments()
        self._localedir = localedir or resources.locales()
        self._stamps = self._now()
        self._translator = translators()

    def read(self, service: str) -> Assessments:
        """The service, compiled anew; raises ContentError, or KioskError where it is not there."""
        return load(self.pictures, service)

    def translator(self, code: str) -> Translator:
        """Texts in a language, as they are now."""
        return self._translator(code)

    def changed(self) -> bool:
        """Whether a file was saved, added or removed since it was last asked."""
        now = self._now()
        if now == self._stamps:
            return False
        self._stamps = now
        catalogues.load.cache_clear()
        self._translator = translators()
        return True

    def _now(self) -> Stamps:
        """Time and size of every file; what an editor writes beside them counts for nothing."""
        found: Stamps = {}
        for root, pattern in ((self.pictures, "*/**/*"), (self._localedir, "*/*/assessments.po")):
            for path in [*root.glob(pattern), *root.glob("*.yaml")]:
                if path.suffix in (".yaml", ".png", ".jpg", ".po") and path.is_file():
                    stat = path.stat()
                    found[path] = (stat.st_mtime_ns, stat.st_size)
        return found


def preview(
    service: str,
    task: str | None,
    form: int,
    language: str,
    size: str = "M",
    folder: Path | None = None,
) -> None:
    """A task in a window until that is closed.

    Raises:
        ContentError: the files cannot be read.
        KioskError: there is no such service, task, form or language, or no display.
    """
    from kiosk.ui.preview.session import Chosen, Session

    by_code(language)
    session = Session(Files(folder), Chosen(service, task, form, language))

    def build(_worker: Worker) -> AppWindow:
        from kiosk.ui.preview.window import PreviewWindow

        return PreviewWindow(session, size)

    runtime.run(build, SIZE, full_screen=False, title="Kiosk: preview")


SIZE = (1720, 800)
"""A tablet's screen, and the author's column beside it."""

"""The preview's window: the real task screen, and beside it what only an author sees."""

from __future__ import annotations

from typing import Any, cast

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui.citizen.scene import Scene, SiteFacts
from kiosk.ui.citizen.task import TaskScreen
from kiosk.ui.desk.scroll import settle
from kiosk.ui.preview.beside import WIDTH, beside
from kiosk.ui.preview.session import Session
from kiosk.ui.reading import Reader
from kiosk.ui.theme import DESIGN_PX_PER_MM, TextSize, Theme
from kiosk.ui.widgets.settling import settle as lay_out
from kiosk.ui.widgets.surface import Surface

TABLET = (1280, 800)
SIZE = (TABLET[0] + WIDTH, TABLET[1])
LOOK_SECONDS = 0.5
"""How often the files are looked at: a few dozen times and sizes, so no watching library."""


class PreviewWindow:
    """Keeps one surface in step with a session."""

    def __init__(self, session: Session, text_size: str = "M") -> None:
        self.session, self._text_size = session, TextSize(text_size)
        self.surface = Surface(self._theme(1.0))
        self.surface.size = Window.size
        self._task: TaskScreen | None = None
        session.on_change, session.on_reload = self._follow, self._build
        self._looks = Clock.schedule_interval(lambda _dt: session.look(), LOOK_SECONDS)
        self.surface.bind(size=self._resized)
        self._build()

    def close(self) -> None:
        """Look at the files no more."""
        self._looks.cancel()
        self.session.on_change = self.session.on_reload = lambda: None

    def _theme(self, scale: float) -> Theme:
        language = self.session.source.translator(self.session.chosen.language).language
        return Theme(
            text_size=self._text_size,
            px_per_mm=DESIGN_PX_PER_MM * scale,
            direction=language.direction,
            family=language.font,
            language=language.code,
            calm=True,
        )

    def _resized(self, *_args: Any) -> None:
        self._build()

    def _build(self) -> None:
        """The task from where the session stands."""
        session, (width, height) = self.session, self.surface.size
        scale = max(0.2, min(width / SIZE[0], height / SIZE[1]))
        tablet = (round(TABLET[0] * scale), round(TABLET[1] * scale))
        theme = self._theme(scale)
        scene = Scene(
            theme=theme,
            t=session.source.translator(session.chosen.language),
            flow=cast("Any", session),  # the task screen asks no more than a session has
            site=SiteFacts(),
            width=tablet[0],
            height=tablet[1],
            open=self.surface.open,
            close=self.surface.close,
            reader=Reader(self.surface, None),
        )
        words = session.source.translator(_spoken(session))
        self._task = TaskScreen(scene, session.visit, words, self.surface)
        self._task.stage.pictures = session.source.pictures
        self._root = _Split(self._task, tablet)
        lay_out(self._root, (width, height))
        self.surface.show(self._root, theme)
        self._task.arrive()
        self._tell()

    def _follow(self) -> None:
        """One step on: the task stays, what is told of it is told anew."""
        if self._task is not None:
            self._task.update(self.session.visit)
        self._tell()

    def _tell(self) -> None:
        scale = self._root.tablet[0] / TABLET[0]
        theme = Theme(px_per_mm=DESIGN_PX_PER_MM * scale, calm=True)
        t = self.session.source.translator(self.session.chosen.language)
        self._root.tell(beside(theme, t, self.session))


def _spoken(session: Session) -> str:
    """The language of the practised service: the help's own where the real service has it."""
    language = session.chosen.language
    return language if language in session.service.languages else "da"


class _Split(FloatLayout):
    """The tablet's screen at the upper left, the author's column in what is left of the width."""

    def __init__(self, task: TaskScreen, tablet: tuple[int, int]) -> None:
        super().__init__()
        self.task, self.tablet = task, tablet
        self._column: Any = None
        task.size_hint = (None, None)
        self.add_widget(task)
        self.bind(pos=self._place, size=self._place)

    def tell(self, column: Any) -> None:
        """Change the column."""
        if self._column is not None:
            self.remove_widget(self._column)
        self._column = column
        column.size_hint = (None, None)
        self.add_widget(column)
        self._place()
        settle(column)

    def _place(self, *_args: Any) -> None:
        wide, high = self.tablet
        self.task.size = self.tablet
        self.task.pos = (self.x, self.top - high)
        if self._column is not None:
            self._column.size = (max(1, self.width - wide), self.height)
            self._column.pos = (self.x + wide, self.y)

"""The real demo on a real display: two windows that a finger from outside works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outside.desktop import Desktop, desktop, differs, missing_programs, wait_for
from tests.sites import SharedSite

pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not on this machine: {', '.join(missing_programs())}"
)

TITLES = ("Kiosk: tablet", "Kiosk: desk")
TABLET = (0, 0, 1280, 800)
DESK = (1300, 0, 1300 + 1366, 768)
START = (198, 574)
YES = (996, 724)


class Demo:
    """``kiosk demo`` as somebody starts it, its windows side by side."""

    def __init__(self, screen: Desktop, folder: Path) -> None:
        self.screen, self._errors = screen, folder / "errors.txt"
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "demo"],
                env=screen.environment | {"TMPDIR": str(folder)},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        self.folder = folder

    def arrange(self) -> None:
        """Wait for both windows and put them side by side."""
        try:
            self.tablet, self.desk = (self.screen.window(title) for title in TITLES)
        except AssertionError as error:
            error.add_note(
                f"exit {self.process.poll()}; {self.screen.tool('search', '--class', '')}"
            )
            error.add_note(self._errors.read_text("utf-8"))
            raise
        self.screen.put(self.tablet, *TABLET[:2])
        self.screen.put(self.desk, *DESK[:2])

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def ended(self) -> list[str]:
        """Wait for its end; what it left behind or complained of."""
        left = [f"exit {code}"] if (code := self.process.wait(timeout=30)) else []
        left += self._errors.read_text("utf-8").splitlines()
        left += [path.name for path in self.folder.iterdir() if path != self._errors]
        return left + [title for title in TITLES if self.screen.windows(title)]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(tmp_path_factory.mktemp("screen") / "xvfb.txt") as made:
        yield made


@pytest.fixture
def demo(screen: Desktop) -> Iterator[Demo]:
    with tempfile.TemporaryDirectory() as folder:
        started = Demo(screen, Path(folder))
        try:
            started.arrange()
            yield started
        finally:
            started.end()


def test_a_visit_begins_in_one_window_while_the_other_stands_still(demo: Demo) -> None:
    screen = demo.screen
    desk = screen.settled(DESK)
    welcome = screen.settled(TABLET)
    screen.tap(*START)
    about = screen.settled(TABLET, unlike=welcome)
    screen.tap(*YES)
    card = screen.settled(TABLET, unlike=about)
    assert differs(card, welcome)
    assert not differs(screen.settled(DESK), desk)
    demo.process.send_signal(signal.SIGINT)
    assert demo.ended() == []


@pytest.mark.parametrize("app", ["tablet", "desk"])
def test_a_display_that_does_not_answer_is_told_in_one_line(
    screen: Desktop, shared_site: SharedSite, app: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", app, "--data", str(shared_site.data)],
        env=screen.environment | {"DISPLAY": f"{screen.display}9"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"kiosk: The display {screen.display}9 does not answer;")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("app", ["tablet", "desk"])
def test_closing_one_window_ends_both(demo: Demo, app: str) -> None:
    demo.screen.settled(TABLET)
    # As a window manager would, in SDL's eyes: both are a request to quit.
    os.kill(int(demo.screen.tool("getwindowpid", getattr(demo, app))), signal.SIGTERM)
    wait_for(lambda: demo.process.poll() is not None, "end of the demo")
    assert demo.ended() == []

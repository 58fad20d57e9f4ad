"""The guide for the tablet: its words are those on the screen, its commands run as they stand."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import cli
from kiosk.handoff.keys import Device
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.wiring.places import store_path
from tests.sites import SharedSite

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "packaging" / "guides" / "tablet.md").read_text("utf-8")
SOURCES = "".join(
    path.read_text("utf-8")
    for folder in ("ui/staff", "ui/citizen", "ui/desk")
    for path in sorted((ROOT / "kiosk" / folder).glob("*.py"))
)
NO_WINDOW = "kiosk tablet"


def said() -> set[str]:
    """What the guide quotes from the screen."""
    text = re.sub(r"```.*?```", "", GUIDE, flags=re.DOTALL)
    quoted = re.findall(r"(?<!\*)\*([A-Z][^*]+?)\*(?!\*)", text)
    return {" ".join(words.split()).rstrip(".") for words in quoted}


@pytest.mark.parametrize("words", sorted(said()))
def test_what_the_guide_quotes_stands_on_the_screen(words: str) -> None:
    sources = re.sub(r'"\s*\n\s*"', "", SOURCES)
    assert words in sources


def test_the_commands_of_the_guide_run_as_they_stand(shared_site: SharedSite) -> None:
    runner = CliRunner(env={"KIOSK_DATA": str(shared_site.data)})
    blocks = re.findall(r"```sh tablet\n(.*?)```", GUIDE, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line != NO_WINDOW]
    assert lines == ["kiosk store backup", "kiosk store check"]
    for line in lines:
        done = runner.invoke(cli, line.split()[1:])
        assert done.exit_code == 0, f"{line}: {done.output}"


def test_a_tablet_that_was_set_back_begins_a_new_epoch(shared_site: SharedSite) -> None:
    runner = CliRunner(env={"KIOSK_DATA": str(shared_site.data)})
    before = epoch(shared_site)
    runner.invoke(cli, ["store", "backup"])
    (backup,) = (shared_site.data / "tablet" / "backups").glob("tablet-*.backup")
    done = runner.invoke(cli, ["store", "restore", str(backup)])
    assert done.exit_code == 0, done.output
    assert epoch(shared_site) != before


def epoch(site: SharedSite) -> int:
    with closing(open_tablet_store(store_path(site.data, Device.TABLET))) as store:
        return store.chain().epoch

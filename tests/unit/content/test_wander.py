from __future__ import annotations

from pathlib import Path

from kiosk.content.load import load
from kiosk.content.wander import Wander
from kiosk.domain.task import Form
from tests.little_service import written


def little(folder: Path) -> Form:
    return load(written(folder)).service(7).task(3).forms[0]


def test_the_same_seed_wanders_the_same_way(tmp_path: Path) -> None:
    form = little(tmp_path)
    first, again = Wander(form, "a").run(50), Wander(form, "a").run(50)
    assert (first.won, first.changed) == (again.won, again.changed)


def test_it_rarely_ends_well_and_touches_much(tmp_path: Path) -> None:
    wander = Wander(little(tmp_path), "a").run(300)
    assert wander.share < 0.1
    assert {"browser.front/book", "clock.face/alarm", "card.closed/open"} <= wander.changed


def test_roaming_touches_what_lies_behind_the_end_of_a_way(tmp_path: Path) -> None:
    form = little(tmp_path)
    way = ["browser.front/book", "browser.times/slot.tue", "browser.summary/phone_number=own"]
    wander = Wander(form, "a").roam([*way, "browser.summary/confirm"])
    assert "browser.receipt/move" in wander.changed
    assert wander.runs == 0
    assert wander.share == 0


def test_nothing_is_offered_once_the_task_is_over(tmp_path: Path) -> None:
    form = little(tmp_path)
    ended = Form(form.row, form.prompt, form.model, form.views, form.goal, ends={"now": ({},)})
    assert Wander(ended, "a").run(5).changed == set()


def test_looking_around_changes_what_plain_chance_may_miss(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    seen = Wander(form, "seed").look_around(20)
    assert {"browser.receipt/move", "browser.summary/back", "clock.face/alarm"} <= seen.changed
    assert (seen.runs, seen.won) == (0, 0)

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk import resources
from kiosk.desk.mistakes import Mistake, stories
from kiosk.desk.profile import RESULT_KEYS, Profile, as_json
from kiosk.desk.words import in_words
from kiosk.domain.detail import ServiceDetail
from kiosk.domain.task import Assessments
from kiosk.handoff.errors import Rejected
from kiosk.i18n import Translator, by_code
from kiosk.storage.desk import Way
from kiosk.storage.tablet.memory import MemoryTabletStore
from tests import small
from tests.workshop import DAY, Desk, Tablet, a_detail, a_result, a_site


@pytest.fixture
def english() -> Translator:
    return Translator(by_code("en"), resources.locales())


def test_the_second_time_it_says_received_before(english: Translator) -> None:
    site = a_site()
    text = Tablet(site).sharing.share(a_result()).text
    desk = Desk(site)
    assert desk.reception.receive(text, Way.SCAN).received_before is None
    again = desk.reception.receive(text, Way.FILE)
    assert again.received_before is not None
    assert in_words(again, english).startswith("Received before, on 2 Mar 2026")
    assert desk.store.counts().results == 1


def test_every_desk_of_the_site_opens_it_and_no_other() -> None:
    site = a_site()
    text = Tablet(site).sharing.share(a_result()).text
    assert Desk(site, 1).reception.receive(text, Way.SCAN).record.result == a_result()
    other = Desk(a_site())
    with pytest.raises(Rejected):
        other.reception.receive(text, Way.SCAN)
    assert other.store.counts().results == 0


def test_one_digit_changed_is_refused_and_nothing_is_kept() -> None:
    site = a_site()
    text = Tablet(site).sharing.share(a_result()).text
    changed = text[:400] + str((int(text[400]) + 1) % 10) + text[401:]
    desk = Desk(site)
    with pytest.raises(Rejected, match="scan the code once more"):
        desk.reception.receive(changed, Way.SCAN)
    assert desk.store.counts().results == 0


def test_the_facts_are_told_task_by_task(english: Translator) -> None:
    site = a_site()
    desk = Desk(site)
    profile = desk.reception.receive(Tablet(site).sharing.share(a_result()).text, Way.SCAN)
    told = json.loads(json.dumps(as_json(profile, english.say)))
    assert set(RESULT_KEYS) <= set(told)
    (service,) = told["services"]
    assert service["known"] and service["guess"] == "with_help"
    assert (service["band"], service["probability"]) == ("facts only", None)
    assert told["whole"] == {"band": "facts only", "probability": None, "tasks": 2}
    assert (told["safety"]["false_cases"], told["safety"]["unsafe"]) == (1, 1)
    assert [task["outcome"] for task in service["tasks"]] == ["alone", "unsafe", "not_reached"]
    lines = in_words(profile, english).splitlines()
    assert "Småting: 1 of 2 tasks alone." in lines
    assert any(line.endswith("unsafe choice, 30 s") for line in lines)
    assert lines[-1] == "Help for the conversation. Not a grade and not a decision."


def test_an_unknown_scoring_version_is_kept_raw(english: Translator) -> None:
    site = a_site()
    desk = Desk(site, assessments=small.assessments(small.service(7, "else")))
    profile = desk.reception.receive(Tablet(site).sharing.share(a_result()).text, Way.SCAN)
    assert profile.services[0].summary is None
    told = as_json(profile, english.say)["services"][0]
    assert not told["known"] and told["tasks"][0]["outcome"] == "alone"
    assert "when its content arrives" in in_words(profile, english)
    other = Desk(site, assessments=small.assessments())
    text = Tablet(site, 1).sharing.share(a_result(digest=b"\x09\x09\x09\x09")).text
    assert other.reception.receive(text, Way.SCAN).services[0].summary is None


def test_a_clone_goes_to_quarantine_and_says_so(english: Translator) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    clone = Tablet(site, store=MemoryTabletStore(tablet.store.chain().epoch))
    desk.reception.receive(tablet.sharing.share(a_result(1)).text, Way.SCAN)
    apart = desk.reception.receive(clone.sharing.share(a_result(2)).text, Way.SCAN)
    assert apart.quarantined and "kept apart" in in_words(apart, english)
    assert desk.store.counts().quarantined == 1


def test_a_kept_result_can_be_shown_again() -> None:
    site = a_site()
    desk = Desk(site)
    first = desk.reception.receive(Tablet(site).sharing.share(a_result()).text, Way.SCAN)
    (row,) = desk.reception.latest()
    assert desk.reception.recall(row).record == first.record


@pytest.mark.parametrize(
    ("days", "unsure"), [(-2000, True), (-1, True), (0, False), (1, False), (2, True), (4000, True)]
)
def test_a_day_before_the_site_or_after_its_arrival_is_called_unsure(
    days: int, unsure: bool, english: Translator
) -> None:
    """A tablet without a battery says 1970, or any other day: the result counts all the same."""
    site = a_site()
    desk = Desk(site)
    wrong = replace(a_result(), day=DAY + timedelta(days=days))
    came = desk.reception.receive(Tablet(site).sharing.share(wrong).text, Way.SCAN)
    assert came.day_unsure is unsure
    assert ("a clock is wrong" in in_words(came, english)) is unsure
    assert as_json(came, english.say)["day_unsure"] is unsure
    (row,) = desk.reception.latest()
    assert desk.reception.recall(row).day_unsure is unsure


def with_details(folder: Path, tablet: Tablet, desk: Desk) -> Profile:
    """The profile of the newest result once its detail has come by a folder."""
    tablet.syncing.sync(folder)
    desk.collecting.collect(folder)
    return desk.reception.recall(desk.reception.latest()[0])


def test_the_mistakes_are_told_once_the_detail_has_come(
    tmp_path: Path, english: Translator
) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    text = tablet.sharing.share(a_result(), a_detail()).text
    profile = desk.reception.receive(text, Way.SCAN)
    assert profile.stories is None and as_json(profile, english.say)["details"] is None
    assert "Pengene" not in in_words(profile, english)
    told = with_details(tmp_path, tablet, desk)
    plain, unsafe = (told.stories or {})[1, 1], (told.stories or {})[1, 2]
    assert plain.mistakes == ()
    trap = small.service().task(2).forms[0].traps[0]
    assert unsafe.mistakes == (
        Mistake("approved", True, trap.text, unsafe=True),
        Mistake("kept", True, None, unsafe=True),
    )
    lines = in_words(told, english).splitlines()
    at = next(at for at, line in enumerate(lines) if "unsafe choice" in line)
    assert lines[at].endswith("30 s, 3 missed taps")
    assert not any("missed" in line for line in lines if line != lines[at])
    assert lines[at + 1] == "    - Pengene var væk."
    assert not any("kept" in line for line in lines), "the citizen was not told of it either"
    assert desk.reception.receive(text, Way.SCAN).stories == told.stories


def test_the_details_come_as_json(tmp_path: Path, english: Translator) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(), a_detail())
    profile = with_details(tmp_path, tablet, desk)
    plain, unsafe = json.loads(json.dumps(as_json(profile, english.say)))["details"]
    assert (plain["outcome"], plain["checkpoints"], plain["mistakes"]) == (
        "alone",
        ["answered"],
        [],
    )
    assert unsafe == {
        "service": 1,
        "task": 2,
        "form": 0,
        "outcome": "unsafe",
        "seconds": 30,
        "seconds_to_first_action": 0,
        "actions": 5,
        "actions_at_least": 2,
        "actions_beyond": None,
        "actions_missing": None,
        "taps_missed": 3,
        "hint": 1,
        "mentor": False,
        "deciding_opened": False,
        "begun_again": 1,
        "checkpoints": [],
        "mistakes": [
            {
                "key": "approved",
                "known": True,
                "text": "Pengene var væk.",
                "unsafe": True,
                "alarm": False,
            },
            {"key": "kept", "known": True, "text": None, "unsafe": True, "alarm": False},
        ],
    }


@pytest.mark.parametrize(
    "known",
    [
        small.assessments(small.service(7, "else")),
        replace(small.assessments(), full_digest=b"another version, with other texts"),
    ],
    ids=["unknown service", "another version"],
)
def test_a_mistake_of_another_version_is_told_by_its_key(
    tmp_path: Path, english: Translator, known: Assessments
) -> None:
    """Its text may have meant something else there."""
    site = a_site()
    tablet, desk = Tablet(site), Desk(site, assessments=known)
    tablet.sharing.share(a_result(), a_detail(("began_to_approve",)))
    profile = with_details(tmp_path, tablet, desk)
    assert (profile.stories or {})[1, 2].mistakes == (Mistake("began_to_approve"),)
    assert "    - A mistake of another version: began to approve." in in_words(profile, english)


def test_a_mistake_that_the_content_does_not_have_is_told_by_its_key() -> None:
    """No tablet of this version sends such a one; a form that is not there likewise."""
    content = small.assessments()
    assert stories(a_detail(("unheard_of",)), content)[1, 2].mistakes == (Mistake("unheard_of"),)
    detail = a_detail()
    elsewhere = replace(detail.services[0].tasks[1], row=9)
    moved = replace(
        detail, services=(ServiceDetail(1, (elsewhere,)), ServiceDetail(8, (elsewhere,)))
    )
    told = stories(moved, content)
    assert [one.known for ref in ((1, 2), (8, 2)) for one in told[ref].mistakes] == [False] * 4

from __future__ import annotations

import json

import pytest

from kiosk import resources
from kiosk.desk.profile import RESULT_KEYS, as_json
from kiosk.desk.words import in_words
from kiosk.handoff.errors import Rejected
from kiosk.i18n import Translator, by_code
from kiosk.storage.desk import Way
from tests import small
from tests.workshop import Desk, Tablet, a_result, a_site


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
    tablet, clone, desk = Tablet(site), Tablet(site), Desk(site)
    clone.store = type(clone.store)(epoch=tablet.store.chain().epoch)
    clone.sharing._store = clone.store
    desk.reception.receive(tablet.sharing.share(a_result(1)).text, Way.SCAN)
    apart = desk.reception.receive(clone.sharing.share(a_result(2)).text, Way.SCAN)
    assert apart.quarantined and "Kept apart" in in_words(apart, english)
    assert desk.store.counts().quarantined == 1


def test_a_kept_result_can_be_shown_again() -> None:
    site = a_site()
    desk = Desk(site)
    first = desk.reception.receive(Tablet(site).sharing.share(a_result()).text, Way.SCAN)
    (row,) = desk.reception.latest()
    assert desk.reception.recall(row).record == first.record

"""A desk keeps every scoring version it has met: the same result says the same a year later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import resources
from kiosk.desk import versions
from kiosk.desk.profile import as_json, service_profiles
from kiosk.desk.reception import Reception
from kiosk.desk.words import in_words
from kiosk.domain import scoring
from kiosk.domain.measurement import Band
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Record, ServiceFact, TaskFact
from kiosk.domain.summary import summarise
from kiosk.domain.task import Assessments, Rung, Service, Task
from kiosk.handoff.sitepack import ScoringVersion
from kiosk.i18n import Translator, by_code
from kiosk.storage.desk import DeskStore, Way
from kiosk.storage.desk.memory import MemoryDeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.errors import ScoringClashError
from tests import small
from tests.postgres import desk_database
from tests.stores import empty_desk_file
from tests.workshop import Desk, Tablet, a_result, a_site


@pytest.fixture(params=["memory", "encrypted", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskStore]:
    if request.param == "memory":
        yield MemoryDeskStore()
    elif request.param == "encrypted":
        with closing(open_desk_store(empty_desk_file(tmp_path / "desk.db"))) as made:
            yield made
    else:
        with desk_database() as place, closing(open_desk_store(place)) as made:
            yield made


def rated(*tasks: Task) -> Assessments:
    """Content of one service with these tasks, its digest as the content layer takes it."""
    content = scoring.canonical(scoring.version_of(1, tasks))
    service = replace(small.service(), tasks=tasks, scoring_digest=scoring.digest(content))
    return small.assessments(service)


PLAIN = small.service().tasks[0]
BEFORE = rated(*(replace(PLAIN, number=n, key=f"t{n}", b=-1.5) for n in range(1, 11)))
NOW = rated(
    *(
        replace(task, b=2.5, rung=Rung.MIXED, origin="calibrated")
        for task in reversed(BEFORE.services[0].tasks[1:])
    )
)
"""The same tasks, told to be much harder, in another order; one is there no more."""
HARDER = rated(*(replace(task, b=2.0) for task in BEFORE.services[0].tasks))
"""All of them, told to be harder."""
ENGLISH = Translator(by_code("en"), resources.locales())


def fact(service: Service) -> ServiceFact:
    done = [Outcome.ALONE] * 6 + [Outcome.NOT_DONE] * 4
    given = a_result().services[0]
    return replace(given, scoring_digest=service.scoring_digest, tasks=tuple(map(TaskFact, done)))


def text_of(desk: Desk, content: Assessments) -> str:
    result = replace(a_result(), services=(fact(content.services[0]),))
    return Tablet(desk.site).sharing.share(result).text


def reception(desk: Desk, store: DeskStore, content: Assessments) -> Reception:
    """The desk's, opened with that content."""
    versions.keep(content, store)
    return Reception(desk.site.pack, desk.opener, store, content, desk.clock)


def test_the_same_result_says_the_same_a_year_later(store: DeskStore) -> None:
    desk = Desk(a_site())
    text = text_of(desk, BEFORE)
    first = reception(desk, store, BEFORE).receive(text, Way.SCAN)
    later = reception(desk, store, NOW).recall(store.results()[0])
    then, now = first.services[0].summary, later.services[0].summary
    assert then is not None and now is not None
    assert (now.band, now.estimate) == (then.band, then.estimate)
    assert [line.task.number for line in now.lines] == [line.task.number for line in then.lines]
    assert [line.task.rung for line in now.lines] == [Rung.ALONE] * 10
    assert (later.together.band, later.together.estimate) == (
        first.together.band,
        first.together.estimate,
    )
    told, before = (as_json(one, ENGLISH.say) for one in (later, first))
    for key in ("whole", "safety"):
        assert told[key] == before[key]
    assert told["services"][0]["known"] and told["services"][0]["probability"] is not None
    lines = in_words(later, ENGLISH).splitlines()
    assert lines[2] == in_words(first, ENGLISH).splitlines()[2]
    assert any(line.startswith("  Task 1: ") for line in lines), "it is there no more"


def test_by_the_present_version_it_would_say_something_else() -> None:
    """Otherwise the promise above would be empty."""
    done = fact(BEFORE.services[0])
    before = summarise(BEFORE.services[0], done)
    now = replace(HARDER.services[0], scoring_digest=done.scoring_digest)
    assert (before.band, summarise(now, done).band) == (Band.UNCLEAR, Band.CAN_ALONE)


def test_a_result_under_an_unknown_one_is_kept_raw_and_decoded_when_the_content_arrives(
    store: DeskStore,
) -> None:
    desk = Desk(a_site())
    raw = reception(desk, store, BEFORE).receive(text_of(desk, HARDER), Way.SCAN)
    assert raw.services[0].summary is None
    assert "it can be read when its content arrives" in in_words(raw, ENGLISH)
    assert as_json(raw, ENGLISH.say)["services"][0]["known"] is False
    read = reception(desk, store, HARDER).recall(store.results()[0])
    assert read.services[0].summary is not None


def test_what_one_desk_has_met_another_with_the_same_store_can_read() -> None:
    desk = Desk(a_site())
    older = reception(desk, desk.store, BEFORE)
    reception(desk, desk.store, HARDER)
    profile = older.receive(text_of(desk, HARDER), Way.SCAN)
    assert profile.services[0].summary is not None


def test_keeping_is_done_once_and_changes_nothing_the_second_time(store: DeskStore) -> None:
    for _ in range(2):
        versions.keep(BEFORE, store)
    digest = BEFORE.services[0].scoring_digest
    content = store.scoring(digest)
    assert content is not None and scoring.digest(content) == digest


def test_two_versions_under_one_digest_are_refused() -> None:
    store = MemoryDeskStore()
    store.keep_scoring(BEFORE.services[0].scoring_digest, b"something else")
    with pytest.raises(ScoringClashError):
        versions.keep(BEFORE, store)


def test_where_nothing_is_kept_only_the_present_version_is_known() -> None:
    record = Record(1, 1, 1, bytes(8), bytes(4), 1, a_result(digest=b"abcd"))
    (found,) = service_profiles(record, small.assessments())
    assert found.summary is None


@pytest.mark.parametrize("kept", [b"something else", b"[]"])
def test_what_is_kept_under_a_wrong_digest_is_not_believed(kept: bytes) -> None:
    digest = BEFORE.services[0].scoring_digest
    with pytest.raises(ValueError, match="unknown"):
        versions.as_it_was(NOW.services[0], digest, lambda _: kept)


def test_a_desk_says_whether_it_can_read_results_of_all_the_site_s_tests() -> None:
    desk = Desk(a_site(), assessments=NOW)
    pack = desk.site.pack
    assert desk.reception.knows_the_tests_of(pack), "a pack that names none asks for nothing"
    now, before = versions.listed(NOW), versions.listed(BEFORE)
    assert desk.reception.knows_the_tests_of(replace(pack, scoring=now))
    assert not desk.reception.knows_the_tests_of(replace(pack, scoring=(*now, *before)))
    versions.keep(BEFORE, desk.store)
    assert desk.reception.knows_the_tests_of(replace(pack, scoring=(*now, *before)))
    unheard = ScoringVersion(9, now[0].digest)
    assert not desk.reception.knows_the_tests_of(replace(pack, scoring=(unheard,)))


def test_collecting_says_when_the_program_is_older_than_the_site_s_tests(tmp_path: Path) -> None:
    desk = Desk(a_site(), assessments=BEFORE)
    assert not desk.collecting.collect(tmp_path).behind
    newer = replace(desk.site.pack, scoring=versions.listed(NOW))
    assert desk.with_newer_pack(newer).collect(tmp_path).behind

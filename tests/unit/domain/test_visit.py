from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import journal as j
from kiosk.domain.facts import mistakes, result, seconds_on
from kiosk.domain.journal import FORMAT, Began, JournalError, Step, encode
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, Guess, Helped
from kiosk.domain.routing import (
    After,
    AskHelped,
    Card,
    InTask,
    Opening,
    OwnGuess,
    ShareOrNot,
    Summary,
    place,
)
from kiosk.domain.visit import MOST_MISSED, Visit, advance, begin, replay
from tests import small

ASSESSMENTS = small.assessments(small.service(1, "small"), small.service(2, "other"))


def began(services: str = "small", seed: int = 5) -> Began:
    digest = ASSESSMENTS.full_digest.hex()
    return Began(0, FORMAT, digest, "0.1.0", seed, "2026-03-02", "da", services)


def run(*steps: Step, services: str = "small") -> Visit:
    visit = begin(began(services), ASSESSMENTS)
    for step in steps:
        visit = advance(visit, step)
    return visit


def opened(number: int, *steps: Step) -> Visit:
    """A visit in which the tasks before this one were skipped."""
    visit = run(j.CardSeen(1), j.Guessed(2, 1, 3))
    while visit.next_task and (visit.current is None or visit.current[1] != number):
        visit = advance(visit, j.TaskOpened(10, *visit.next_task))
        if visit.current and visit.current[1] != number:
            visit = advance(visit, j.Skipped(10))
    for step in steps:
        visit = advance(visit, step)
    return visit


def outcome_of(visit: Visit) -> Outcome:
    assert visit.current
    facts = result(visit, 1, Flag(0)).services[0]
    return facts.tasks[visit.current[1] - 1].outcome


def test_a_plain_task_ends_only_when_the_citizen_says_so() -> None:
    visit = opened(1, j.Acted(20, small.OPEN), j.Acted(30, small.YES))
    assert visit.run and not visit.run.ended and visit.run.goal_met
    assert outcome_of(advance(visit, j.Finished(40))) is Outcome.ALONE


def test_a_goal_can_be_undone_again() -> None:
    steps = [j.Acted(20, small.OPEN), j.Acted(30, small.YES), j.Acted(40, small.AGAIN)]
    assert outcome_of(opened(1, *steps, j.Finished(50))) is Outcome.NOT_DONE


def test_stopping_reads_the_state_as_it_stands() -> None:
    steps = [j.Acted(20, small.OPEN), j.Acted(30, small.YES), j.Stopped(40)]
    visit = opened(1, *steps)
    assert outcome_of(visit) is Outcome.ALONE
    assert result(visit, 1, Flag(0)).ended is Ended.STOPPED


def test_stopping_between_tasks_leaves_the_last_one_as_it_ended() -> None:
    before = opened(1, j.Acted(20, small.OPEN), j.Acted(30, small.YES), j.Finished(40))
    visit = advance(before, j.Stopped(50))
    assert visit.stopped and visit.next_task is None and visit.runs == before.runs


def test_an_act_that_ends_the_task_ends_it() -> None:
    visit = opened(2, j.Acted(20, small.OPEN), j.Acted(30, small.NO))
    assert visit.run and visit.run.ended and outcome_of(visit) is Outcome.ALONE


def test_an_unsafe_act_counts_whatever_comes_after() -> None:
    steps = [j.Acted(20, small.OPEN), j.Acted(25, small.SAVE), j.BegunAgain(27)]
    visit = opened(2, *steps, j.Acted(30, small.OPEN), j.Acted(35, small.NO))
    assert outcome_of(visit) is Outcome.UNSAFE
    assert visit.run and visit.run.begun_again == 1


def test_refusing_a_true_case_is_a_false_alarm() -> None:
    visit = opened(3, j.Acted(20, small.OPEN), j.Acted(30, small.NO))
    assert outcome_of(visit) is Outcome.FALSE_ALARM


@pytest.mark.parametrize("level", [1, 2, 3])
def test_help_that_was_used_is_told(level: int) -> None:
    steps = [j.Hinted(15, level), j.Acted(20, small.OPEN), j.Acted(30, small.YES), j.Finished(40)]
    assert outcome_of(opened(1, *steps)) is Outcome(Outcome.ALONE + level)
    helped = opened(1, j.MentorHelped(15), *steps)
    assert outcome_of(helped) is Outcome.MENTOR


def test_that_somebody_listened_is_a_fact_of_the_visit_and_no_help() -> None:
    steps = [j.Acted(20, small.OPEN), j.Acted(30, small.YES), j.Finished(40)]
    heard = opened(1, j.Listened(15), *steps)
    assert (heard.listened, opened(1, *steps).listened) == (True, False)
    assert outcome_of(heard) is Outcome.ALONE


def test_a_pause_is_not_time_on_task() -> None:
    steps = [j.Acted(2010, small.OPEN), j.Paused(3010), j.Paused(4000), j.Resumed(63_010)]
    visit = opened(1, *steps, j.Acted(64_010, small.YES), j.Finished(65_010))
    assert visit.run and seconds_on(visit.run, visit.at) == 5
    assert visit.run.first_action_at == 2010 and visit.run.actions == 2


def test_time_that_passes_in_the_service_is_no_action() -> None:
    steps = [j.Acted(20, small.OPEN), j.Acted(30, small.SAVE), j.Acted(40, small.YES)]
    visit = opened(1, *steps, j.Acted(50, "later/tidy"))
    assert visit.run and visit.run.actions == 3 and visit.run.values["saved"] == "no"


def test_missed_taps_are_counted_by_task_and_change_nothing_else() -> None:
    visit = opened(1, j.Missed(20), j.Missed(30), j.BegunAgain(40), j.Missed(50))
    assert visit.run and (visit.run.missed, visit.run.actions, visit.run.ended) == (3, 0, False)
    assert visit.next_task
    after = advance(advance(visit, j.Finished(60)), j.TaskOpened(70, *visit.next_task))
    assert [run.missed for run in after.runs.values()][-2:] == [3, 0]


def test_drumming_fingers_do_not_fill_the_journal() -> None:
    visit = opened(1, *[j.Missed(20)] * MOST_MISSED)
    assert visit.run and visit.run.missed == MOST_MISSED
    with pytest.raises(JournalError):
        advance(visit, j.Missed(30))


def test_a_journal_from_before_missed_taps_were_written_replays() -> None:
    """A new kind of line leaves the format as it was: a visit that is open now stays open."""
    head = f'["began",0,1,"{ASSESSMENTS.full_digest.hex()}","0.1.0",5,"2026-03-02","da","small"]'
    service, task = run().order[0]
    lines = [
        head,
        '["comfort",0,"M","light"]',
        '["card",1]',
        '["guess",2,1,3]',
        f'["task",1000,{service},{task}]',
        '["pause",2000]',
        '["resume",12000]',
        f'["act",13500,"{small.OPEN}"]',
    ]
    visit = replay([line.encode() for line in lines], ASSESSMENTS)
    assert visit.run and (visit.run.missed, visit.run.actions) == (0, 1)
    assert FORMAT == 1


def test_the_deciding_information_stays_opened() -> None:
    visit = opened(1)
    assert visit.run and not visit.run.decided
    visit = advance(visit, j.Acted(20, small.OPEN))
    visit = advance(visit, j.Acted(30, small.YES))
    assert visit.run and visit.run.decided and visit.run.met == {"answered"}


def test_a_visit_goes_from_place_to_place() -> None:
    visit = run()
    assert isinstance(place(visit), Card)
    visit = advance(visit, j.CardSeen(1))
    assert isinstance(place(visit), OwnGuess)
    visit = advance(visit, j.Guessed(2, 1, 2))
    while isinstance(here := place(visit), Opening):
        visit = advance(visit, j.TaskOpened(3, *here.ref))
        assert isinstance(place(visit), InTask)
        visit = advance(visit, j.Finished(4))
    assert isinstance(place(visit), AskHelped)
    visit = advance(visit, j.HelpStated(5, 1, 2))
    assert isinstance(place(visit), Summary)
    visit = advance(visit, j.SummarySeen(6, 1))
    assert isinstance(place(visit), ShareOrNot)
    fact = result(visit, 2, Flag.PRACTICE).services[0]
    assert (fact.guess, fact.helped) == (Guess.WITH_HELP, Helped.A_LITTLE)
    assert {t.outcome for t in fact.tasks} == {Outcome.NOT_DONE}


def test_what_would_have_happened_is_told_after_the_task() -> None:
    visit = opened(2, j.Acted(20, small.OPEN), j.Acted(30, small.YES))
    here = place(visit)
    assert isinstance(here, After) and [t.source for t in here.stories] == ["Pengene var væk."]
    assert not isinstance(place(advance(visit, j.AfterSeen(40))), After)


def test_the_second_service_follows_the_first() -> None:
    visit = run(j.CardSeen(1), j.Guessed(2, 1, 2), services="small other")
    visit = advance(visit, j.TaskOpened(3, *visit.order[0]))
    stopped = advance(visit, j.Stopped(4))
    stopped = advance(advance(stopped, j.HelpStated(5, 1, 1)), j.SummarySeen(6, 1))
    assert isinstance(place(stopped), ShareOrNot)
    assert [f.service for f in result(stopped, 1, Flag(0)).services] == [1]
    while not isinstance(here := place(visit), OwnGuess):
        step: Step = j.Finished(5)
        if isinstance(here, Opening):
            step = j.TaskOpened(5, *here.ref)
        elif isinstance(here, AskHelped):
            step = j.HelpStated(5, 1, 1)
        elif isinstance(here, Summary):
            step = j.SummarySeen(5, 1)
        visit = advance(visit, step)
    assert here.service.key == "other"


def test_language_and_comfort_are_kept() -> None:
    visit = run(j.LanguageChosen(1, "en"), j.ComfortChosen(2, "XL", "dark"))
    assert (visit.language, visit.comfort) == ("en", ("XL", "dark"))


def test_every_task_of_a_form_is_drawn_from_the_seed() -> None:
    rows = set()
    for seed in range(40):
        visit = begin(began(seed=seed), ASSESSMENTS)
        visit = advance(visit, j.CardSeen(1))
        visit = advance(visit, j.TaskOpened(1, *visit.order[0]))
        assert visit.run
        rows.add(visit.run.form.row)
    assert rows == {0, 1}


@pytest.mark.parametrize(
    "first",
    [
        replace(began(), format=FORMAT + 1),
        replace(began(), content="00"),
        began(services="gone"),
        began(services=""),
        j.CardSeen(0),
    ],
)
def test_a_visit_under_other_content_is_closed(first: Step) -> None:
    with pytest.raises(JournalError, match="another version"):
        begin(first, ASSESSMENTS)


@pytest.mark.parametrize(
    "steps",
    [
        [j.Acted(1, small.OPEN)],
        [j.Finished(1)],
        [j.Missed(1)],
        [j.Paused(1)],
        [j.AfterSeen(1)],
        [j.TaskOpened(1, 1, 3)],
        [j.TaskOpened(1, 1, 1), j.TaskOpened(2, 1, 2)],
        [j.Guessed(1, 9, 1)],
        [began()],
    ],
)
def test_a_step_that_cannot_follow_closes_the_visit(steps: list[Step]) -> None:
    with pytest.raises(JournalError, match="another version"):
        replay([encode(began()), *map(encode, steps)], ASSESSMENTS)


def test_an_empty_journal_is_no_visit() -> None:
    with pytest.raises(JournalError):
        replay([], ASSESSMENTS)


EVENTS = st.sampled_from(
    [small.OPEN, small.YES, small.NO, small.SAVE, small.AGAIN, "later/tidy", "?"]
)
MOVES = st.one_of(
    EVENTS.map(lambda e: lambda at: j.Acted(at, e)),
    st.sampled_from([j.Finished, j.Skipped, j.Paused, j.Resumed, j.BegunAgain, j.MentorHelped]),
    st.just(j.Missed),
    st.just(j.CardSeen),
    st.integers(1, 3).map(lambda n: lambda at: j.Hinted(at, n)),
)


@given(st.lists(MOVES, max_size=30), st.integers(0, 2**32 - 1))
def test_a_replay_equals_the_visit(moves: list[object], seed: int) -> None:
    """The same journal gives the same result, line by line and all at once."""
    visit = begin(began(seed=seed), ASSESSMENTS)
    lines = [encode(began(seed=seed))]
    for at, make in enumerate(moves):
        for step in (make(at), *([j.TaskOpened(at, *visit.next_task)] if visit.next_task else [])):  # type: ignore[operator]
            try:
                visit = advance(visit, step)
            except JournalError:
                continue
            lines.append(encode(step))
    again = replay(lines, ASSESSMENTS)
    assert again == visit
    assert result(again, 1, Flag(0)) == result(visit, 1, Flag(0))


def test_every_mistake_that_has_a_text_is_told_apart_by_task() -> None:
    visit = opened(2, j.Acted(20, small.OPEN), j.Acted(25, small.SAVE), j.Acted(30, small.YES))
    (told,) = mistakes(visit, visit.services[0])
    assert told.task.key == "false"
    assert [text.source for text in told.texts] == ["Pengene var væk."]
    assert not mistakes(opened(1, j.Finished(20)), visit.services[0])

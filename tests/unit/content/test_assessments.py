"""What the assessments that are shipped promise."""

from __future__ import annotations

import pytest

from kiosk.content.check import check
from kiosk.content.report import FormReport, ServiceReport
from kiosk.domain.simulation.view import Kind
from kiosk.domain.task import Assessments, Case, Form, Rung, Task
from tests.shipped import shipped as shipped_ones

SOFT_HYPHEN = "\u00ad"
COLUMNS = {"browser": 18, "phone": 15, "new_phone": 15, "display": 15, "tablet": 18}
"""Letters of reading size that fit on a line of a device at text size M."""


@pytest.fixture(scope="module")
def shipped() -> Assessments:
    return shipped_ones()


def forms(shipped: Assessments) -> list[tuple[Task, Form]]:
    return [(t, f) for s in shipped.services for t in s.tasks for f in t.forms]


def form_reports(reports: list[ServiceReport]) -> list[FormReport]:
    return [f for s in reports for t in s.tasks for f in t.forms]


@pytest.mark.untraced
def test_everything_is_proven_and_has_the_figures_that_were_promised(shipped: Assessments) -> None:
    """One test, so that the proof of all content is made once."""
    reports = check(shipped)
    assert [flaw for report in reports for flaw in report.every_flaw()] == []
    for form in form_reports(reports):
        assert form.off_path >= 0.6
        assert len(form.traps) >= 3
        assert form.lucky is None or len(form.lucky) > len(form.shortest)
    measured = [task.lix for service in reports for task in service.tasks]
    assert all(x is not None and x <= 25 for x in measured), "texts are easy to read"


def test_reading_decides_in_every_safety_task(shipped: Assessments) -> None:
    assert all(f.decides for task, f in forms(shipped) if task.rung is Rung.SAFETY)


def test_half_of_the_safety_tasks_are_true_and_each_has_its_twin(shipped: Assessments) -> None:
    for service in shipped.services:
        safety = [t for t in service.tasks if t.rung is Rung.SAFETY]
        cases = [t.case for t in safety]
        assert cases.count(Case.TRUE) == cases.count(Case.FALSE)
        for task in safety:
            assert task.twin is not None
            assert service.task(task.twin).twin == task.number


def test_twins_ask_the_same_in_the_same_words(shipped: Assessments) -> None:
    for service in shipped.services:
        for task in (t for t in service.tasks if t.twin is not None):
            other = service.task(task.twin or 0)
            asked = [f.prompt.say(lambda key, source: source) for f in task.forms]
            assert asked == [f.prompt.say(lambda key, source: source) for f in other.forms]


def test_an_unsafe_trap_tells_what_would_have_happened(shipped: Assessments) -> None:
    for task, form in forms(shipped):
        if task.case is Case.FALSE:
            assert any(t.unsafe and t.text for t in form.traps)
        if task.case is Case.TRUE:
            assert any(t.alarm and t.text for t in form.traps)


def test_no_word_of_a_view_is_wider_than_its_device(shipped: Assessments) -> None:
    for _, form in forms(shipped):
        for view in form.views:
            texts = [c.text for c in view.components if c.text is not None]
            for word in " ".join(t.say(lambda key, source: source) for t in texts).split():
                pieces = word.replace("-", SOFT_HYPHEN).split(SOFT_HYPHEN)
                address = word.endswith((".dk", ".example", ".test"))  # in small letters
                assert address or max(map(len, pieces)) <= COLUMNS[view.device] + 1, word


def test_a_view_has_room_for_what_it_shows(shipped: Assessments) -> None:
    """On the right way: a heading, three texts and what can be tapped; a gate has long lists."""
    measured = (s for s in shipped.services if not s.gate)
    for form in (f for s in measured for t in s.tasks for f in t.forms):
        values = form.machine.decode(form.machine.start)
        while step := form.step_toward(values):
            for device in form.devices:
                kinds = [c.kind for c in form.view(values, device).components]
                assert kinds.count(Kind.HEADING) <= 1
                assert kinds.count(Kind.TEXT) <= 3
                assert sum(k not in (Kind.HEADING, Kind.TEXT, Kind.BACK) for k in kinds) <= 6
            state = form.machine.apply(form.machine.encode(values), step[1])
            values = form.machine.decode(state)


def test_nobody_real_can_be_reached(shipped: Assessments) -> None:
    """Invented mail addresses stand under a reserved ending."""
    assert all(s.person.mail.endswith((".example", ".test")) for s in shipped.services)

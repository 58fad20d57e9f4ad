from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from kiosk.content.between import between_forms
from kiosk.content.check import Budget, check
from kiosk.content.load import load
from kiosk.content.report import Flaw, FormReport, ServiceReport
from tests.little_service import CLOCK, TASKS, service, tasks, written

"""A slow machine is no flaw of the content."""


def report(folder: Path, **changes: str) -> ServiceReport:
    return check(load(written(folder, **changes)))[0]


def said(report: ServiceReport) -> list[str]:
    return [f"{where}: {flaw.property}: {flaw.message}" for where, flaw in report.every_flaw()]


def test_a_sound_service_has_no_flaw(tmp_path: Path) -> None:
    found = report(tmp_path)
    assert found.sound
    assert said(found) == []
    assert (found.key, found.views, [t.key for t in found.tasks]) == (
        "little",
        7,
        ["without_clash"],
    )
    form = found.tasks[0].forms[0]
    assert (len(form.shortest), form.lucky and len(form.lucky), form.states) == (4, 4, 30)
    assert form.off_path > 0.6


def test_a_report_is_plain_data(tmp_path: Path) -> None:
    assert asdict(report(tmp_path))["tasks"][0]["forms"][0]["form"] == 1


def test_progress_is_told_for_each_form(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    check(load(written(tmp_path)), "little", lambda *now: told.append(now))
    assert told == [(1, 2, "little/without_clash"), (2, 2, "little/without_clash")]


def test_only_the_service_that_was_asked_for_is_checked(tmp_path: Path) -> None:
    assert check(load(written(tmp_path)), "other") == []


def test_luck_is_a_flaw_unless_it_is_allowed(tmp_path: Path) -> None:
    found = said(report(tmp_path, **tasks("    luck: allowed\n", "")))
    assert found == [
        f"little/without_clash form {n}: luck: the goal is as near without what decides"
        for n in (1, 2)
    ]


def test_forms_of_unequal_length_or_with_other_traps_are_told(tmp_path: Path) -> None:
    form = "{free: wed, busy: [mon, tue]"
    longer = said(report(tmp_path / "a", **tasks(form, "{free: none, busy: [mon, tue]")))
    assert any("solvable: the goal holds at the start" in f for f in longer)
    other = tasks(
        "{when: {browser: times, slot", "{when: {booked not: <free>, browser: times, slot"
    )
    assert said(report(tmp_path / "b", **other)) == []
    alike = TASKS.replace("{booked: <busy>}", "{booked: <clash>}")
    alike = alike.replace("busy: [mon, wed]", "clash: mon").replace(
        "busy: [mon, tue]", "clash: none"
    )
    assert any(
        "differ in traps: clash" in f for f in said(report(tmp_path / "c", little__tasks=alike))
    )


def test_a_way_that_wins_in_every_form_unread_is_a_habit(tmp_path: Path) -> None:
    same = tasks("{free: wed, busy: [mon, tue]", "{free: tue, busy: [mon, wed]")
    assert any(
        "without_clash: habit: one way wins in every form" in f
        for f in said(report(tmp_path, **same))
    )


def test_a_habit_that_no_budget_suffices_for_is_told(tmp_path: Path) -> None:
    task = load(written(tmp_path)).service(7).tasks[0]
    reports = [FormReport(n, lucky=("tap",)) for n in (1, 2)]
    (flaw,) = between_forms(task, reports, limit=1)
    assert (flaw.property, flaw.message) == (
        "budget",
        "more than 1 states of its forms side by side",
    )


def test_a_view_that_nothing_leads_to_and_a_control_that_does_nothing(tmp_path: Path) -> None:
    attic = "  clock.attic:\n    show:\n      - {button: Op, id: up, go: face}\n"
    dead = "      - {button: Stil, id: set, go: face}\n"
    found = said(report(tmp_path, parts__clock=CLOCK + dead + attic))
    assert found == [
        "little: view live: view 'clock.attic' is never shown",
        "little: component live: 'clock.face/set' never changes anything",
        "little: component live: 'clock.attic/up' never changes anything",
    ]


def test_a_task_that_random_taps_win_is_told(tmp_path: Path) -> None:
    easy = tasks("goal: {booked: <free>}", "goal: {alarm: no}")
    assert any(
        "of random runs end with the goal met, 10% may" in f for f in said(report(tmp_path, **easy))
    )


def test_a_long_proof_is_told(tmp_path: Path) -> None:
    found = said(check(load(written(tmp_path)), budget=Budget(steps=0))[0])
    assert len([f for f in found if "budget: the proof took" in f]) == 2


def test_a_budget_too_small_is_told_once_for_each_form(tmp_path: Path) -> None:
    found = said(check(load(written(tmp_path)), budget=Budget(states=3))[0])
    assert len([f for f in found if "budget: more than" in f]) == 2


def test_twins_are_held_against_each_other(tmp_path: Path) -> None:
    false = TASKS.replace("rung: 2", "rung: S\n    case: false\n    twin: 4")
    true = (
        TASKS.replace("tasks:\n", "")
        .replace("without_clash", "with_clash")
        .replace("number: 3", "number: 4")
        .replace("rung: 2", "rung: S\n    case: true\n    twin: 3")
    )
    found = said(report(tmp_path, little__tasks=false + true))
    assert (
        "little/without_clash: habit: parts from 'with_clash' before what decides is seen" in found
    )


def test_a_flaw_shows_the_taps(tmp_path: Path) -> None:
    stuck = service("        id: move\n        set: {booked: none}\n        go: times",
                    "        id: move\n        set: {place: town}")  # fmt: skip
    flaws = [f for _, f in report(tmp_path, **stuck).every_flaw() if f.property == "dead end"]
    assert flaws[0] == Flaw(
        "dead end",
        flaws[0].message,
        ("browser.front/book", "browser.times/slot.mon", "browser.summary/phone_number=own",
         "browser.summary/confirm"),
        ('"Bestil tid" (browser.front)', '"mandag 9:30" (browser.times)',
         '"Telefon": own (browser.summary)', '"Bekræft" (browser.summary)'),
    )  # fmt: skip


def test_long_sentences_and_hard_words_are_told(tmp_path: Path) -> None:
    words = "en to tre fire fem seks syv otte ni ti elleve tolv tretten"
    long = tasks("nudge: Hvornår er du optaget?", f"nudge: {words}")
    assert f"little/without_clash: plain language: 13 words: {words}" in said(
        report(tmp_path / "a", **long)
    )
    hard = " ".join(
        ["Myndighedernes selvbetjeningsløsninger forudsætter digital kommunikation."] * 3
    )
    told = said(report(tmp_path / "b", **tasks("Du var optaget <busy_text>.", hard)))
    assert any("plain language: LIX" in f for f in told)
    terms = "terms: [myndighedernes, selvbetjeningsløsninger, forudsætter, digital, kommunikation]"
    known = tasks("Du var optaget <busy_text>.", hard)
    assert said(report(tmp_path / "c", terms=terms + "\n", **known)) == []


def test_a_form_that_is_two_steps_longer_is_told(tmp_path: Path) -> None:
    far = TASKS.replace("start: {alarm: yes}", "start: {alarm: yes, browser: <from>}")
    far = far.replace("{free: tue,", "{free: tue, from: front,")
    far = far.replace("{free: wed,", "{free: wed, from: summary,").replace(
        "goal: {booked: <free>}", "goal: {booked not: none}"
    )
    started = far.replace("browser: <from>}", "browser: <from>, slot_chosen: <chosen>}")
    started = started.replace("from: front,", "from: front, chosen: none,")
    started = started.replace("from: summary,", "from: summary, chosen: wed,")
    found = said(report(tmp_path, little__tasks=started))
    assert "little/without_clash: form-equal: shortest ways differ: [4, 2]" in found


def test_a_control_counts_as_live_when_any_task_can_use_it(tmp_path: Path) -> None:
    hidden = "      - {button: Vis, id: show, when: {booked: tue}, set: {alarm: no}}\n"
    assert said(report(tmp_path, parts__clock=CLOCK + hidden)) == []


def test_a_form_is_proven_once_for_all_that_differ_in_texts_alone(tmp_path: Path) -> None:
    same = tasks("{free: wed, busy: [mon, tue]", "{free: tue, busy: [mon, wed]")
    first, second = report(tmp_path, **same).tasks[0].forms
    assert (first.form, second.form) == (1, 2)
    assert (first.seconds, first.random) == (second.seconds, second.random)


def test_other_processes_prove_the_same(tmp_path: Path) -> None:
    little = load(written(tmp_path))
    alone, shared = check(little), check(little, workers=2)
    for found in (alone, shared):
        for form in found[0].tasks[0].forms:
            form.seconds = 0
    assert alone == shared


def test_a_task_in_which_too_little_can_go_wrong_is_told(tmp_path: Path) -> None:
    fewer = tasks("      other_phone: {when: {phone_number: other}}\n", "")
    assert said(report(tmp_path / "a", **fewer)) == [
        f"little/without_clash form {n}: mistakes: 2 mistakes can be made where 3 are wanted"
        for n in (1, 2)
    ]
    gate = tasks("rung: 2", "rung: 1")["little__tasks"].replace(
        "      other_phone: {when: {phone_number: other}}\n", ""
    )
    found = report(
        tmp_path / "b", little__tasks=gate, **service("person: ann", "person: ann\ngate: yes")
    )
    assert (said(found), found.notes) == ([], [])


def test_a_task_whose_controls_are_nearly_all_on_the_way_is_told_but_for_a_gate(
    tmp_path: Path,
) -> None:
    narrow = {
        "parts__clock": "vars:\n  alarm: [no, yes]\n",
        "little__service": NARROW,
        "little__tasks": NARROW_TASK,
    }
    flaws = report(tmp_path / "a", **narrow).every_flaw()
    (flaw, *_) = (f for _, f in flaws if f.property == "off path")
    assert flaw.message == "50% of the controls lie off the shortest way, not 60%"
    assert flaw.taps == ('"Ind" (browser.front)', '"Gem" (browser.form)')
    gate = narrow | {"little__service": NARROW.replace("person: ann", "person: ann\ngate: yes")}
    assert not [f for f in said(report(tmp_path / "b", **gate)) if "off path" in f]


NARROW = """\
number: 7
name: Smal
languages: [da]
person: ann
vars:
  saved: [no, yes]
views:
  browser.front:
    show:
      - link: Ind
        id: enter
        go: form
  browser.form:
    back: front
    show:
      - button: Gem
        id: save
        set: {saved: yes}
      - quiet: Fortryd
        id: undo
        set: {saved: no}
"""

NARROW_TASK = """\
tasks:
  save:
    number: 1
    rung: 1
    item: {a: 1, b: 0, origin: expert}
    can: Gemme
    next: Gem
    prompt: Gem siden.
    forms: [{x: a}, {x: b}]
    goal: {saved: yes}
    hints:
      - {id: only, nudge: Hvor kan man gemme?}
"""

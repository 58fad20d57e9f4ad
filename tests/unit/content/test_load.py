from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.content.errors import ContentError
from kiosk.content.find import UnknownServiceError
from kiosk.content.load import load
from kiosk.domain.simulation.view import Kind
from kiosk.domain.task import Rung
from tests.little_service import (
    CLOCK,
    PERSONS,
    SERVICE,
    TASKS,
    edited,
    faults,
    line,
    service,
    tasks,
    written,
)


def only(folder: Path) -> str:
    """The one fault of a folder, as an author reads it."""
    found = faults(folder)
    assert len(found) == 1, [str(f) for f in found]
    return str(found[0])


def test_a_service_is_read_whole(tmp_path: Path) -> None:
    loaded = load(written(tmp_path)).service(7)
    assert (loaded.key, loaded.languages, loaded.person.key) == ("little", ("da",), "ann")
    assert loaded.name.source == "Tid hos kommunen"
    task = loaded.task(3)
    assert (task.key, task.rung, task.case, task.a, task.b) == (
        "without_clash", Rung.ALONE, None, 1.1, -0.5,
    )  # fmt: skip
    assert (task.origin, task.luck, task.final, task.twin) == ("expert", True, False, None)
    assert [f.row for f in task.forms] == [0, 1]
    assert task.forms[0].devices == ("browser", "card", "clock")


def test_a_form_fills_slots_in_conditions_and_in_texts(tmp_path: Path) -> None:
    first, second = load(written(tmp_path)).service(7).task(3).forms
    assert first.goal == ({"booked": frozenset({"tue"})},)
    assert second.goal == ({"booked": frozenset({"wed"})},)
    values = second.machine.decode(second.machine.start) | {"card": "open"}
    busy = second.view(values, "card").components[0].text
    assert busy is not None
    assert busy.say(lambda key, source: source) == "Du er optaget mandag og tirsdag"
    english = {
        busy.key: "You are busy <busy_text>",
        "little/without_clash/forms.2.busy_text": "Mon",
    }
    assert busy.say(lambda key, _source: english[key]) == "You are busy Mon"


def test_a_component_is_repeated_for_each_item(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    values = form.machine.decode(form.machine.start) | {"browser": "times"}
    rows = form.view(values, "browser").components
    assert [c.id for c in rows] == ["back", "slot.mon", "slot.tue", "slot.wed"]
    assert rows[1].event == "browser.times/slot.mon"
    assert rows[1].text is not None
    assert rows[1].text.say(lambda key, source: source) == "mandag 9:30"
    assert rows[1].text.values["slot.time"].key == "little/lists/slot.mon.time"  # type: ignore[union-attr]


def test_an_effect_may_name_the_item_that_a_variable_names(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    state = form.machine.play(["browser.front/book", "browser.times/slot.tue"])
    values = form.machine.decode(state)
    assert (values["seen.tue"], values["seen.mon"]) == ("yes", "no")
    assert [c.id for c in form.view(values, "browser").components] == [
        "back", "chosen.tue", "seen", "phone", "confirm",
    ]  # fmt: skip


def test_forgotten_variables_start_anew_when_their_view_is_left(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    way = ["browser.front/book", "browser.times/slot.tue", "browser.summary/phone_number=own"]
    typed = form.machine.play(way)
    assert form.machine.decode(typed)["phone_number"] == "own"
    left = form.machine.decode(form.machine.apply(typed, "browser.summary/back"))
    assert (left["phone_number"], left["slot_chosen"]) == ("empty", "none")


def test_views_carry_address_title_and_lock(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    views = {v.key: v for v in form.views}
    address = views["browser.front"].address
    assert address is not None
    assert address.say(lambda key, source: source) == "tid.example"
    assert (views["browser.front"].secure, views["browser.receipt"].secure) == (True, False)
    title = views["clock.face"].title
    assert title is not None
    assert title.key == "parts.clock/views/clock.face.title"


def test_a_part_is_used_with_its_parameters(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    alarm = next(v for v in form.views if v.key == "clock.face").components[0]
    assert alarm.text is not None
    assert alarm.text.say(lambda key, source: source) == "Alarm til dig"
    assert alarm.event == "clock.face/alarm"
    assert form.machine.decode(form.machine.start)["alarm"] == "yes"
    off = form.machine.apply(form.machine.start, alarm.event)
    assert form.machine.decode(off)["alarm"] == "no"
    assert form.machine.apply(off, alarm.event) == form.machine.start


def test_known_inputs_come_from_the_practice_person(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    assert form.inputs["phone_number"] == {"own": "20 30 40 50", "mail": "ann@ovesen.example"}


def test_a_field_and_a_choice_offer_the_values_of_their_variable(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    values = form.machine.decode(form.machine.start)
    choice = form.view(values, "browser").components[1]
    assert [o.event for o in choice.options] == [
        "browser.front/place=town",
        "browser.front/place=village",
    ]
    moved = form.machine.apply(form.machine.start, "browser.front/place=village")
    assert form.machine.decode(moved)["place"] == "village"
    field = form.view(values | {"browser": "summary"}, "browser").components[1]
    assert (field.kind, field.keys, field.hidden) == (Kind.FIELD, "digits", False)


def test_what_yaml_would_turn_into_something_else_stays_a_text(tmp_path: Path) -> None:
    named = service(
        "tue: {day: second, texts: {time: tirsdag 10:00}}", "tue: {day: no, texts: {time: 010}}"
    )
    form = load(written(tmp_path, **named)).service(7).task(3).forms[0]
    values = form.machine.decode(form.machine.start) | {"browser": "times"}
    text = form.view(values, "browser").components[2].text
    assert text is not None
    assert text.say(lambda key, source: source) == "010"


# -- faults

BROKEN = [
    (service("go: times", "go: tims"), "'browser' has no view 'tims' (did you mean 'times'?)"),
    (service("link: Bestil tid", "lnk: Bestil tid"),
     "unknown component 'lnk' (did you mean 'link'?)"),
    (service("icon: info", "icn: info"), "unknown key 'icn' (did you mean 'icon'?)"),
    (service("icon: info", "icon: Info!"), "an icon is written in a-z, 0-9 and _, not 'Info!'"),
    (service("when: {missing: yes}", "when: {mising: yes}"),
     "unknown variable 'mising' (did you mean 'missing'?)"),
    (service("when: {missing: yes}", "when: {missing: yess}"),
     "'missing' is never 'yess' (did you mean 'yes'?)"),
    (service("when: {missing: yes}", "when: yes"), "a table of keys and values is expected here"),
    (service("each: slot\n        set", "each: slt\n        set"),
     "unknown list 'slt' (did you mean 'slot'?)"),
    (service("<slot.time>", "<slot.tme>"), "unknown slot '<slot.tme>' (did you mean 'slot.time'?)"),
    (service("{slot_chosen: <slot>, seen", "{slot_chosen: <slut>, seen"),
     "unknown slot '<slut>' (did you mean 'slot'?)"),
    (service("as slot_chosen", "as slot_chose"),
     "unknown variable 'slot_chose' (did you mean 'slot_chosen'?)"),
    (service("set: {missing: yes}", "set: {}"), "nothing is set"),
    (service("        id: book\n        go: times", "        id: book"),
     "a tap must do something: add set, go or do"),
    (service("id: confirm", "id: missing"), "'missing' stands twice in browser.summary"),
    (service("        id: seen\n", ""), "'id' is missing"),
    (service("variable: place", "variable: plaice"),
     "unknown variable 'plaice' (did you mean 'place'?)"),
    (service("variable: phone_number", "variable: place"),
     "'place' is not typed: [...] (known: phone_number)"),
    (service("keys: digits", "keys: digit"), "keys is text or digits"),
    (service("{town: I byen, village: På landet}", "{town: I byen, vilage: På landet}"),
     "'place' is never 'vilage' (did you mean 'village'?)"),
    (service("{town: I byen, village: På landet}", "{town: I byen}"),
     "a choice needs two or more options"),
    (service("place: [town, village]", "place: [town]"),
     "'place' needs two or more different values"),
    (service("booked: [none, each slot]", "booked: [none, each slut]"),
     "unknown list 'slut' (did you mean 'slot'?)"),
    (service("seen each slot:", "seen each slut:"), "unknown list 'slut' (did you mean 'slot'?)"),
    (service("  missing: browser.summary", "  missing: browser.sumary"),
     "unknown view 'browser.sumary' (did you mean 'browser.summary'?)"),
    (service("  missing: browser.summary", "  mising: browser.summary"),
     "unknown variable 'mising' (did you mean 'missing'?)"),
    (service("heading: Borgerservice", f"heading: {'Borgerservice ' * 5}"),
     f"69 letters where 48 fit: '{('Borgerservice ' * 5).strip()}'"),
    (service("button: Bekræft", "button: Bekræft tiden nu her"),
     "more than 3 words on a button: 'Bekræft tiden nu her'"),
    (service("secure: no", "secure: false"), "'secure' is yes or no"),
    (service("languages: [da]", "languages: [dk]"), "unknown language 'dk' (did you mean 'da'?)"),
    (service("person: ann", "person: anna"),
     "unknown practice person 'anna' (did you mean 'ann'?)"),
    (service("number: 7", "number: 0"), "the number is a whole number from 1 to 999, not '0'"),
    (service("number: 7\n", ""), "'number' is missing"),
    (service("name: Tid hos kommunen\n", "name: []\n"), "a text is expected here"),
    (service("when: {booked not: none, missing: yes}\n    set: {missing: no}",
             "when: {booked not: none}\n    set: {missing: yes}\n  - later: back\n"
             "    when: {missing: yes}\n    set: {missing: no}"),
     "time runs in a circle: later/nothing_much, later/back"),
    (service("    when: {booked not: none, missing: yes}\n    set: {missing: no}",
             "    when: {booked not: none, missing: yes}\n    go: receipt"),
     "name the device of 'receipt': device.view"),
    (service("later: nothing_much", "later: Nothing much"),
     "the name of what happens is written in a-z, 0-9 and _, not 'Nothing much'"),
    (service("  - clock: {name: dig}", "  - clok: {name: dig}"),
     "the file is missing"),
    (service("  - clock: {name: dig}", "  - ../persons"),
     "a part is written in a-z, 0-9 and _, not '../persons'"),
    (service("  - clock: {name: dig}", "  - {}"), "a part is expected here"),
    (service("seen of <slot>: yes}", "seen of no: yes}"),
     "unknown variable 'seen.no' (did you mean 'seen.mon'?)"),
    (service("day of slot_chosen not: third", "hue of slot_chosen not: third"),
     "no item that 'slot_chosen' can name has 'hue'"),
    (service("day of slot_chosen not: third", "day of sun: third"),
     "no item 'sun' with 'day' (known: mon, tue, wed)"),
    ({"parts__clock": CLOCK.replace("[no, yes]", "[yes, no]")},
     "'alarm' must be no or yes, no first"),
    (service("link: Bestil tid", "checkbox: Bestil tid"), "unknown key 'go'"),
    (tasks("goal: {booked: <free>}", "goal: {booked: <fre>}"),
     "unknown slot '<fre>' (did you mean 'free'?)"),
    (tasks("goal: {booked: <free>}", "goal: {booked: <busy_text>}"),
     "'<busy_text>' is a text or a list and cannot stand here"),
    (tasks("rung: 2", "rung: [2]"), "rung is expected here"),
    (tasks("rung: 2", "rung: 4"), "unknown rung '4' (known: 1, 2, 3, S)"),
    (tasks("rung: 2", "rung: S"), "a safety task, and only that, has a case: true or false"),
    (tasks("rung: 2", "rung: 2\n    twin: 9"),
     "without_clash: its twin is a safety task of the other case"),
    (tasks("a: 1.1", "a: 11"), "a is a number from 0.2 to 4.0, not '11'"),
    (tasks("origin: expert", "orgin: expert"), "'origin' is missing"),
    (tasks("luck: allowed", "luck: yes"), "'luck' is allowed, or is left out"),
    (tasks("      - {free: wed, busy: [mon, tue], texts: {busy_text: mandag og tirsdag}}\n", ""),
     "a task has 2 to 8 forms, not 1"),
    (tasks("{free: wed, busy", "{free: {a: b}, busy"), "a slot is a word or a list of words"),
    (tasks("start: {alarm: yes}", "start: {alarm: on}"),
     "'alarm' is never 'on' (did you mean 'no'?)"),
    (tasks("saw_calendar: {card", "booked: {card"), "note 'booked' is also a variable"),
    (tasks("text: Du var optaget <busy_text>.", "unsafe: yes"),
     "only a false case has unsafe traps, a true one alarms"),
    (tasks("id: place", "id: busy"), "hint 'busy' stands twice"),
    (tasks("prompt: Bestil en tid, hvor du kan komme.", "prompt: <nothing>"),
     "unknown slot '<nothing>'"),
    (tasks("  without_clash:", "  views:"), "no task can be called 'views'"),
    (tasks("hints:\n", "hints: here\n    x:\n"), "a list is expected here"),
    (tasks("next: Bestil en tid på nettet", "next: [a, b]"), "a text is expected here"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "message"), BROKEN, ids=[m for _, m in BROKEN])
def test_a_slip_is_named_with_the_nearest_valid_word(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    found = faults(written(tmp_path, **files))
    assert any(f.message.startswith(message) for f in found), [str(f) for f in found]


def test_a_fault_says_file_line_and_path(tmp_path: Path) -> None:
    files = service("go: times", "go: tims")
    where = line(
        "little/service.yaml", "go: tims", {"little/service.yaml": files["little__service"]}
    )
    message = "'browser' has no view 'tims' (did you mean 'times'?)"
    assert only(written(tmp_path, **files)) == (
        f"little/service.yaml:{where} views/browser.front/show/3/go: {message}"
    )


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    broken = written(
        tmp_path,
        little__service=SERVICE.replace("go: times", "go: tims").replace("icon: info", "icn: info"),
        little__tasks=TASKS.replace("rung: 2", "rung: 2\n    wrung: 3"),
        parts__clock=CLOCK.replace("title: Ur", "titel: Ur"),
    )
    with pytest.raises(ContentError) as caught:
        load(broken)
    places = [(f.place.file, f.message.split(" (")[0]) for f in caught.value.faults]
    assert places == [
        ("little/service.yaml", "'browser' has no view 'tims'"),
        ("little/service.yaml", "'browser' has no view 'tims'"),
        ("little/service.yaml", "unknown key 'icn'"),
        ("little/service.yaml", "'browser' has no view 'tims'"),
        ("little/tasks.yaml", "unknown key 'wrung'"),
        ("parts/clock.yaml", "unknown key 'titel'"),
    ]
    assert "6 faults" in str(caught.value)


def test_a_slip_in_what_a_task_is_hides_none_in_what_it_asks(tmp_path: Path) -> None:
    slips = {"rung: 2": "rung: 7", "a: 1.1": "a: nan", "goal: {booked": "goal: {bookd"}
    text = TASKS
    for good, bad in slips.items():
        text = text.replace(good, bad)
    folder = written(
        tmp_path, little__tasks=text, little__service=SERVICE.replace("person: ann", "person: an")
    )
    assert [f.message.split(" (")[0] for f in faults(folder)] == [
        "unknown practice person 'an'",
        "unknown rung '7'",
        "a is a number from 0.2 to 4.0, not 'nan'",
        "unknown variable 'bookd'",
    ]


def test_the_second_file_is_read_where_the_first_cannot_be(tmp_path: Path) -> None:
    folder = written(tmp_path, little__service="a: [b\n", little__tasks="")
    assert [str(f).partition(":")[0] for f in faults(folder)] == [
        "little/service.yaml",
        "little/tasks.yaml",
    ]


def test_persons_that_cannot_be_read_are_all_that_is_told(tmp_path: Path) -> None:
    assert only(written(tmp_path, persons="")).startswith("persons.yaml:1: the file is empty")


def test_a_key_that_is_missing_is_told_once(tmp_path: Path) -> None:
    assert only(written(tmp_path, **tasks("    prompt: Bestil en tid, hvor du kan komme.\n", "")))


def test_a_service_has_a_task_and_a_folder_of_tasks_a_service(tmp_path: Path) -> None:
    told = only(written(tmp_path / "a", little__tasks="tasks:\n"))
    assert "there is no task: a service has one or more" in told
    folder = written(tmp_path / "b")
    (folder / "little" / "service.yaml").unlink()
    assert only(folder) == "little/service.yaml:1: the file is missing"
    (folder / "little" / "tasks.yaml").unlink()
    assert "there is no service here" in only(folder)


def test_a_slip_in_one_place_is_told_once_however_many_forms_there_are(tmp_path: Path) -> None:
    assert only(written(tmp_path, **service("go: times", "go: tims")))


def test_numbers_are_used_once(tmp_path: Path) -> None:
    second = TASKS + TASKS.replace("tasks:\n", "").replace("without_clash", "again")
    assert "number 3 is already that of 'without_clash'" in only(
        written(tmp_path, little__tasks=second)
    )
    other = written(tmp_path, other__service=SERVICE, other__tasks=TASKS, little__tasks=TASKS)
    assert "number 7 is already that of 'little'" in only(other)


def test_a_name_is_declared_once(tmp_path: Path) -> None:
    clock = CLOCK.replace("alarm: [no, yes]", "alarm: [no, yes]\n  missing: [no, yes]")
    found = faults(written(tmp_path, parts__clock=clock + "  browser.front: {show: []}\n"))
    said = [f.message for f in found]
    assert "variable 'missing' is declared twice" in said
    assert "view 'browser.front' stands twice" in said
    lists = written(tmp_path, parts__clock=CLOCK + "lists: {slot: {a: {}}}\n")
    assert "list 'slot' is declared twice" in only(lists)


def test_time_has_each_name_once(tmp_path: Path) -> None:
    later = "later:\n  - {later: nothing_much, when: {alarm: yes}, set: {alarm: no}}\n"
    assert "'nothing_much' stands twice" in only(written(tmp_path, parts__clock=CLOCK + later))


def test_parts_that_use_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    circle = written(tmp_path, parts__clock="use: [bell]\n" + CLOCK, parts__bell="use: [clock]\n")
    assert only(circle) == "parts/bell.yaml:1 use/1: 'clock' uses itself"


def test_a_part_may_use_another(tmp_path: Path) -> None:
    bell = "views:\n  bell.still:\n    show:\n      - {text: Stille, id: still}\n"
    form = load(
        written(tmp_path, parts__clock="use: [bell]\n" + CLOCK, parts__bell=bell)
    ).service(7).task(3).forms[0]  # fmt: skip
    assert form.devices == ("browser", "card", "clock", "bell")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(CLOCK, "utf-8")
    folder = written(tmp_path / "assessments")
    (folder / "parts" / "clock.yaml").unlink()
    (folder / "parts" / "clock.yaml").symlink_to(outside)
    assert any("outside the assessments" in f.message for f in faults(folder))


def test_a_missing_folder_or_file_is_named(tmp_path: Path) -> None:
    assert any("the folder of assessments is missing" in f.message for f in faults(tmp_path / "no"))
    folder = written(tmp_path)
    (folder / "little" / "tasks.yaml").unlink()
    assert any(str(f) == "little/tasks.yaml:1: the file is missing" for f in faults(folder))


def test_a_broken_persons_file_is_told_with_the_rest(tmp_path: Path) -> None:
    bad = PERSONS.replace("    pin: 123456\n", "").replace("mail:", "male:")
    found = [str(f) for f in faults(written(tmp_path, persons=bad))]
    assert any("'pin' is missing" in f for f in found)
    assert any("unknown key 'male' (did you mean 'mail'?)" in f for f in found)


def test_a_practice_person_may_have_a_password(tmp_path: Path) -> None:
    given = edited("persons.yaml", "pin: 123456", "pin: 123456\n    password: solsikke7")
    typed = edited("little/service.yaml", "mail: <person.mail>", "mail: <person.password>")
    little = load(written(tmp_path, persons=given, little__service=typed)).service(7)
    assert little.person.password == "solsikke7"
    assert little.task(3).forms[0].inputs["phone_number"]["mail"] == "solsikke7"


def test_a_tab_that_does_nothing_is_the_open_one(tmp_path: Path) -> None:
    changed = service("    show:\n", "    show:\n      - tab: Her\n        id: here\n")
    form = load(written(tmp_path, **changed)).service(7).task(3).forms[0]
    tab = next(c for v in form.views for c in v.components if c.id == "here")
    assert (tab.kind, tab.event, tab.live) == (Kind.TAB, None, False)


def test_a_safety_task_has_a_twin_of_the_other_case(tmp_path: Path) -> None:
    false = edited("little/tasks.yaml", "rung: 2", "rung: S\n    case: false\n    twin: 4")
    true = (
        TASKS.replace("tasks:\n", "")
        .replace("without_clash", "with_clash")
        .replace("number: 3", "number: 4")
        .replace("rung: 2", "rung: S\n    case: true\n    twin: 3")
    )
    tasks_of = load(written(tmp_path, little__tasks=false + true)).service(7).tasks
    assert [(t.case, t.twin) for t in tasks_of] == [("false", 4), ("true", 3)]


def test_the_same_files_give_the_same_assessments(tmp_path: Path) -> None:
    first, again = load(written(tmp_path / "a")), load(written(tmp_path / "b"))
    assert first.full_digest == again.full_digest
    assert first.service(7).scoring_digest == again.service(7).scoring_digest


def test_terms_are_read_and_may_be_left_out(tmp_path: Path) -> None:
    assert load(written(tmp_path / "a")).terms == frozenset()
    assert load(written(tmp_path / "b", terms="terms: [øvekort]\n")).terms == {"øvekort"}
    many = "terms:\n" + "".join(f"  - t{n}\n" for n in range(61))
    assert "61 terms where 60 are allowed" in only(written(tmp_path / "c", terms=many))
    assert "a list is expected here" in only(written(tmp_path / "d", terms="terms: x\n"))


def test_parameters_and_arrows_may_name_the_slots_of_the_form(tmp_path: Path) -> None:
    text = service("{name: dig}", "{name: <free>}")["little__service"]
    text = text.replace("back: {set: {slot_chosen: none}", "back: {set: {slot_chosen: <free>}")
    form = load(written(tmp_path, little__service=text)).service(7).task(3).forms[1]
    alarm = next(v for v in form.views if v.key == "clock.face").components[0].text
    assert alarm is not None
    assert alarm.say(lambda key, source: source) == "Alarm til wed"
    way = ["browser.front/book", "browser.times/slot.mon", "browser.summary/back"]
    assert form.machine.decode(form.machine.play(way))["slot_chosen"] == "wed"


def test_tasks_may_stand_in_several_files(tmp_path: Path) -> None:
    second = TASKS.replace("without_clash", "again").replace("number: 3", "number: 4")
    loaded = load(written(tmp_path / "a", little__tasks=TASKS, little__more=second)).service(7)
    assert [(t.number, t.key) for t in loaded.tasks] == [(3, "without_clash"), (4, "again")]
    twice = TASKS.replace("number: 3", "number: 4")
    assert "there are two tasks 'without_clash'" in only(
        written(tmp_path / "b", little__more=twice)
    )
    same = TASKS.replace("without_clash", "again")
    assert "already that of 'without_clash'" in only(written(tmp_path / "c", little__more=same))


def test_a_task_may_name_the_devices_that_stand_before_the_citizen(tmp_path: Path) -> None:
    def with_devices(which: str) -> dict[str, str]:
        return tasks("luck: allowed", f"luck: allowed\n    devices: {which}")

    form = load(written(tmp_path / "a", **with_devices("[card]"))).service(7).task(3).forms[0]
    assert form.devices == ("card",)
    assert {v.device for v in form.views} == {"card"}
    assert form.events(form.machine.decode(form.machine.start)) == ("card.closed/open",)
    assert {r.event.partition(".")[0] for r in form.model.rules} == {"card", "later/nothing_much"}
    assert "unknown device 'cart'" in str(
        faults(written(tmp_path / "b", **with_devices("[cart]")))[0]
    )


def test_a_gate_says_so_and_asks_with_guidance_only(tmp_path: Path) -> None:
    gate = service("number: 7", "number: 7\ngate: yes")
    assert "a gate has tasks of rung 1 only" in only(written(tmp_path / "a", **gate))
    easy = tasks("rung: 2", "rung: 1")
    assert load(written(tmp_path / "b", **gate, **easy)).service(7).gate
    assert not load(written(tmp_path / "c")).service(7).gate


def test_one_service_alone_is_read_for_its_author(tmp_path: Path) -> None:
    written(tmp_path, broken__service="number: [")
    assert [s.key for s in load(tmp_path, "little").services] == ["little"]
    assert faults(tmp_path)
    with pytest.raises(UnknownServiceError, match="did you mean 'little'"):
        load(tmp_path, "litle")

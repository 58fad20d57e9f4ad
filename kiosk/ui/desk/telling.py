"""What a result says, in sentences: facts first, what was managed before what was not. No Kivy."""

from __future__ import annotations

from datetime import datetime

from kiosk.desk.profile import Profile
from kiosk.desk.safety import MANAGED
from kiosk.desk.words import outcome_words
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, TaskFact
from kiosk.domain.summary import ENOUGH, LEFT_OUT, ServiceSummary, TaskLine
from kiosk.i18n import Translator, UnknownLanguageError, by_number, formats

LONGEST = 795
"""Seconds from which a record says only "longer"."""


def first_upper(words: str) -> str:
    """Words that stand alone begin with a capital."""
    return words[:1].upper() + words[1:]


def title(profile: Profile, t: Translator) -> str:
    """The whole result in a sentence for each service, what was managed alone first."""
    known = [service.summary for service in profile.services if service.summary is not None]
    if not known:
        return t.gettext("This result is kept. It can be read when its content arrives.")
    known.sort(key=lambda summary: (-len(summary.alone), -summary.managed))
    return " ".join(_service_title(summary, t) for summary in known)


def _service_title(summary: ServiceSummary, t: Translator) -> str:
    _, name, count = t.gettext, summary.service.name, summary.counted
    if not count:
        return _("{name}: no task tried.", name=name)
    if summary.alone:
        alone = len(summary.alone)
        return _("{name}: {alone} of {count} tasks alone.", name=name, alone=alone, count=count)
    if summary.with_help:
        helped = len(summary.with_help)
        return _(
            "{name}: {helped} of {count} tasks with help.", name=name, helped=helped, count=count
        )
    return _("{name}: tried {count} tasks, not managed yet.", name=name, count=count)


def facts(summary: ServiceSummary, t: Translator) -> list[str]:
    """How many tasks went how, in lines; the first is the strongest."""
    _, alone, helped = t.gettext, len(summary.alone), len(summary.with_help)
    practise, left = len(summary.to_practise), len(summary.lines) - summary.counted
    unopened = sum(line.fact.outcome is Outcome.NOT_REACHED for line in summary.lines)
    lines = []
    if summary.counted:
        lines.append(_("{alone} of {count} tasks alone", alone=alone, count=summary.counted))
    if helped:
        lines.append(_("{n} with help", n=helped))
    if practise:
        lines.append(_("{n} could be practised", n=practise))
    if unopened:
        lines.append(_("{n} not tried", n=unopened))
    if left > unopened:
        lines.append(_("{n} left out", n=left - unopened))
    return lines


def why_facts_only(summary: ServiceSummary, t: Translator) -> str | None:
    """Why nothing but the facts is told; none if there would be enough for more."""
    skipped = sum(line.fact.outcome is Outcome.SKIPPED for line in summary.lines)
    if summary.counted < ENOUGH:
        return t.gettext("Too few tasks for a judgement: facts only.")
    if skipped * 4 > len(summary.lines):
        return t.gettext("Many tasks were skipped: facts only.")
    return None


def task_title(line: TaskLine, t: Translator) -> str:
    """What the citizen can, or could practise."""
    managed = line.fact.outcome in MANAGED | LEFT_OUT
    return t.say(line.task.can if managed else line.task.next)


def task_process(line: TaskLine, t: Translator) -> list[str]:
    """How the task was gone about: time, hints, what was opened; nothing if it was not tried."""
    _, fact = t.gettext, line.fact
    if fact.outcome is Outcome.NOT_REACHED:
        return []
    told = [on_task(fact, t), hints(fact, t)]
    if any(form.decides for form in line.task.forms):
        told.append(
            _("opened what the answer depends on: yes")
            if fact.deciding_opened
            else _("opened what the answer depends on: no")
        )
    if fact.begun_again:
        often = f"{fact.begun_again}+" if fact.begun_again == 3 else str(fact.begun_again)
        told.append(_("begun again: {often}", often=often))
    return [words for words in told if words]


def hints(fact: TaskFact, t: Translator) -> str:
    """How many hints were seen; empty where hints cannot be told from the outcome."""
    seen = {Outcome.ALONE: 0, Outcome.HINT_1: 1, Outcome.HINT_2: 2, Outcome.HINT_3: 3}
    if fact.outcome not in seen:
        return ""
    count = seen[fact.outcome]
    if not count:
        return t.gettext("no hints")
    return t.ngettext("{n} hint", "{n} hints", count)


def on_task(fact: TaskFact, t: Translator) -> str:
    """Time on task."""
    if fact.seconds >= LONGEST:
        return t.gettext("more than 13 minutes")
    return duration(fact.seconds, t)


def duration(seconds: int, t: Translator) -> str:
    """A time as people say it: exact under two minutes, then in whole minutes."""
    minutes, rest = divmod(seconds, 60)
    if minutes == 0:
        return t.ngettext("{n} second", "{n} seconds", seconds)
    if minutes == 1 and rest:
        return t.ngettext("1 minute and {n} second", "1 minute and {n} seconds", rest)
    if seconds >= 120:
        minutes = round(seconds / 60)
    return t.ngettext("{n} minute", "{n} minutes", minutes)


def outcome(fact: TaskFact, t: Translator) -> str:
    """How it went, standing alone."""
    return first_upper(outcome_words(t)[fact.outcome])


def moment(when: datetime, t: Translator) -> str:
    """Day and time of the place where the desk stands."""
    return formats.date_time(when.astimezone(), t.language)


def circumstances(
    profile: Profile, received: datetime | None, t: Translator
) -> list[tuple[str, str]]:
    """Icon and words of each: day, workshop, language, duration, how it ended, who was there."""
    _, result = t.gettext, profile.record.result
    told = [("calendar_today", formats.date_long(profile.day, t.language))]
    if profile.workshop:
        told.append(("location_on", profile.workshop))
    try:
        language = by_number(result.language).name
        told.append(("translate", _("Help language: {language}", language=language)))
    except UnknownLanguageError:
        pass  # a newer tablet's language; the result says the same without it
    told.append(("schedule", first_upper(duration(result.duration, t))))
    stopped = result.ended == Ended.STOPPED
    told.append(("flag", _("Stopped before the end") if stopped else _("All tasks gone through")))
    if result.flags & Flag.GUIDED:
        told.append(("support", _("With eMentor")))
    if received is not None:
        told.append(("history", _("Received {when}", when=moment(received, t))))
    return told


def notice(profile: Profile, t: Translator) -> str | None:
    """What is unusual about how the result came in."""
    if profile.quarantined is not None:
        return t.gettext(
            "This result is kept apart: another result has the same number. Ask the workshop "
            "to look at the tablet."
        )
    if profile.received_before is not None:
        when = moment(profile.received_before, t)
        return t.gettext("This result was received before, on {when}. It is kept once.", when=when)
    return None


def receipt_code(profile: Profile) -> str:
    """The eight digits in two groups, easier to read aloud and to type."""
    return f"{profile.receipt_code[:4]} {profile.receipt_code[4:]}"

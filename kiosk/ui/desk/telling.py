"""What a result says, in sentences: facts first, what was managed before what was not. No Kivy."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.desk.profile import Profile
from kiosk.desk.words import apart, day_unsure
from kiosk.domain.measurement import LEFT_OUT, MANAGED
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, TaskFact
from kiosk.domain.summary import TaskLine
from kiosk.i18n import Translator, UnknownLanguageError, by_number, formats, words
from kiosk.storage.desk import REVOKED

EXPERT = "expert"
"""Origin of an item's parameters that nobody has measured yet."""
LONGEST = 795
"""Seconds from which a record says only "longer"."""


def title(profile: Profile, t: Translator) -> str:
    """The whole result in a sentence or two, what can be done alone first."""
    if not profile.summaries:
        return t.gettext("This result is kept. It can be read when its content arrives.")
    return words.headline(profile.summaries, t)


def origin(profile: Profile, t: Translator) -> str | None:
    """Where the difficulties behind the bands come from; none where nothing is judged."""
    judged = [s for s in profile.summaries if s.estimate is not None]
    if not judged:
        return None
    if any(line.task.origin == EXPERT for s in judged for line in s.lines):
        return t.gettext("Difficulty: experts' estimate")
    return t.gettext("Difficulty: measured on answers")


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
    return [said for said in told if said]


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
    return words.first_upper(words.outcome_words(t)[fact.outcome])


def moment(when: datetime, t: Translator) -> str:
    """Day and time of the place where the desk stands."""
    return formats.date_time(when.astimezone(), t.language)


def circumstances(
    profile: Profile, received: datetime | None, t: Translator, until: date | None = None
) -> list[tuple[str, str]]:
    """Icon and words of each: day, workshop, language, duration, how it ended, who was there."""
    _, result = t.gettext, profile.record.result
    told = [("calendar_today", formats.date_long(profile.day, t.language))]
    if profile.day_unsure:
        told.append(("error", day_unsure(t)))
    if profile.workshop:
        told.append(("location_on", profile.workshop))
    try:
        language = by_number(result.language).name
        told.append(("translate", _("Help language: {language}", language=language)))
    except UnknownLanguageError:
        pass  # a newer tablet's language; the result says the same without it
    told.append(("schedule", words.first_upper(duration(result.duration, t))))
    stopped = result.ended == Ended.STOPPED
    told.append(("flag", _("Stopped before the end") if stopped else _("All tasks gone through")))
    if result.flags & Flag.GATE_PASSED:
        told.append(("touch_app", _("Can use the tablet")))
    if result.flags & Flag.GUIDED:
        told.append(("support", _("With eMentor")))
    if received is not None:
        told.append(("history", _("Received {when}", when=moment(received, t))))
    if until is not None:
        day = formats.date_short(until, t.language)
        told.append(("event", _("Kept until {day}", day=day)))
    return told


def notice(profile: Profile, t: Translator) -> str | None:
    """What is unusual about how the result came in."""
    if profile.quarantined is not None:
        return apart(profile.quarantined, t)
    if profile.received_before is not None:
        when = moment(profile.received_before, t)
        return t.gettext("This result was received before, on {when}. It is kept once.", when=when)
    return None


def why_apart(reason: str, tablet: int, t: Translator) -> str:
    """Why a result is kept apart, in a sentence for a list."""
    _ = t.gettext
    if reason == REVOKED:
        return _("Made after tablet {tablet} was revoked.", tablet=tablet)
    return _("Another result of tablet {tablet} has the same number.", tablet=tablet)

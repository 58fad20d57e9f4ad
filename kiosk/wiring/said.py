"""Every text that a citizen can meet, in every form of every service, with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import kiosk
from kiosk import resources
from kiosk.content.load import load
from kiosk.domain.simulation.view import Component, Kind
from kiosk.domain.task import Assessments, Case, Form, Person, Service
from kiosk.i18n import LANGUAGES, Language, Translator, by_code
from kiosk.i18n.words import first_upper

Said = tuple[str, str]
"""Code of a language, and a text in it."""

SCREENS = ("ui/citizen", "ui/simulator", "ui/widgets", "i18n", "domain")
"""Whose texts citizens meet."""
ROLES: Mapping[Kind, tuple[str, ...]] = {
    Kind.LINK: ("{text}, link",),
    Kind.BUTTON: ("{text}, button",),
    Kind.QUIET: ("{text}, button",),
    Kind.ROW: ("{text}, row",),
    Kind.TAB: ("{text}, tab", "{text}, tab, open"),
    Kind.TILE: ("{text}, app",),
    Kind.SWIPE: ("{text}", "{text}, slider"),
    Kind.NOTIFICATION: ("New message: {text}",),
    Kind.CHECKBOX: ("{text}, ticked", "{text}, not ticked"),
}
"""How a control says what it is; any other component says its text alone."""
CHOICE = ("{text}, chosen", "{text}, not chosen")
DEVICES = ("Computer", "Phone", "New phone", "Code display", "Card")
"""What the switch between devices calls them."""
_PLACE = re.compile(r"\{(\w+)\}")


def every_text(language: Language) -> Iterator[Said]:
    """For a citizen who chose this language; what only one site or one disk can say is left out."""
    assessments = load(resources.assessments())
    words = Translator(language, resources.locales())
    for other in LANGUAGES:
        yield other.code, other.name
    for text in _screens(words, assessments):
        yield language.code, text
        yield language.code, first_upper(text)
    for service in assessments.services:
        yield from _service(service, words)


# the kiosk's own texts


@cache
def _messages() -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    """Context and text (or singular and plural) of what is marked in the screens' sources."""
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

    package = Path(kiosk.__file__).parent
    files = (path for folder in SCREENS for path in sorted((package / folder).glob("*.py")))
    return tuple(
        (context or "", message)
        for path in files
        for _line, message, _notes, context in extract_from_file("python", path, DEFAULT_KEYWORDS)
    )


def _screens(words: Translator, assessments: Assessments) -> Iterator[str]:
    for context, message in _messages():
        if isinstance(message, tuple):
            yield from _counted(words, message, assessments)
        elif context:
            yield words.pgettext(context, message)
        elif not (places := set(_PLACE.findall(message))):
            yield words.gettext(message).replace("\n", " ")  # a break for the eye alone
        else:
            for values in _fillings(places, words, assessments):
                yield words.gettext(message, **values)


def _counted(
    words: Translator, message: tuple[str, ...], assessments: Assessments
) -> Iterator[str]:
    most = sum(len(service.tasks) for service in assessments.services)
    return (words.ngettext(message[0], message[1], n) for n in range(most + 1))


def _fillings(
    places: set[str], words: Translator, assessments: Assessments
) -> Iterator[Mapping[str, object]]:
    """The values that a text can be shown with; none for what nobody can know beforehand."""
    if places == {"name"}:
        yield from ({"name": words.gettext(name)} for name in DEVICES)
    if places == {"n"}:
        yield from ({"n": n} for n in range(max(len(s.tasks) for s in assessments.services) + 1))
    for service in assessments.services:
        name, count = words.say(service.name), len(service.tasks)
        if places == {"service"}:
            yield {"service": name}
        elif places == {"number", "total"}:
            yield from ({"number": number, "total": count} for number in range(1, count + 1))
        elif places == {"refused", "count"}:
            false = sum(task.case is Case.FALSE for task in service.tasks)
            yield from ({"refused": some, "count": false} for some in range(false + 1))
        elif "count" in places and places <= {"alone", "helped", "count", "name"}:
            for some in range(count + 1):
                yield {"alone": some, "helped": some, "count": count, "name": name}


# what a service says


def _service(service: Service, words: Translator) -> Iterator[Said]:
    code = words.language.code
    yield code, words.say(service.name)
    yield from _card(service.person, words)
    for task in service.tasks:
        for form in task.forms:
            for text in task.texts(form):
                yield code, words.say(text)
    own = code if code in service.languages else "da"
    shown = words if own == code else Translator(by_code(own), resources.locales())
    for task in service.tasks:
        for form in task.forms:
            yield from ((own, text) for text in _form(form, shown))


def _card(person: Person, words: Translator) -> Iterator[Said]:
    """The practice card: its facts are in Danish, the day of birth in the citizen's language."""
    for fact in (person.name, person.user_id, " ".join(person.pin), person.mail, person.password):
        yield "da", fact
    yield words.language.code, words.say(person.born)


def _form(form: Form, words: Translator) -> Iterator[str]:
    for view in form.views:
        yield from (words.say(text) for text in (view.title, view.address) if text)
        for component in view.components:
            yield from _component(component, words)


def _component(component: Component, words: Translator) -> Iterator[str]:
    if component.text:
        said = words.say(component.text)
        for role in ROLES.get(component.kind, ("{text}",)):
            yield words.gettext(role, text=_one_line(said)) if role != "{text}" else said
    for option in component.options:
        for role in CHOICE:
            yield words.gettext(role, text=_one_line(words.say(option.text)))


def _one_line(text: str) -> str:
    """As a control says its text."""
    return text.replace("\u00ad", "").replace("\n", ". ")

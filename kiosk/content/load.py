"""Reads the folder of assessments: persons, services, shared parts and tasks, faults and all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.content import shape
from kiosk.content.build import PART_KEYS, SERVICE_KEYS, Part
from kiosk.content.digest import full_digest, scoring_digest
from kiosk.content.errors import FaultError, Faults, Place, ToldError
from kiosk.content.find import unknown_service
from kiosk.content.pictures import Pictures
from kiosk.content.scope import Slots
from kiosk.content.source import PERSONS, Node, Row, Table, Word, read
from kiosk.content.tasks import TaskReader
from kiosk.content.texts import Texts
from kiosk.domain.task import Assessments, Person, Rung, Service, Task
from kiosk.domain.text import Text

TERMS = "terms.yaml"
OF_A_SERVICE = ("service.yaml", "tasks.yaml")
MOST_TERMS = 60
LANGUAGES = frozenset({"da", "en"})

_NOBODY = Person("nobody", "-", "-", "-", Text("", "-"), "-", "-")
_PERSON_KEYS = frozenset({"name", "user_id", "pin", "born", "mail"})


def load(folder: Path, only: str | None = None) -> Assessments:
    """Everything in the folder, compiled. Raises ContentError with every fault of every file.

    ``only``: the service of that key alone, for its author; its digest is not that of the whole.
    """
    return load_with_files(folder, only)[0]


def load_with_files(
    folder: Path, only: str | None = None
) -> tuple[Assessments, Mapping[str, Table]]:
    """The same, and what was read, by the name of its file below the folder."""
    loader = _Loader(folder, only)
    services, terms = loader.services(), loader.terms()
    loader.faults.settle()
    return Assessments(
        tuple(services), full_digest(loader.files, loader.pictures.digests), terms
    ), loader.files


@dataclass(slots=True)
class _Loader:
    folder: Path
    only: str | None = None
    faults: Faults = field(default_factory=Faults)
    files: dict[str, Table] = field(default_factory=dict)
    """What was read, by its name below the folder."""
    pictures: Pictures = field(init=False)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.folder)

    def services(self) -> list[Service]:
        persons = self._persons()
        found: list[Service] = []
        if not self.folder.is_dir():
            self.faults.add(Place(self.folder.name, 1, ""), "the folder of assessments is missing")
            return found
        numbers: dict[int, str] = {}
        for path in self._chosen():
            with self.faults.gathered():
                service = self._service(path.name, persons)
                place = self.files[f"{service.key}/service.yaml"].place
                _once(numbers, service.number, service.key, place)
                found.append(service)
        if not found and self.faults.none:
            where = Place(self.folder.name, 1, "")
            self.faults.add(where, "there is no service here: a folder with a service.yaml")
        return sorted(found, key=lambda s: s.number)

    def _chosen(self) -> list[Path]:
        """The folders of services, those too that lack one of their two files."""
        every = sorted({p.parent for name in OF_A_SERVICE for p in self.folder.glob(f"*/{name}")})
        keys = [path.name for path in every]
        if self.only is not None and self.only not in keys:
            raise unknown_service(self.only, keys)
        return [path for path in every if self.only in (None, path.name)]

    def terms(self) -> frozenset[str]:
        """Names and fixed words of the services; the file may be left out."""
        if not (self.folder / TERMS).exists():
            return frozenset()
        with self.faults.gathered():
            root = self._read(TERMS)
            shape.keys(root, frozenset({"terms"}), self.faults, ("terms",))
            rows = shape.row(root.get("terms"), root.place)
            if len(rows) > MOST_TERMS:
                self.faults.add(rows.place, f"{len(rows)} terms where {MOST_TERMS} are allowed")
            return frozenset(str(shape.word(term, rows.place, "a term")) for term in rows)
        return frozenset()

    def _read(self, name: str) -> Table:
        """A file, once; one that cannot be read is told and stops what needs it."""
        if name not in self.files:
            root = read(self.folder, name, self.faults)
            if root is None:
                raise ToldError
            self.files[name] = root
        return self.files[name]

    def _read_all(self, names: Sequence[str]) -> list[Table]:
        """Several files, so that the faults of the second are not hidden by those of the first."""
        out: list[Table] = []
        for name in names:
            with self.faults.gathered():
                out.append(self._read(name))
        if len(out) < len(names):
            raise ToldError
        return out

    def _persons(self) -> dict[str, Person]:
        out: dict[str, Person] = {}
        with self.faults.gathered():
            root = self._read(PERSONS)
            shape.keys(root, frozenset({"persons"}), self.faults, ("persons",))
            texts = Texts({PERSONS: root}, self.faults)
            for key, raw in shape.tables(root.get("persons"), root.place, self.faults):
                with self.faults.gathered():
                    out[str(key)] = _person(key, raw, texts, self.faults)
        return out

    def _service(self, key: str, persons: dict[str, Person]) -> Service:
        root, *tasks = self._read_all([f"{key}/service.yaml", *self._task_files(key)])
        shape.keys(
            root, SERVICE_KEYS, self.faults, ("number", "name", "languages", "person", "views")
        )
        for file in tasks:
            shape.keys(file, frozenset({"tasks"}), self.faults, ("tasks",))
        shape.name(Word(key, root.place), root.place, "the folder of a service")
        parts = [Part(root, {}), *self._parts(root, (f"{key}/service.yaml",))]
        person = self._person(root, persons)
        texts = Texts({n: t for n, t in self.files.items() if n != PERSONS}, self.faults)
        reader = TaskReader(parts, _slots(person), texts, self.pictures, self.faults)
        found = self._tasks(reader, tasks)
        number = shape.number(root.get("number"), root.place, "the number", 1, 999)
        return Service(
            number=number,
            key=key,
            name=texts.text(root.get("name"), root.place, "name", {}),
            languages=self._languages(root),
            tasks=tuple(found),
            person=person,
            scoring_digest=scoring_digest(number, found),
            gate=self._gate(root, found),
        )

    def _person(self, root: Table, persons: dict[str, Person]) -> Person:
        """The one that the service names; a stand-in where the name is wrong, to read on."""
        if PERSONS in self.files:
            with self.faults.gathered():
                return _chosen(root, persons)
        return next(iter(persons.values()), _NOBODY)

    def _task_files(self, key: str) -> list[str]:
        """``tasks.yaml``, and whatever else an author keeps tasks in beside it."""
        beside = (p.name for p in sorted((self.folder / key).glob("*.yaml")))
        others = [n for n in beside if n not in ("service.yaml", "tasks.yaml")]
        return [f"{key}/{name}" for name in ("tasks.yaml", *others)]

    def _gate(self, root: Table, tasks: list[Task]) -> bool:
        gate = shape.flag(root, "gate")
        if gate and any(task.rung is not Rung.GUIDED for task in tasks):
            self.faults.add(root.place, "a gate has tasks of rung 1 only")
        return gate

    def _languages(self, root: Table) -> tuple[str, ...]:
        rows = shape.row(root.get("languages"), root.place)
        for node in rows:
            if node not in LANGUAGES:
                self.faults.add(node.place, f"unknown language '{node}'", str(node), LANGUAGES)
        return tuple(str(node) for node in rows)

    def _parts(self, root: Table, above: tuple[str, ...]) -> list[Part]:
        """The shared parts that a file uses, and those that they use in turn."""
        out: list[Part] = []
        for node in shape.row(root.get("use"), root.place):
            with self.faults.gathered():
                name, given = _used(node)
                file = f"parts/{name}.yaml"
                if file in above:
                    raise FaultError(name.place, f"'{name}' uses itself")
                part = self._read(file)
                shape.keys(part, PART_KEYS, self.faults)
                out.append(Part(part, given))
                out += self._parts(part, (*above, file))
        return out

    def _tasks(self, reader: TaskReader, files: list[Table]) -> list[Task]:
        found: list[Task] = []
        numbers: dict[int, str] = {}
        written = [
            entry
            for root in files
            for entry in shape.tables(root.get("tasks"), root.place, self.faults)
        ]
        if not written:
            self.faults.add(files[0].place, "there is no task: a service has one or more")
        for key, raw in written:
            with self.faults.gathered():
                task = reader.read(key, raw)
                if task.key in numbers.values():
                    raise FaultError(key.place, f"there are two tasks '{key}'")
                _once(numbers, task.number, task.key, key.place)
                found.append(task)
        self._twins(found, files[0])
        return sorted(found, key=lambda t: t.number)

    def _twins(self, tasks: list[Task], root: Table) -> None:
        by_number = {t.number: t for t in tasks}
        for task in tasks:
            other = by_number.get(task.twin) if task.twin is not None else None
            if task.twin is not None and (other is None or other.case in (task.case, None)):
                self.faults.add(
                    root.place, f"{task.key}: its twin is a safety task of the other case"
                )


def _once(numbers: dict[int, str], number: int, key: str, place: Place) -> None:
    if number in numbers:
        raise FaultError(place, f"number {number} is already that of '{numbers[number]}'")
    numbers[number] = key


def _person(key: Word, raw: Table, texts: Texts, faults: Faults) -> Person:
    shape.keys(raw, _PERSON_KEYS | {"password"}, faults, tuple(sorted(_PERSON_KEYS)))
    plain = {
        k: str(shape.word(raw.get(k), raw.place, k)) for k in ("name", "user_id", "pin", "mail")
    }
    if "password" in raw:
        plain["password"] = str(shape.word(raw["password"], raw.place, "password"))
    born = texts.text(raw.get("born"), raw.place, "born", {})
    return Person(str(shape.name(key, key.place, "a person")), born=born, **plain)


def _chosen(root: Table, persons: dict[str, Person]) -> Person:
    key = shape.word(root.get("person"), root.place, "a practice person")
    if key not in persons:
        raise FaultError(key.place, f"unknown practice person '{key}'", key, persons)
    return persons[key]


def _slots(person: Person) -> Slots:
    place = Place(PERSONS, 1, f"persons/{person.key}")
    slots: dict[str, Word | Row | Text] = {
        f"person.{k}": Word(value, place)
        for k in ("name", "user_id", "pin", "mail", "password")
        if (value := getattr(person, k))
    }
    return {**slots, "person.born": person.born}


def _used(node: Node) -> tuple[Word, Slots]:
    """``phone``, or ``phone: {parameter: value}``."""
    if isinstance(node, Word):
        return shape.name(node, node.place, "a part"), {}
    entry = next(shape.table(node, node.place).entries(), None)
    if entry is None:
        raise FaultError(node.place, "a part is expected here")
    given: dict[str, Word | Row | Text] = {}
    for key, value in shape.table(entry[1], entry[0].place).entries():
        given[str(key)] = shape.word(value, key.place, "a parameter")
    return shape.name(entry[0], entry[0].place, "a part"), given

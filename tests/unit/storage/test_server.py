"""On a PostgreSQL server: one writer at a time, faults in words, upgrades whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kiosk import resources
from kiosk.storage import server
from kiosk.storage.desk import Counts, ReceivedBefore, Stored
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.engine import open_engine, wipe_trail
from kiosk.storage.errors import (
    NotAStoreError,
    StoreAddressError,
    StoreDamagedError,
    StoreError,
    StoreFailingError,
    StoreFullError,
    StoreInUseError,
    StoreNotReachableError,
    StoreReadOnlyError,
    StoreServerAwayError,
    StoreTooNewError,
    server_error,
)
from kiosk.storage.migrate import alter
from kiosk.storage.place import Server
from kiosk.storage.server import server_url
from kiosk.storage.upgrade import Kind, Upgraded, check, upgrade
from tests.postgres import cluster, desk_database, empty_database
from tests.unit.storage.examples import result
from tests.unit.storage.scripts import FIRST, NEXT, NOW, first_scripts, next_scripts


@pytest.fixture
def empty() -> Iterator[Server]:
    with empty_database() as place:
        yield place


@pytest.fixture
def desk() -> Iterator[Server]:
    with desk_database() as place:
        yield place


def say(place: Server, statement: str) -> None:
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute(statement.encode())


# -- addresses


def test_over_a_network_the_server_has_to_prove_who_it_is() -> None:
    assert server_url(Server("postgresql://kiosk@db.example/kiosk")).query["sslmode"] == (
        "verify-full"
    )
    weaker = Server("postgresql://kiosk@db.example/kiosk?sslmode=require")
    assert server_url(weaker).query["sslmode"] == "require"
    for local in ("postgresql:///kiosk", "postgresql://localhost/kiosk",
                  "postgresql:///kiosk?host=/run/postgresql"):  # fmt: skip
        assert "sslmode" not in server_url(Server(local)).query


@pytest.mark.parametrize(
    "url",
    ["", "kiosk", "mysql://db.example/kiosk", "postgresql://db.example", "postgresql://a:b:c"],
)
def test_what_is_no_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(StoreAddressError, match="name:password@host/database"):
        server_url(Server(url))


def test_a_server_that_does_not_answer_is_told_and_its_password_is_not(tmp_path: Path) -> None:
    place = Server(f"postgresql://kiosk:secret@/kiosk?host={tmp_path}")
    with pytest.raises(StoreServerAwayError, match="cannot be reached") as refusal:
        upgrade(place, Kind.DESK)
    assert "secret" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (None, StoreServerAwayError),
        ("08006", StoreServerAwayError),
        ("28P01", StoreServerAwayError),
        ("57P01", StoreServerAwayError),
        ("40001", StoreInUseError),
        ("40P01", StoreInUseError),
        ("55P03", StoreInUseError),
        ("53100", StoreFullError),
        ("25006", StoreReadOnlyError),
        ("58030", StoreFailingError),
        ("XX001", StoreDamagedError),
        ("22012", StoreError),
    ],
)
def test_the_servers_own_number_decides(state: str | None, kind: type[StoreError]) -> None:
    error = psycopg.Error("as the server says it\nand more")
    error.sqlstate = state
    told = server_error(error, Server("postgresql:///kiosk"))
    assert type(told) is kind
    assert "\n" not in str(told)


def test_a_fault_without_words_is_told_by_its_name() -> None:
    assert "OperationalError" in str(server_error(psycopg.OperationalError(), Server("x")))


# -- making and upgrading


def test_a_store_is_made_in_an_empty_database_and_then_found(empty: Server) -> None:
    with pytest.raises(StoreNotReachableError):
        check(empty, Kind.DESK)
    assert upgrade(empty, Kind.DESK) == Upgraded(None, f"desk_{NOW}")
    assert upgrade(empty, Kind.DESK) == Upgraded(f"desk_{NOW}", f"desk_{NOW}")
    assert check(empty, Kind.DESK).sound


def test_the_migrations_make_what_the_models_say(desk: Server) -> None:
    alter(desk, resources.migrations(Kind.DESK), command.check)


def test_every_migration_can_be_taken_back(desk: Server) -> None:
    scripts = resources.migrations(Kind.DESK)
    alter(desk, scripts, lambda config: command.downgrade(config, "base"))
    with psycopg.connect(desk.url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert found.fetchall() == [("alembic_version",)]


def test_an_older_store_is_upgraded_with_everything_that_it_holds(
    empty: Server, tmp_path: Path
) -> None:
    upgrade(empty, Kind.DESK, first_scripts(tmp_path, Kind.DESK))
    assert upgrade(empty, Kind.DESK) == Upgraded(f"desk_{FIRST}", f"desk_{NOW}")
    with closing(open_desk_store(empty)) as store:
        store.store(result(1))
    assert upgrade(empty, Kind.DESK, next_scripts(tmp_path, Kind.DESK)).after == f"desk_{NEXT}"
    say(empty, "SELECT colour FROM result")


def test_an_upgrade_that_fails_leaves_the_old_store(desk: Server, tmp_path: Path) -> None:
    more = "    op.execute('INSERT INTO nowhere VALUES (1)')\n"
    with pytest.raises(StoreError):
        upgrade(desk, Kind.DESK, next_scripts(tmp_path, Kind.DESK, more))
    assert check(desk, Kind.DESK).revision == f"desk_{NOW}"
    with closing(open_desk_store(desk)) as store:
        assert store.store(result(1)) == Stored()


def test_desks_that_come_at_once_make_one_store(empty: Server) -> None:
    together = threading.Barrier(4)

    def make(_: int) -> Counts:
        together.wait()
        with closing(open_desk_store(empty)) as store:
            return store.counts()

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(make, range(4))) == {Counts(0, 0, 0)}


def test_a_store_from_a_newer_version_is_refused(desk: Server) -> None:
    say(desk, "UPDATE alembic_version SET version_num = 'desk_9999'")
    with pytest.raises(StoreTooNewError):
        upgrade(desk, Kind.DESK)


def test_another_programs_database_is_refused_and_left(empty: Server) -> None:
    say(empty, "CREATE TABLE recipe (name text)")
    with pytest.raises(NotAStoreError):
        upgrade(empty, Kind.DESK)
    say(empty, "CREATE TABLE alembic_version (version_num text)")
    for found in ("", "INSERT INTO alembic_version VALUES ('cook_0001')"):
        say(empty, found)
        with pytest.raises(NotAStoreError):
            upgrade(empty, Kind.DESK)


def test_a_check_reads_every_table_and_names_a_rule_that_was_never_proven(desk: Server) -> None:
    say(desk, "ALTER TABLE result ADD CONSTRAINT late CHECK (tablet < 0) NOT VALID")
    assert check(desk, Kind.DESK).problems == ("result has a rule that was never proven",)


# -- many desks


def test_two_desks_storing_the_same_code_at_once_store_it_once(desk: Server) -> None:
    rows = [result(number) for number in range(1, 31)]
    together = threading.Barrier(2)

    def scan(_: int) -> list[object]:
        with closing(open_desk_store(desk)) as store:
            together.wait()
            return [store.store(row) for row in rows]

    with ThreadPoolExecutor(2) as threads:
        kept = [one for each in threads.map(scan, range(2)) for one in each]
    assert kept.count(Stored()) == 30
    assert sum(isinstance(one, ReceivedBefore) for one in kept) == 30
    with closing(open_desk_store(desk)) as store:
        assert store.counts() == Counts(30, 0, 1)


def test_receipt_numbers_of_two_desks_are_never_the_same(desk: Server) -> None:
    def number(_: int) -> list[int]:
        with closing(open_desk_store(desk)) as store:
            return [store.receipt_number() for _ in range(20)]

    with ThreadPoolExecutor(2) as threads:
        found = [one for each in threads.map(number, range(2)) for one in each]
    assert sorted(found) == list(range(1, 41))


def test_even_without_the_lock_the_database_takes_no_place_twice(desk: Server) -> None:
    with closing(open_desk_store(desk)) as store:
        store.store(result(1))
    engine = open_engine(desk)
    with engine.connect() as connection:
        columns = connection.execute(
            text("SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) "
                 "FROM information_schema.columns WHERE table_name = 'result'")
        ).scalar_one()  # fmt: skip
        other = columns.replace("number", "999").replace("wire_hash", "sha256(wire_hash)")
        other = ", ".join("sha256(id)" if one == "id" else one for one in other.split(", "))
        with pytest.raises(IntegrityError):
            connection.execute(text(f"INSERT INTO result ({columns}) SELECT {other} FROM result"))
    engine.dispose()


def test_an_import_that_takes_too_long_is_told_to_the_others(
    desk: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SETTINGS", ("SET lock_timeout = 50",))
    engine = open_engine(desk)
    with closing(open_desk_store(desk)) as store, engine.begin():
        assert store.results() == ()  # reading does not wait for an import
        with pytest.raises(StoreInUseError):
            store.store(result(1))
    engine.dispose()


def test_a_server_that_was_started_anew_is_found_again(desk: Server) -> None:
    name = desk.url.partition("?")[0].rpartition("/")[2]
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    with closing(open_desk_store(desk)) as store:
        store.store(result(1))
        say(cluster().place("postgres"), end)
        assert store.store(result(1)) == ReceivedBefore(result(1).received_at)
        engine = store._engine
        connection = engine.connect()
        connection.begin()
        say(cluster().place("postgres"), end)
        with pytest.raises(StoreServerAwayError):
            connection.execute(text("SELECT 1"))
        connection.close()
        assert store.counts().results == 1


def test_a_servers_log_is_its_own(desk: Server) -> None:
    engine = open_engine(desk)
    wipe_trail(engine)
    engine.dispose()

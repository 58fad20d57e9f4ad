"""The migrations make what the models say, and can be taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from kiosk import resources
from kiosk.storage.migrate import alter, to_head
from kiosk.storage.upgrade import Kind
from tests.unit.storage.scripts import next_scripts

both = pytest.mark.parametrize("kind", list(Kind))


@both
def test_the_migrations_make_what_the_models_say(tmp_path: Path, kind: Kind) -> None:
    scripts = resources.migrations(kind)
    to_head(tmp_path / "store.db", scripts)
    alter(tmp_path / "store.db", scripts, command.check)


@both
def test_every_migration_can_be_taken_back(tmp_path: Path, kind: Kind) -> None:
    path, scripts = tmp_path / "store.db", next_scripts(tmp_path, kind)
    to_head(path, scripts)
    alter(path, scripts, lambda config: command.downgrade(config, "base"))
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert tables.fetchall() == [("alembic_version",)]
    to_head(path, scripts)


@both
def test_a_written_migration_names_no_type_of_ours(tmp_path: Path, kind: Kind) -> None:
    scripts = next_scripts(tmp_path, kind)
    for script in (scripts / "versions").glob("*.py"):
        script.unlink()

    def write(config: Config) -> None:
        command.revision(config, message="All of it", autogenerate=True, rev_id=f"{kind}_0001")

    alter(tmp_path / "store.db", scripts, write)
    (script,) = (scripts / "versions").glob("*.py")
    text = script.read_text(encoding="utf-8")
    assert script.name.startswith(f"{kind}_0001_all_of_it")
    assert "sa.DateTime()" in text
    assert "kiosk" not in text
    to_head(tmp_path / "store.db", scripts)
    alter(tmp_path / "store.db", scripts, command.check)


@both
def test_every_constraint_and_index_has_a_name(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "store.db"
    to_head(path, resources.migrations(kind))
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL").fetchall()
    for (sql,) in made:
        for line in map(str.strip, sql.splitlines()):
            assert not line.startswith(("UNIQUE", "CHECK", "FOREIGN", "PRIMARY")), sql

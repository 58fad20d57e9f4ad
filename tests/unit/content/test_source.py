from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.content.errors import ContentError, Faults
from kiosk.content.source import SIZE, Row, Table, Word, plain, read, words


def given(folder: Path, text: str | bytes) -> Path:
    (folder / "a.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def good(folder: Path, text: str) -> Table:
    faults = Faults()
    root = read(given(folder, text), "a.yaml", faults)
    faults.settle()
    assert root is not None
    return root


def wrong(folder: Path, text: str | bytes) -> list[str]:
    faults = Faults()
    read(given(folder, text), "a.yaml", faults)
    with pytest.raises(ContentError) as caught:
        faults.settle()
    return [str(f) for f in caught.value.faults]


def test_every_scalar_stays_a_text(tmp_path: Path) -> None:
    root = good(tmp_path, "a: no\nb: 9:30\nc: 010\nd: 1.500\non: ~\n")
    assert dict(root) == {"a": "no", "b": "9:30", "c": "010", "d": "1.500", "on": "~"}


def test_every_word_knows_its_line_and_path(tmp_path: Path) -> None:
    root = good(tmp_path, "a:\n  - b: x\n  - y\n")
    assert [(w, w.place.line, w.place.path) for w in words(root)] == [
        ("x", 2, "a/1/b"),
        ("y", 3, "a/2"),
    ]
    assert [k.place.line for k, _ in root.entries()] == [1]


def test_a_key_given_twice_is_a_fault(tmp_path: Path) -> None:
    assert wrong(tmp_path, "a: 1\nb: 2\na: 3\n") == ["a.yaml:3 a: 'a' stands twice"]


def test_a_key_must_be_a_word(tmp_path: Path) -> None:
    assert wrong(tmp_path, "[a]: 1\n") == ["a.yaml:1: a key must be a word"]


def test_what_is_not_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    assert wrong(tmp_path, "a: 1\nb: [\n")[0].startswith("a.yaml:3: not valid YAML: ")
    assert "not valid YAML" in wrong(tmp_path, "a: \x00\n")[0]


def test_a_bracket_never_closed_is_told_where_it_was_opened(tmp_path: Path) -> None:
    told = wrong(tmp_path, "a: 1\nb: [x,\nc: 2\nd: 3\n")
    assert [t.partition(" (")[0] for t in told] == [
        "a.yaml:2: not valid YAML: did not find expected ',' or ']'"
    ]
    assert wrong(tmp_path, "a: 1\nshow\nb: 1\n")[0].startswith("a.yaml:2: not valid YAML: ")


def test_a_tab_is_called_a_tab(tmp_path: Path) -> None:
    assert wrong(tmp_path, "a:\n\t- x\n") == [
        "a.yaml:2: not valid YAML: a tab stands here; indent with spaces"
    ]


def test_a_character_that_nobody_sees_is_told_with_its_line(tmp_path: Path) -> None:
    assert wrong(tmp_path, "a: 1\nb: \x07\n") == [
        "a.yaml:2: not valid YAML: a character that cannot be shown (U+0007)"
    ]


@pytest.mark.parametrize("opened", ["a: " + "[" * 100_000, "- " * 100_000, "{" * 100_000])
def test_what_would_exhaust_the_stack_is_refused(tmp_path: Path, opened: str) -> None:
    assert wrong(tmp_path, opened) == ["a.yaml:1: not valid YAML: too deep"]


@pytest.mark.parametrize("text", ["- a\n", "a\n"])
def test_a_file_is_a_table(tmp_path: Path, text: str) -> None:
    assert wrong(tmp_path, text) == ["a.yaml:1: a table of keys and values is expected here"]


@pytest.mark.parametrize("text", ["", "# only words\n", "\ufeff"])
def test_an_empty_file_is_called_empty(tmp_path: Path, text: str) -> None:
    assert wrong(tmp_path, text)[0].startswith("a.yaml:1: the file is empty; ")


@pytest.mark.parametrize("text", ["a: x\r\nb: y\r\n", "a: x\rb: y\r", "\ufeffa: x\nb: y\n"])
def test_whatever_an_editor_writes_at_the_ends_of_lines_is_read(tmp_path: Path, text: str) -> None:
    root = good(tmp_path, text)
    assert dict(root) == {"a": "x", "b": "y"}
    assert [word.place.line for word in words(root)] == [1, 2]


def test_an_oversized_file_is_not_read(tmp_path: Path) -> None:
    assert wrong(tmp_path, b"#" * (SIZE + 1)) == ["a.yaml:1: the file is larger than 256 kB"]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, "a: æ".encode("latin-1")) == [
        "a.yaml:1: the file is not UTF-8; save it as UTF-8"
    ]


def test_a_file_that_nobody_may_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    assert wrong(tmp_path, "a: 1\n") == ["a.yaml:1: the file cannot be read: Permission denied"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    def told(name: str) -> str:
        faults = Faults()
        assert read(tmp_path, name, faults) is None
        with pytest.raises(ContentError) as caught:
            faults.settle()
        return str(caught.value.faults[0])

    (tmp_path / "folder.yaml").mkdir()
    assert told("folder.yaml") == "folder.yaml:1: this is not a file"
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert told("loop.yaml").startswith("loop.yaml:1: the file ")


def test_a_part_of_itself_is_refused(tmp_path: Path) -> None:
    assert "part of itself" in wrong(tmp_path, "a: &a\n  b: *a\n")[0]


def test_a_bomb_of_aliases_is_refused(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 12)
    )
    assert any("too large" in f for f in wrong(tmp_path, bomb))


def test_an_alias_is_a_copy_with_its_own_path(tmp_path: Path) -> None:
    root = good(tmp_path, "a: &a {b: x}\nc: *a\n")
    assert [w.place.path for w in words(root)] == ["a/b", "c/b"]


def test_plain_keeps_the_order_of_keys_and_no_places(tmp_path: Path) -> None:
    here = good(tmp_path, "b: [x, y]\na: z\n")
    assert plain(here) == {"table": [["b", ["x", "y"]], ["a", "z"]]}


def test_a_key_made_by_the_program_stands_where_its_table_does(tmp_path: Path) -> None:
    root = good(tmp_path, "a: x\n")
    root["b"] = Word("y", root.place)
    assert [k.place.line for k, _ in root.entries()] == [1, 1]
    assert isinstance(Row(root.place), list)

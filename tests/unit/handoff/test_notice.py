"""The privacy notice that goes into the site pack: one check, at the window and by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.handoff.notice import LONGEST, NoticeNotReadError, read_notice


def test_a_text_file_is_read_with_or_without_a_mark(tmp_path: Path) -> None:
    for name, encoding in (("plain", "utf-8"), ("marked", "utf-8-sig")):
        path = tmp_path / name
        path.write_text("\nLæs: what is kept.\n\nFor a year.\n", encoding)
        assert read_notice(path) == "Læs: what is kept.\n\nFor a year."
    path.write_text("x" * LONGEST)
    assert len(read_notice(path)) == LONGEST


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\xfa", "cannot be read as text"),
        (b" \n", "is empty"),
        (b"x" * (LONGEST + 1), "at most 20000 characters"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_notice_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "notice.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoticeNotReadError, match=words):
        read_notice(path)

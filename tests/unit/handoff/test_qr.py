"""Every result makes the same size of code, and a picture of it is read or refused in words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from qrcode.exceptions import DataOverflowError

from kiosk.handoff import kr1, qr
from kiosk.handoff.errors import NoCode
from tests.unit.handoff.samples import plain, site

TEXT = site().sealer().seal(plain()).text


def saved(tmp_path: Path, image: Image.Image, name: str = "result.png") -> Path:
    path = tmp_path / name
    image.save(path)
    return path


@pytest.mark.parametrize("seed", range(5))
def test_every_code_has_version_14_and_level_m(seed: int) -> None:
    modules = qr.matrix(kr1.text(b"\x01" + random.Random(seed).randbytes(353)))
    assert len(modules) == qr.MODULES == 73
    assert {len(row) for row in modules} == {73}
    (found,) = zxingcpp.read_barcodes(qr.picture(modules))
    assert found.ec_level == "M"


def test_the_code_is_one_alphanumeric_segment_and_one_numeric() -> None:
    """Anything else would need version 15: 354 bytes fill version 14 to the last digit."""
    fuller = "KR1" + "9" * (kr1.DIGITS + 3)
    with pytest.raises(DataOverflowError):
        qr.matrix(fuller)


def test_a_lower_case_text_makes_the_same_code() -> None:
    assert qr.matrix(TEXT.lower()) == qr.matrix(TEXT)


def test_a_picture_has_whole_modules_and_a_white_border() -> None:
    image = qr.picture(qr.matrix(TEXT), 5)
    assert image.size == (81 * 5, 81 * 5)
    assert image.crop((0, 0, 405, 20)).getextrema() == (255, 255)
    assert image.crop((0, 0, 20, 405)).getextrema() == (255, 255)
    assert image.crop((20, 20, 25, 25)).getextrema() == (0, 0)


@pytest.mark.parametrize("pixels", [2, 3, 8])
def test_a_screenshot_is_read(tmp_path: Path, pixels: int) -> None:
    image = qr.picture(qr.matrix(TEXT), pixels)
    screen = Image.new("RGB", (1280, 800), "#eeeeee")
    screen.paste(image, (100, 30))
    assert qr.read_picture(screen) == TEXT
    for name in ("a.png", "a.jpg", "a.webp", "a.bmp"):
        assert qr.read_file(saved(tmp_path, screen, name)) == TEXT


@pytest.mark.parametrize("angle", [7, 90, 180, 203])
def test_a_turned_picture_is_read(angle: int) -> None:
    turned = qr.picture(qr.matrix(TEXT)).rotate(angle, expand=True, fillcolor=255)
    assert qr.read_picture(turned) == TEXT


def test_a_tiny_or_noisy_picture_is_read_on_a_later_try() -> None:
    image = qr.picture(qr.matrix(TEXT), 4)
    noise = random.Random(3)
    speckled = image.copy()
    for _ in range(6_000):
        place = (noise.randrange(image.width), noise.randrange(image.height))
        speckled.putpixel(place, noise.choice((0, 255)))
    assert qr.read_picture(speckled) == TEXT


def test_among_several_codes_the_result_is_taken() -> None:
    screen = Image.new("L", (1200, 500), 255)
    screen.paste(qr.picture(qr.matrix("ABC" + TEXT[3:]), 5), (0, 0))
    screen.paste(qr.picture(qr.matrix(TEXT), 5), (600, 50))
    assert qr.read_picture(screen) == TEXT


@pytest.mark.parametrize("kind", ["DataMatrix", "Aztec", "Code128"])
def test_other_kinds_of_code_are_not_even_looked_for(kind: str) -> None:
    """zxing-cpp is restricted to QR: that is quicker, and no other reader sees hostile pictures."""
    other = zxingcpp.create_barcode("KR1" + "7" * 20, getattr(zxingcpp.BarcodeFormat, kind))
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(other, scale=6))
    assert zxingcpp.read_barcodes(picture), "it can be read, by whoever looks for it"
    with pytest.raises(NoCode):
        qr.read_picture(picture)


def test_a_picture_without_a_code_says_so() -> None:
    with pytest.raises(NoCode, match=r"No code was found in the picture kitchen\.png"):
        qr.read_picture(Image.new("RGB", (300, 200), "white"), "kitchen.png")


def test_a_large_picture_without_a_code_says_so() -> None:
    with pytest.raises(NoCode, match="No code was found"):
        qr.read_picture(Image.new("L", (2_600, 2_000), 200))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"\xff\xd8\xff\xe0" + bytes(50),
        b"GIF89a" + bytes(20),
        b"BM" + bytes(60),
        b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20),
    ],
)
def test_a_file_that_is_no_picture_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.png"
    path.write_bytes(content)
    with pytest.raises(NoCode, match=r"strange\.png is not a picture"):
        qr.read_file(path)


def test_a_picture_cut_off_anywhere_says_so(tmp_path: Path) -> None:
    whole = saved(tmp_path, qr.picture(qr.matrix(TEXT))).read_bytes()
    for size in range(0, len(whole) - 40, 97):
        path = tmp_path / "cut.png"
        path.write_bytes(whole[:size])
        with pytest.raises(NoCode):
            qr.read_file(path)


def test_a_missing_picture_or_a_folder_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.png", tmp_path):
        with pytest.raises(NoCode, match="could not be read"):
            qr.read_file(path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(qr.LARGEST_FILE + 1)
    with pytest.raises(NoCode, match="too large"):
        qr.read_file(path)


@pytest.mark.parametrize("side", [8_100, 11_000, 20_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, side: int
) -> None:
    """A few kilobytes that would unpack to 66, 121 and 400 million pixels."""
    path = saved(tmp_path, Image.new("1", (side, side)))
    assert path.stat().st_size < 500_000
    with pytest.raises(NoCode, match="too large"):
        qr.read_file(path)


def test_a_picture_in_memory_has_the_same_limit() -> None:
    with pytest.raises(NoCode, match="too large"):
        qr.read_picture(Image.new("1", (8_100, 8_100)))


def test_a_large_picture_is_read(tmp_path: Path) -> None:
    screen = Image.new("L", (4_000, 3_000), 220)
    screen.paste(qr.picture(qr.matrix(TEXT), 12), (1_500, 900))
    assert qr.read_file(saved(tmp_path, screen)) == TEXT

"""The bundled fonts load, cover what the program shows, and keep their shapes everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont, QFontDatabase, QPainterPath, QRawFont, QTextLayout
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SIMPLIFIED, TRADITIONAL = "Danqian Sans SC", "Danqian Sans TC"
FAMILIES = (SIMPLIFIED, TRADITIONAL)
WEIGHTS = {"Regular": QFont.Weight.Normal, "Bold": QFont.Weight.Bold}
# Mainland and Taiwan standards draw these in two ways.
TELLING = "骨誤令次房角雪述冷遍返將"
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
SIGNS = "…—–·•①▾▸✓✗←↑→↓↔─│┌┐└┘■□●○★×÷≤≥≠，。、；：？！“”‘’「」『』《》〈〉（）【】［］￥€�"
RARE = "𠮷镕堃喆赟深水埗啲"

pytestmark = pytest.mark.usefixtures("bundled")


@pytest.fixture(scope="module")
def bundled(qapp: QApplication) -> Iterator[list[list[str]]]:
    """Load both collections; the families each of them brought."""
    idents = [
        QFontDatabase.addApplicationFont(str(FOLDER / f"DanqianSans-{weight}.ttc"))
        for weight in WEIGHTS
    ]
    yield [QFontDatabase.applicationFontFamilies(ident) for ident in idents]
    for ident in idents:
        QFontDatabase.removeApplicationFont(ident)


@pytest.fixture
def locale() -> Iterator[None]:
    """Restore the default locale after the test."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


def font(family: str, weight: str = "Regular") -> QFont:
    """The bundled face, without help from other fonts."""
    made = QFont(family)
    made.setPixelSize(40)
    made.setWeight(WEIGHTS[weight])
    made.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return made


def raw(family: str, weight: str = "Regular") -> QRawFont:
    """The file behind the face."""
    return QRawFont.fromFont(font(family, weight))


def outline(face: QRawFont, char: str) -> QPainterPath:
    """The shape of a character by the plain character map."""
    (glyph,) = face.glyphIndexesForString(char)
    return face.pathForGlyph(glyph)


def laid_out(family: str, text: str) -> list[int]:
    """The glyphs Qt shapes a text into under the present default locale."""
    layout = QTextLayout(text, font(family))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]


def characters(codec: str, first: int, last: int) -> str:
    """The characters a double-byte character set has between two cells."""
    cells = (code.to_bytes(2) for code in range(first, last + 1) if code & 0xFF >= 0x40)
    texts = (cell.decode(codec, "ignore") for cell in cells)
    return "".join(text for text in texts if len(text) == 1 and not text.isascii())


def missing(face: QRawFont, text: str) -> str:
    """The characters of a text a face has no glyph for."""
    return "".join(char for char in text if not face.supportsCharacter(ord(char)))


def test_every_file_brings_both_families(bundled: list[list[str]]) -> None:
    assert [sorted(families) for families in bundled] == [list(FAMILIES)] * len(WEIGHTS)


@pytest.mark.parametrize("family", FAMILIES)
def test_regular_and_bold_are_styles_of_one_family(family: str) -> None:
    assert sorted(QFontDatabase.styles(family)) == sorted(WEIGHTS)
    for style, weight in WEIGHTS.items():
        assert QFontDatabase.weight(family, style) == weight
        face = raw(family, style)
        assert (face.familyName(), face.styleName()) == (family, style)
    assert outline(raw(family), "丹") != outline(raw(family, "Bold"), "丹")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_each_script_has_its_own_shapes(weight: str) -> None:
    simplified, traditional = raw(SIMPLIFIED, weight), raw(TRADITIONAL, weight)
    differing = [c for c in TELLING if outline(simplified, c) != outline(traditional, c)]
    assert "".join(differing) == TELLING
    assert outline(simplified, "一") == outline(traditional, "一")


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_common_is_missing(family: str, weight: str) -> None:
    face = raw(family, weight)
    gb2312, big5 = characters("gb2312", 0xB0A1, 0xD7FE), characters("big5", 0xA440, 0xC67E)
    assert (len(gb2312), len(big5)) == (3755, 5401)  # the whole of each level 1
    assert missing(face, gb2312 + big5 + PINYIN + PINYIN.upper() + SIGNS + RARE) == ""


@pytest.mark.parametrize("family", FAMILIES)
def test_the_list_of_extra_characters_is_covered(family: str) -> None:
    lines = (FOLDER / "extra.txt").read_text("utf-8").splitlines()
    extra = "".join(line for line in lines if not line.startswith("#"))
    assert len(extra) > 1000
    assert missing(raw(family), extra) == ""


@pytest.mark.parametrize("family", FAMILIES)
def test_no_locale_changes_a_shape(family: str, locale: None) -> None:
    text = TELLING + "直写，。“外宾”——" + PINYIN
    shaped: dict[str, list[int]] = {}
    for name in ("C", "zh_CN", "zh_TW", "zh_HK", "ja_JP", "ko_KR"):
        QLocale.setDefault(QLocale(name))
        shaped[name] = laid_out(family, text)
    assert all(glyphs == shaped["C"] for glyphs in shaped.values())
    assert 0 not in shaped["C"]
    assert shaped["C"][: len(TELLING)] == list(raw(family).glyphIndexesForString(TELLING))


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("family", FAMILIES)
def test_the_licence_travels_in_the_font(family: str, weight: str) -> None:
    table = bytes(raw(family, weight).fontTable("name").data())
    names = table.decode("utf-16-be", "ignore")
    for text in ("Adobe", "SIL Open Font License", "Version 2.004"):
        assert text in names
    assert f"DanqianSans{family[-2:]}-{weight}" in names
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text("utf-8")

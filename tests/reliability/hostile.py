"""Files that mean harm, each with the reason it is refused for; all made here, none kept.

`reason` is the key of the sentence with which `danqian import` refuses the file, "" where it
comes in.  What takes long is `big`; the quick round takes every fourth of the others.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import random
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Content = bytes | Callable[[Path], None]
TEXT = "浦东與𠮷林新區(qū)签约。\n　　两地共建园区，"
DEEP = 100_000


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file by its name; `content` are its bytes, or what puts it at its path."""

    name: str
    content: Content
    reason: str = ""
    big: bool = False

    def put(self, folder: Path) -> Path:
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(self.content):
            self.content(path)
        else:
            path.write_bytes(self.content)
        return path


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY l0 "哈哈">{LAUGHS}]><z>&l8;</z>'
OUTER = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
BOMB = _zip({f"word/{n}.xml": bytes(3_000_000) for n in range(10)})
TRAVERSAL = _zip({"../../outside.txt": b"x", "/etc/x.txt": b"x", "C:\\x.txt": b"x"})


def _sparse(size: int) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        path.touch()
        os.truncate(path, size)

    return put


def _long(path: Path, size: int) -> None:
    """So many bytes of text in one line, and a short line."""
    text = TEXT.replace("\n", "").encode()
    path.write_bytes(text * (size // len(text)) + b"\n{}")


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _linked(path: Path) -> None:
    """An archive with a link to what nobody gave."""
    entry = zipfile.ZipInfo("secret.txt")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(entry, "../../outside/secret.txt")


def _lying(path: Path) -> None:
    """An archive with a small file that becomes a huge one, packed so that it does at once."""
    huge = bytes(400_000_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("a.txt", huge)
    size = struct.pack("<L", len(huge))
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<L", 99)))


def _listed(many: int) -> bytes:
    """An archive that lists so many files."""
    entries = struct.pack("<4s42x", b"PK\1\2") * many
    return entries + struct.pack("<4s8xLLH", b"PK\5\6", len(entries), 0, 0)


def _folder(path: Path) -> None:
    path.mkdir()


def _noise(size: int) -> bytes:
    return random.Random(4).randbytes(size)


# -- found texts ------------------------------------------------------------------------

TEXTS = (
    Hostile("empty.txt", b"", "file-empty"),
    Hostile("blank.txt", " \u3000\n\t\x85".encode() * 100, "file-empty"),
    Hostile("only-mark.txt", b"\xef\xbb\xbf", "file-empty"),
    Hostile("zeros.txt", bytes(100_000), "file-not-text"),
    Hostile("some-nul.txt", f"{TEXT * 60}\0".encode()),
    Hostile("many-nul.txt", (TEXT + "\0\x01" * 9).encode(), "file-not-text"),
    Hostile("noise.txt", _noise(60_000), "file-not-text"),
    Hostile("picture.txt", b"\x89PNG\r\n\x1a\n" + _noise(99), "file-not-text"),
    Hostile("program.txt", b"\x7fELF" + _noise(999), "file-not-text"),
    Hostile("leaflet.txt", b"%PDF-1.7\n" + TEXT.encode(), "file-not-text"),
    Hostile("old-word.txt", b"\xd0\xcf\x11\xe0" + _noise(999), "file-not-text"),
    Hostile("database.txt", b"SQLite format 3\0" + bytes(999), "file-not-text"),
    Hostile("bomb-zip.txt", BOMB, "file-not-text"),
    Hostile("bomb-gzip.txt", gzip.compress(bytes(10_000_000)), "file-not-text"),
    Hostile("utf16-odd.txt", ("\ufeff" + TEXT * 20).encode("utf-16-le")[:-1]),
    Hostile("utf16-half.txt", b"\xff\xfe" + (TEXT.encode("utf-16-le") + b"\x00\xd8") * 3,
            "text-lone-surrogate"),
    Hostile("utf8-half.txt", TEXT.encode() + b"\xed\xa0\x80", "text-lone-surrogate"),
    Hostile("utf8-overlong.txt", (TEXT * 9).encode() + b"\xc0\xaf" * 20, "file-too-damaged"),
    Hostile("utf8-torn.txt", (TEXT * 30).encode()[:-1]),
    Hostile("utf32-beyond.txt", b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * 20, "file-too-damaged"),
    Hostile("utf7.txt", "浦东新区签约".encode("utf-7") * 20),
    Hostile("gb-and-big5.txt", "浦东新区".encode("gb18030") * 9 + "浦東新區".encode("big5") * 9),
    Hostile("latin.txt", (TEXT * 9).encode().decode("latin-1").encode()),
    Hostile("bidi.txt", f"签约\u202e约签\u2066\u200f\n{TEXT}".encode()),
    Hostile("escapes.txt", f"红\x1b[31m\x1b]0;骗\x07\x9b2J题\n{TEXT * 20}".encode()),
    Hostile("tags.txt", (TEXT + "".join(chr(0xE0000 + n) for n in range(128))).encode()),
    Hostile("joiners.txt", ("👨\u200d👩\u200d👧\ufe0f" * 9000).encode()),
    Hostile("accents.txt", ("浦" + "\u0301\u0489" * 20_000).encode()),
    Hostile("noncharacters.txt", (TEXT + "\ufffe\uffff\U0010ffff\ue000" * 99).encode()),
    Hostile("odd-line-ends.txt", "一\v二\f三\x85四\u2028五\u2029六\r七\n\r八".encode()),
    Hostile("many-lines.txt", b"\n" * 50_000 + TEXT.encode()),
    Hostile("lost.txt", ("浦\ufffd\ufffd" * 150).encode()),
    Hostile("all-lost.txt", ("\ufffd" * 30_000).encode()),
    Hostile("read-wrong.txt", ("锟斤拷" * 20_000).encode()),
    Hostile("brackets.txt", ("(（[" * 30_000).encode()),
    Hostile("residue.txt", ("区(qū)卣?(shù)" * 200).encode()),
    Hostile("entities.txt", ("&amp;&#x41;&#99999999;&" * 1500).encode()),
    Hostile("elements.txt", ("<div onclick='x'>" * 8000 + TEXT).encode()),
    Hostile("script.txt", f"<script src='http://127.0.0.1/x'></script><img src='file:///etc/passwd'>"
                          f"{TEXT}".encode()),
    Hostile("laughs.txt", LAUGHS.encode()),
    Hostile("outer.txt", OUTER.encode()),
    Hostile("formula.txt", f"=HYPERLINK(\"http://127.0.0.1\",\"签\")\n@SUM(1)\n{TEXT}".encode()),
    Hostile("addresses.txt", ("http://a.b/" * 20_000).encode()),
    Hostile("one-line.txt", lambda path: _long(path, 10_000_000), big=True),
    Hostile("much-to-mend.txt", lambda path: _long(path, 600_000), big=True),
    Hostile("too-large.txt", _sparse(60 << 20), "file-too-large", big=True),
)  # fmt: skip

# -- names, links and kinds --------------------------------------------------------------

PLACES = (
    Hostile("a\nb\x1b[31m\u202e.txt", TEXT.encode()),
    Hostile(os.fsdecode(b"\xff\xfe.txt"), TEXT.encode()),
    Hostile("长" * 80 + ".txt", TEXT.encode()),
    Hostile("-rf --out.txt", TEXT.encode()),
    Hostile("$(reboot);`id`.txt", TEXT.encode()),
    Hostile("%s%n{file.__class__}.txt", b"", "file-empty"),
    Hostile("packed/passwords.txt", _link("/etc/passwd"), "link-leads-out"),
    Hostile("packed/secret.txt", _link("../../outside/secret.txt"), "link-leads-out"),
    Hostile("packed/endless.jsonl", _link("/dev/zero"), "link-leads-out"),
    Hostile("loop.txt", _link("loop.txt"), "file-missing"),
    Hostile("dangling.txt", _link("nothing-there"), "file-missing"),
    Hostile("zero.txt", _link("/dev/zero"), "file-not-readable"),
    Hostile("zero.jsonl", _link("/dev/zero"), "file-not-readable"),
    Hostile("pipe.txt", os.mkfifo, "file-not-readable"),
    Hostile("pipe.jsonl", os.mkfifo, "file-not-readable"),
    Hostile("folder.txt", _folder, "folder-without-files"),
    Hostile("laughs.xml", LAUGHS.encode(), "annotations-unknown"),
    Hostile("outer.xml", OUTER.encode(), "annotations-unknown"),
    Hostile("page.html", b"<div>" * DEEP, "page-deep"),
    Hostile("bomb.docx", BOMB, "file-other-kind"),
    Hostile("bomb.xlsx", BOMB, "workbook-hostile"),
    Hostile("outer.docx", _zip({"word/document.xml": OUTER.encode()}), "xml-doctype"),
    Hostile("traversal.zip", TRAVERSAL, "zip-leads-out"),
    Hostile("bomb.zip", _zip({"a.txt": bytes(400_000_000)}), "zip-bomb"),
    Hostile("linked.zip", _linked, "zip-link"),
    Hostile("swarm.zip", _listed(1_000_000), "zip-many"),
    Hostile("bzip2.zip", _lying, "zip-method"),
    Hostile("nested.zip", _zip({"a/b.zip": BOMB}), "zip-in-zip"),
    Hostile("noise.zip", _noise(60_000), "zip-damaged"),
    Hostile("traversal.qdpx", TRAVERSAL, "refi-no-project"),
    Hostile("bomb.qdpx", _zip({"project.qde": bytes(400_000_000)}), "xml-broken"),
    Hostile(
        "bomb.epub",
        _zip({"mimetype": b"application/epub+zip", "a": bytes(400_000_000)}),
        "zip-bomb",
    ),
    Hostile("laughs.xmi", LAUGHS.encode(), "annotations-unknown"),
    Hostile("laughs.tei", LAUGHS.encode(), "annotations-unknown"),
    Hostile("deep.json", b"[" * DEEP, "annotations-unknown"),
    Hostile("deep.jsonld", b'{"a":' * DEEP, "json-deep"),
    Hostile("outer.qdpx", _zip({"project.qde": OUTER.encode()}), "xml-unsafe"),
    Hostile("laughs.html", LAUGHS.encode()),
    Hostile("not.pdf", b"%PDF-1.7 " + bytes(10_000), "pdf-damaged"),
)


# -- annotated lines ----------------------------------------------------------------------


def line(**changes: object) -> str:
    mark = {"id": "T1", "label": "REGION", "fragments": [[0, 2]]}
    whole = {"schema": "danqian/1", "kind": "article", "id": "坏", "text": TEXT}
    return json.dumps(whole | {"annotations": [mark]} | changes, ensure_ascii=False)


def _line(name: str, reason: str = "", **changes: object) -> Hostile:
    """A file of one line; its article has the file's name for an id."""
    return Hostile(f"{name}.jsonl", line(**({"id": name} | changes)).encode(), reason)


def _mark(name: str, reason: str, **changes: object) -> Hostile:
    mark = {"id": "T1", "label": "REGION", "fragments": [[0, 2]]} | changes
    return _line(name, reason, annotations=[mark])


def _emendation(**changes: object) -> dict[str, object]:
    return {"id": "E1", "start": 0, "end": 1, "replacement": "", **changes}


def _meta(name: str, reason: str, value: str) -> Hostile:
    whole = line(id=name, meta="WHERE").replace('"WHERE"', '{"x": ' + value + "}")
    return Hostile(f"{name}.jsonl", whole.encode("utf-8", "surrogatepass"), reason)


DUPLICATES = ", ".join(f'"k{n}": 0' for n in range(60_000))

LINES = (
    Hostile("deep-lists.jsonl", b"[" * DEEP + b"]" * DEEP, "json-deep"),
    Hostile("deep-objects.jsonl", b'{"a":' * DEEP + b"1" + b"}" * DEEP, "json-deep"),
    _meta("deep-meta", "json-deep", "[" * 200 + "]" * 200),
    _meta("not-a-number", "json-number", "NaN"),
    _meta("infinity", "json-number", "-Infinity"),
    _meta("too-great", "json-number", "1e999"),
    _meta("too-long-a-number", "json-number", "9" * 10_000),
    _meta("twice", "json-duplicate-key", '{"a": 1, "a": 2}'),
    _meta("many-and-twice", "json-duplicate-key", f'{{{DUPLICATES}, "x": 1, "x": 1}}'),
    _meta("half-escape", "line-lone-surrogate", r'"\ud83d"'),
    _meta("half-raw", "line-not-utf8", '"\ud83d"'),
    _meta("swarm", "json-values", "[" + "[]," * 2_100_000 + "[]]"),
    _meta("long-key", "json-duplicate-key", '{"%s": 1, "%s": 2}' % (("长" * 99_999,) * 2)),
    Hostile("not-an-object.jsonl", b'["danqian/1"]', "json-key-type"),
    Hostile("torn.jsonl", line()[:-9].encode(), "json-broken"),
    Hostile("utf16.jsonl", line().encode("utf-16"), "line-not-utf8"),
    Hostile("nul.jsonl", bytes(5000), "json-broken"),
    Hostile("refused-for-ever.jsonl", b"x\n" * 50_000, "lines-refused"),
    Hostile("endless.jsonl", _sparse(500 << 20), "line-endless", big=True),
    Hostile("long-line.jsonl", lambda path: _long(path, 210_000_000), "line-too-long", big=True),
    _line("newer", "schema-unknown", schema="danqian/9"),
    _line("long-schema", "schema-unknown", schema="长" * 99_999),
    _line("kind", "kind-of-line-unknown", kind="__class__"),
    _line("no-id", "json-key-type", id=""),
    _line("traversal", "", id="../../../outside/x", source={"name": "../../../etc/x.txt"}),
    _line("nul-id", "", id="\0\n\x1b[31m\u202e", title="=1+1\x1b]0;骗\x07"),
    _line("no-text", "json-key-type", text=["x"]),
    _line("sum", "line-source-differs", source={"sha256": "0" * 64}),
    _line("punycode", "line-encoding-unknown", text="浦" * 200_000,
          source={"encoding": "punycode"}),
    _line("host-name", "line-encoding-unknown", source={"encoding": "idna"}),
    _line("escape-codec", "line-encoding-unknown", source={"encoding": "unicode_escape"}),
    _line("codec-path", "line-encoding-unknown", source={"encoding": "../../os"}),
    _line("codec-long", "line-encoding-unknown", source={"encoding": "x" * 99_999}),
    _line("codec-nul", "line-encoding-unknown", source={"encoding": "utf\0"}),
    _line("not-base64", "json-key-type", source={"bytes": "=" * 99_999}),
    _line("other-bytes", "", source={"bytes": base64.b64encode(bytes(2_000_000)).decode()}),
    _line("status", "line-status-unknown", status="'; DROP TABLE step; --"),
    _mark("outside", "line-span-outside", fragments=[[0, 10**30]]),
    _mark("negative", "line-span-outside", fragments=[[-(10**9), 1]]),
    _mark("fractions", "json-key-type", fragments=[[0.5, 2]]),
    _mark("crossed", "line-span-order", fragments=[[4, 5], [0, 1]]),
    _mark("quote", "line-quote-differs", quote="别的"),
    _mark("formulas", "", note="=cmd|' /C calc'!A0", attributes={"norm": "@SUM(A1)"}),
    _mark("label", "", label='"><script>\x1b[2J\n[entities]', note="\x9b31m\u202e\r\n甲"),
    _line("twins", "line-id-twice",
          relations=[{"id": "R", "type": "t", "from": "T1", "to": "T1"}] * 2),
    _line("no-end", "relation-end-missing",
          relations=[{"id": "R", "type": "t", "from": "T1", "to": "T9"}]),
    _line("overlap", "emendations-overlap",
          emendations=[_emendation(status="accepted"), _emendation(id="E2", status="accepted")]),
    _line("misfit-evidence", "", emendations=[
        _emendation(kind="duplicate", rule="duplicate-adjacent", evidence={"first": 5}),
        _emendation(id="E2", kind="mojibake", rule="mojibake-slip", evidence={"candidates": 5})]),
    _mark("attribute", "json-key-type", attributes={"a": {"b": 1}}),
)  # fmt: skip

# -- project lines -------------------------------------------------------------------------


def _project(name: str, reason: str, **keys: object) -> Hostile:
    head = json.dumps({"schema": "danqian/1", "kind": "project", **keys})
    return Hostile(f"{name}.jsonl", f"{head}\n{line(id=name)}".encode(), reason)


def _tagset(name: str, reason: str, toml: str) -> Hostile:
    return _project(name, reason, tagset={"id": "x", "version": "1", "toml": toml})


PROJECT_LINES = (
    _tagset("no-toml", "tagset-not-toml", "= ="),
    _tagset("deep-toml", "tagset-not-toml", "x = " + "[" * DEEP + "]" * DEEP),
    _tagset("dotted-toml", "tagset-too-large", "a." * 50_000 + "a = 1"),
    _tagset("huge-toml", "tagset-too-large", "# 长\n" * 200_000),
    _tagset("newer-toml", "tagset-newer", "schema = 99"),
    _tagset("empty-toml", "tagset-missing", ""),
    _tagset("wrong-toml", "tagset-wrong", f"schema = '{'长' * 99_999}'"),
    _tagset("crowded-toml", "tagset-missing",
            "".join(f"[[entity]]\nid='{n}'\n" for n in range(20_000))),
    _project("overlay-kind", "overlay-broken",
             overlays=[{"to": "__class__", "key": "a", "value": "b"}]),
    _project("overlay-empty", "overlay-empty", overlays=[{"to": "hans", "key": " ", "value": ""}]),
    _project("configuration", "config-unknown", conversion={"hant": "../../x"}),
)  # fmt: skip

ALL = (*TEXTS, *PLACES, *LINES, *PROJECT_LINES)

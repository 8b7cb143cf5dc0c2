"""Archives are unpacked within bounds, under the names they were packed with, and leave nothing."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import zips
from annotations.errors import Refusal
from annotations.ingest import _unpacking
from annotations.ingest.archives import Archives, Unpacked
from tests.annotations.ingest.packages import packed, raw

pytestmark = pytest.mark.usefixtures("temporary")
NEWS = "昌都市与滨海新区签署合作协议"


def inside(path: Path) -> dict[str, bytes]:
    """What is unpacked, by its path; with what was left out by its reason."""
    with Archives() as archives:
        found = archives.unpacked(path)
        assert isinstance(found, Unpacked), found
        files = {
            file.relative_to(found.folder).as_posix(): file.read_bytes()
            for file in found.folder.rglob("*")
            if file.is_file()
        }
        left_out = {str(one.path): one.refusal.key.encode() for one in found.left_out}
        assert not files.keys() & left_out.keys()
        return files | left_out


def refused(path: Path) -> Refusal:
    with Archives() as archives:
        found = archives.unpacked(path)
        assert isinstance(found, Refusal), found
        return found


# -- what comes out -------------------------------------------------------------------------


def test_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    files = {"甲/一.txt": NEWS.encode(), "甲/乙/二.html": b"<p>", "annotation.conf": b""}
    assert inside(packed(tmp_path / "a.zip", files)) == files


_PART = st.text("甲乙𠮷aé ：-", min_size=1, max_size=6).map(lambda text: f"x{text}x")
_NAME = st.lists(_PART, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".txt")


@given(st.dictionaries(_NAME, st.binary(max_size=200), max_size=8))
def test_whatever_is_packed_is_unpacked(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert inside(packed(Path(folder) / "a.zip", files)) == files


def test_what_no_folder_gives_and_nobody_reads_stays_packed(tmp_path: Path) -> None:
    away = ("__MACOSX/a.txt", ".git/config.txt", "a/.hidden.txt", "a/图.JPG", "a/声.mp3", "空/")
    path = packed(tmp_path / "a.zip", {"./a/./b.txt": b"1", **dict.fromkeys(away, b"")})
    assert inside(path) == {"a/b.txt": b"1"}


def test_an_archive_is_unpacked_once(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"1"})
    with Archives() as archives:
        found = archives.unpacked(path)
        assert archives.unpacked(path) is found
        assert isinstance(found, Unpacked)
        assert found.folder.name == "a.zip"
    assert not found.folder.exists()


def test_what_a_killed_program_left_is_removed_in_the_end(tmp_path: Path, temporary: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"1"})
    old, new, other = (temporary / f"danqian-{name}" for name in ("unpacked-a", "unpacked-b", "c"))
    for folder in (old, new, other):
        (folder / "0").mkdir(parents=True)
    for folder in (old, other):
        os.utime(folder, (0, 0))
    assert inside(path) == {"a.txt": b"1"}
    assert sorted(temporary.iterdir()) == sorted([new, other])
    for folder in (new, other):
        shutil.rmtree(folder)


def test_what_ends_the_unpacking_leaves_nothing(tmp_path: Path, temporary: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.txt": b"1" for number in range(100)})
    files: list[int] = []

    def heard(archive: Path) -> None:
        assert archive == path
        files.append(sum(1 for _ in temporary.rglob("*.txt")))
        if len(files) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Archives(heard) as archives:
        archives.unpacked(path)
    assert files[0] == 0 < files[1] < files[2] < 100


def test_one_that_is_long_in_a_large_file_is_heard_of_too(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": os.urandom(6_000_000)})
    heard: list[Path] = []
    with Archives(heard.append) as archives:
        archives.unpacked(path)
    assert len(heard) > 5


# -- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gb18030", ["语料/2024年1月/昌都市与滨海新区签约.txt", "语料/共建产业园.txt"]),
        ("gbk", ["签约.txt"]),
        ("big5", ["語料/許功蓋/臺北市與上海市簽署合作備忘錄.txt", "語料/淚別與蓋章.txt"]),
        ("utf-8", ["语料/昌都市与滨海新区签约.txt", "语料/𠮷林.txt"]),
        ("utf-8", ["签约.txt"]),
        ("utf-8", ["Новости региона/статья.txt"]),
        ("cp437", ["résumé/naïve.txt", "äöü.txt"]),
        ("ascii", ["a/b.txt"]),
    ],
)
def test_names_are_read_in_the_encoding_they_are_in(
    encoding: str, names: list[str], tmp_path: Path
) -> None:
    path = raw(tmp_path / "a.zip", {name.encode(encoding): b"1" for name in names})
    assert set(inside(path)) == set(names)


@given(st.lists(st.text("签约共建产业园区合作协议教育医疗", min_size=4, max_size=9), min_size=1))
def test_one_encoding_is_that_of_all_names(names: list[str]) -> None:
    from annotations.ingest._entry_names import names as read

    entries = [zipfile.ZipInfo(f"{name}.txt".encode("gbk").decode("cp437")) for name in names]
    assert read(entries) == [f"{name}.txt" for name in names]


def test_a_name_that_is_told_in_utf8_beside_is_that(tmp_path: Path) -> None:
    old, told = "签约.txt".encode("gbk"), "簽約𠮷.txt".encode()

    def extra(name: bytes) -> bytes:
        field = struct.pack("<BL", 1, zlib.crc32(name)) + told
        return struct.pack("<HH", 1, 0) + struct.pack("<HH", 0x7075, len(field)) + field

    assert list(inside(raw(tmp_path / "a.zip", {old: b""}, extra(old)))) == ["簽約𠮷.txt"]
    stale = raw(tmp_path / "b.zip", {old: b""}, extra(b"another"))
    assert list(inside(stale)) == ["签约.txt"], "of a name that it has no more"


def test_folders_that_windows_parts_otherwise_are_folders(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.zip", {"语料\\签约.txt".encode("gbk"): b"1", b"x\\y.txt": b"2"})
    assert inside(path) == {"语料/签约.txt": b"1", "x/y.txt": b"2"}


def test_windows_gets_names_that_it_can_have() -> None:
    told = {"a:b?.txt": "a_b_.txt", "con.txt": "_con.txt", "a. ": "a", "…": "…", ". ": "_"}
    assert {name: _unpacking.as_file(name, windows=True) for name in told} == told
    assert _unpacking.as_file("a:b\0.txt", windows=False) == "a:b_.txt"


# -- what means harm, or is too much --------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["/etc/a.txt", "../a.txt", "a/../../b.txt", "C:/a.txt", "..\\a.txt", "\\\\host\\a.txt"]
)
def test_a_name_that_leads_out_refuses_all_of_it(name: str, tmp_path: Path) -> None:
    path = raw(tmp_path / "a.zip", {b"good.txt": b"1", name.encode(): b"2"})
    assert refused(path).key == "zip-leads-out"
    assert not list(tmp_path.rglob("*.txt"))


def _link(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("b.txt")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, "/etc/passwd")


def _pipe(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("b.txt")
    entry.external_attr = (stat.S_IFIFO | 0o777) << 16
    archive.writestr(entry, "")


@pytest.mark.parametrize(
    ("add", "left_out"),
    [
        (_link, {"b.txt": b"zip-link"}),
        (_pipe, {"b.txt": b"zip-link"}),
        (lambda a: a.writestr("A.TXT", "2"), {"A.TXT": b"zip-same-name"}),
        (lambda a: a.writestr("a.txt/b.txt", "2"), {"a.txt/b.txt": b"zip-name"}),
        (lambda a: a.writestr("长" * 300 + ".txt", "2"), {"长" * 300 + ".txt": b"zip-name"}),
        (lambda a: a.writestr("d/" * 64 + "b.txt", "2"), {"d/" * 64 + "b.txt": b"zip-name"}),
        (lambda a: a.writestr("b.txt", "2", zipfile.ZIP_BZIP2), {"b.txt": b"zip-method"}),
        (lambda a: a.writestr("b.txt", "2", zipfile.ZIP_LZMA), {"b.txt": b"zip-method"}),
    ],
)
def test_a_file_that_cannot_be_made_is_left_out_with_its_reason(
    add: Callable[[zipfile.ZipFile], None], left_out: dict[str, bytes], tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "1")
        add(archive)
    assert inside(tmp_path / "a.zip") == {"a.txt": b"1", **left_out}


def test_a_damaged_file_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "甲" * 100)
        archive.writestr("b.txt", "乙" * 100)
    path.write_bytes(path.read_bytes().replace("乙乙".encode(), "乙丙".encode(), 1))
    assert inside(path) == {"a.txt": ("甲" * 100).encode(), "b.txt": b"zip-damaged"}


def test_a_file_that_lies_of_its_size_is_never_more_than_it_says(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": bytes(5_000_000)})
    data = path.read_bytes()
    assert data.count(struct.pack("<L", 5_000_000)) == 2
    path.write_bytes(data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 50)))
    assert inside(path) == {"a.txt": b"zip-damaged"}


def test_what_would_grow_beyond_reason_is_refused(tmp_path: Path) -> None:
    assert refused(packed(tmp_path / "a.zip", {"a.txt": bytes(20_000_000)})).key == "zip-bomb"


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", os.urandom(5000))
        for name in "bcd":
            archive.filelist.append(zipfile.ZipInfo(f"{name}.txt"))
            first, last = archive.filelist[0], archive.filelist[-1]
            last.compress_size = last.file_size = first.file_size
            last.CRC, last.header_offset = first.CRC, first.header_offset
    assert refused(path).key == "zip-bomb"


def test_what_is_more_than_fits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"1" * 3_000_000, "b.jpg": b"1" * 5_000_000})
    monkeypatch.setattr(_unpacking, "LONGEST", 4_000_000)
    assert len(inside(path)) == 1
    with Archives() as archives:
        again = packed(tmp_path / "b.zip", {"a.txt": b"1" * 3_000_000})
        assert isinstance(archives.unpacked(path), Unpacked)
        refusal = archives.unpacked(again)
        assert isinstance(refusal, Refusal) and refusal.key == "zip-too-large"
    usage = type("Usage", (), {"free": 2_000_000})
    monkeypatch.setattr(_unpacking.shutil, "disk_usage", lambda _: usage)
    assert (refused(path).key, refused(path).values) == ("zip-no-room", {"size": 2})


def test_a_disk_that_fills_up_meanwhile_is_told(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = packed(tmp_path / "a.zip", {"a/b.txt": b"1"})
    monkeypatch.setattr(Path, "open", full)
    with Archives() as archives:
        refusal = archives.unpacked(path)
        assert isinstance(refusal, Refusal) and refusal.key == "zip-no-room"
        assert not list(temporary.rglob("a.zip")), "what it took is given back at once"


def test_a_list_of_too_many_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "a.zip", dict.fromkeys(map(str, range(300)), b""))
    monkeypatch.setattr(zips, "MOST_ENTRIES", 300)
    assert len(inside(path)) == 300
    monkeypatch.setattr(zips, "MOST_ENTRIES", 299)
    monkeypatch.setattr(zipfile, "ZipInfo", None)
    assert refused(path).key == "zip-many"
    monkeypatch.setattr(zips, "_LONGEST_LIST", 100)
    monkeypatch.setattr(zips, "MOST_ENTRIES", 100_000)
    assert refused(path).key == "zip-many"


def test_folders_without_end_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {f"{n}/{'d/' * 20}a.txt": b"" for n in range(10)})
    assert len(inside(path)) == 10
    monkeypatch.setattr(zips, "MOST_ENTRIES", 200)
    assert refused(path).key == "zip-many"


def test_a_password_is_asked_of_nobody(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"1"})
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    path.write_bytes(data)
    assert refused(path).key == "zip-encrypted"


@pytest.mark.parametrize("data", [b"", b"PK", b"Rar!" * 100, b"PK\x03\x04" + bytes(100)])
def test_what_is_no_archive_is_damaged(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert refused(tmp_path / "a.zip").key == "zip-damaged"


def test_an_archive_cut_anywhere_is_refused_or_gives_what_it_has(tmp_path: Path) -> None:
    files = {"a.txt": NEWS.encode(), "b/c.txt": b"2"}
    path = packed(tmp_path / "a.zip", files)
    data = path.read_bytes()
    for place in range(0, len(data), 7):
        path.write_bytes(data[:place])
        assert refused(path).key == "zip-damaged"
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        with Archives() as archives:
            found = archives.unpacked(path)
            assert isinstance(found, Unpacked) or found.key.startswith("zip-")

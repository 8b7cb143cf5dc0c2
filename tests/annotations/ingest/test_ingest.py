"""Files found and read: one article each, its bytes accounted for."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import pytest

from annotations import ingest
from annotations.errors import Refusal

TEXT = "\ufeff\r\n　𠮷林與區(qū)协作　\r\n　　第二行"


def test_an_article_has_a_new_id_the_first_line_as_title_and_its_source(tmp_path: Path) -> None:
    path = tmp_path / "新闻.txt"
    path.write_bytes(TEXT.encode())
    article = ingest.read(path).article
    assert UUID(article.id).version == 7
    assert article.title == "𠮷林與區(qū)协作"
    assert article.text == TEXT[1:]
    assert article.source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (article.source.name, article.source.encoding) == ("新闻.txt", "utf-8")
    assert article.source.bom
    assert article.source.data is None


def test_bytes_are_kept_where_the_text_does_not_give_them(tmp_path: Path) -> None:
    path = tmp_path / "a.TXT"
    data = ("协作" * 200).encode() + b"\xe5"
    path.write_bytes(data)
    assert ingest.read(path).article.source.data == data


def test_titles_are_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("长" * 500, encoding="utf-8")
    assert ingest.read(path).article.title == "长" * 120


def test_folders_are_walked_in_natural_order_without_hidden_and_unknown_files(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "found"
    for name in ("10.txt", "2.txt", ".hidden.txt", "x.odt", "sub/1.TXT", ".git/a.txt", "a.jsonl"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("文", encoding="utf-8")
    explicit = tmp_path / "x.odt"

    def names(*known: str) -> list[str]:
        found = ingest.files([folder, explicit], known or None)
        return [path.relative_to(tmp_path).as_posix() for path in found]

    assert names() == ["found/2.txt", "found/10.txt", "found/sub/1.TXT", "x.odt"]
    assert names(".jsonl") == ["found/a.jsonl", "x.odt"]


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [("missing.txt", None, "file-missing"), ("missing.xyz", None, "file-missing"),
     ("a.odt", b"a", "kind-unknown"), ("empty.txt", b"", "file-empty"),
     ("blank.txt", b" \n", "file-empty"), ("big.txt", b"a" * 101, "file-too-large"),
     ("zip.txt", b"PK\x03\x04", "file-not-text")],
)  # fmt: skip
def test_refusals_name_the_file(tmp_path: Path, name: str, data: bytes | None, key: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Refusal) as refusal:
        ingest.read(path, 100)
    assert refusal.value.key == key
    assert refusal.value.values["file"] == str(path)


def test_a_folder_without_anything_to_read_comes_itself_and_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    assert list(ingest.files([folder])) == [folder]
    with pytest.raises(Refusal, match="folder-without-files"):
        ingest.read(folder)


def test_the_cap_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DANQIAN_MAX_MB", raising=False)
    assert ingest.max_bytes() == 50 * 1024 * 1024
    monkeypatch.setenv("DANQIAN_MAX_MB", "0.5")
    assert ingest.max_bytes() == 512 * 1024
    assert ingest.max_bytes(2) == 2 * 1024 * 1024
    monkeypatch.setenv("DANQIAN_MAX_MB", "none")
    assert ingest.max_bytes() == 50 * 1024 * 1024


def test_a_link_in_a_folder_is_followed_only_inside_it(tmp_path: Path) -> None:
    folder, secret = tmp_path / "given", tmp_path / "secret.txt"
    (folder / "sub").mkdir(parents=True)
    secret.write_text("密", encoding="utf-8")
    (folder / "a.txt").write_text("文", encoding="utf-8")
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "sub" / "outside.txt").symlink_to(secret)
    found = list(ingest.files([folder]))
    assert [ingest.leads_out(path, [folder]) for path in found] == [False, False, True]
    assert not ingest.leads_out(folder / "sub" / "outside.txt", [folder, secret])
    link = folder / "sub" / "outside.txt"
    assert not ingest.leads_out(link, [link]), "who names a link means what it points to"

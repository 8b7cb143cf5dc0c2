"""Encodings are told apart by the text that comes out, and no byte is lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.ingest.decode import decode
from annotations.ingest.guesses import readings_of
from annotations.text.source import encoded

HANS = (
    "合肥市与上海市松江区签署科创走廊共建协议，双方将互派干部挂职。",
    "昨日，南通市党政代表团赴苏州学习考察对口合作经验",
    "两地企业携手共建产业园区，总投资超过30亿元",
    "园区负责人说：“年底前完成搬迁。”\r\n据介绍，项目占地200亩。",
)
HANT = (
    "廣州與佛山簽署同城化合作協議，兩市共建產業走廊。",
    "昨日，臺北市政府代表團赴上海參訪交流並出席座談會",
    "兩地企業攜手共建產業園區，總投資超過30億元",
    "園區負責人說：「年底前完成搬遷。」\r\n據介紹，項目佔地200畝。",
)
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")
CHANCE = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(64))
CASES = [
    (text[:length], encoding)
    for length in (10, 20, 100)
    for texts, more in ((HANS, ("gb2312", "gbk")), (HANT, ("gbk", "big5", "cp950", "big5hkscs")))
    for text in texts
    for encoding in (*UNICODE, *more)
]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_short_sentences_are_read_in_every_encoding(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.exact


@pytest.mark.parametrize(
    ("encoding", "name", "bom"),
    [("gb2312", "gb18030", False), ("gbk", "gb18030", False), ("big5", "big5", False),
     ("utf-8-sig", "utf-8", True), ("utf-16", "utf-16-le", True),
     ("utf-16-be", "utf-16-be", False)],
)  # fmt: skip
def test_encodings_are_named_by_their_widest_kin(encoding: str, name: str, bom: bool) -> None:
    text = "兩市簽署合作協議" if encoding == "big5" else "两市签署合作协议"
    found = decode(text.encode(encoding))
    assert (found.encoding, found.bom) == (name, bom)


def test_astral_and_private_characters_survive_in_gb18030() -> None:
    text = "合作协议由𠮷林市与\ue5e5松江区(qū)共同签署。"
    found = decode(text.encode("gb18030"))
    assert (found.text, found.encoding, found.exact) == (text, "gb18030", True)


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()), st.booleans())
def test_every_utf8_text_comes_back(text: str, bom: bool) -> None:
    try:
        found = decode(encoded(text, "utf-8", bom=bom))
    except Refusal:  # by chance it begins like a picture or an archive
        return
    assert (found.text, found.encoding, found.bom, found.exact) == (text, "utf-8", bom, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_damaged_byte_shows_and_the_file_is_kept(encoding: str) -> None:
    head, tail = (HANS[0] * 10).encode(encoding), HANS[1].encode(encoding.removesuffix("-sig"))
    found = decode(head + b"\xff" + tail)
    assert found.text == HANS[0] * 10 + "\ufffd" + HANS[1]
    assert not found.exact


def test_too_much_damage_is_refused() -> None:
    data = b"\xff".join(character.encode() for character in HANS[0] * 10)
    with pytest.raises(Refusal):
        decode(data)


def test_long_files_are_judged_whole() -> None:
    late = "合作" * 100_000 + "嫺熟"
    found = decode(late.encode("cp950"))  # big5 has no byte pair for 嫺
    assert found.text == late
    assert found.encoding == "cp950"


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"  \r\n\t", "file-empty"), (b"\xef\xbb\xbf", "file-empty"), ("　".encode(), "file-empty"),
     (b"\x89PNG\r\n\x1a\n" + bytes(99), "file-not-text"), (b"PK\x03\x04abc", "file-not-text"),
     (b"%PDF-1.7 text", "file-not-text"), (bytes(500), "file-not-text"),
     (CHANCE, "file-not-text"), (b"\x7fELF\x02\x01\x01", "file-not-text"),
     ("签署".encode() + b"\xed\xa0\x80", "text-lone-surrogate"),
     (b"\xff\xfe\x7b\x7e\x00\xd8\x7b\x7e", "text-lone-surrogate")],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        decode(data)
    assert refusal.value.key == key


def test_the_real_articles_are_read_in_every_encoding(shared_articles: list[Path]) -> None:
    texts = [path.read_bytes().decode("utf-8") for path in shared_articles]
    for text in texts:
        for encoding in UNICODE:
            for start in range(0, len(text) - 20, 60):
                piece = text[start : start + 20]
                assert not piece.strip() or decode(piece.encode(encoding)).text == piece
            assert decode(text.encode(encoding)).text == text


def test_damaged_bytes_are_told_by_their_places() -> None:
    head = HANS[0] * 10
    found = decode(head.encode() + b"\xe5\xff" + HANS[1].encode())
    assert found.damaged == {len(head): 0xE5, len(head) + 1: 0xFF}
    assert decode(head.encode()).damaged == {}


def test_a_named_encoding_is_taken_and_its_mark_is_not_text() -> None:
    data = HANS[0].encode("gb18030")
    assert decode(data, "gbk").encoding == "gb18030"
    assert decode(data, "big5").text != HANS[0]
    for name, encoding in (
        ("utf-16", "utf-16"),
        ("UTF-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
    ):
        found = decode(HANS[0].encode(encoding), name)
        assert (found.text, found.bom, found.exact) == (HANS[0], True, True)
    shift_jis = decode("日本語の記事です。".encode("shift_jis"), "shift_jis")
    assert (shift_jis.text, shift_jis.exact) == ("日本語の記事です。", True)


@pytest.mark.parametrize(
    ("name", "key"),
    [("klingon", "encoding-unknown"), ("idna", "encoding-unknown"), ("", "encoding-unknown"),
     ("rot13", "not-in-encoding"), ("ascii", "not-in-encoding"), ("utf-8", "not-in-encoding")],
)  # fmt: skip
def test_a_named_encoding_that_cannot_be_is_refused(name: str, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        decode(HANS[0].encode("gb18030"), name)
    assert refusal.value.key == key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16-be"])
def test_readings_begin_with_the_one_that_is_taken(encoding: str) -> None:
    data = (HANT[0] + "\n" + HANT[1]).encode(encoding)
    first, *rest = readings_of(data)
    assert first.taken
    assert first.encoding == decode(data).encoding
    assert first.head.splitlines()[0] == HANT[0]
    assert (first.bad, first.bom) == (0, encoding == "utf-8-sig")
    assert first.score > -9
    assert not any(guess.taken for guess in rest)
    assert [g.score for g in rest] == sorted((g.score for g in rest), reverse=True)
    if encoding != "utf-16-be":
        assert rest, "there is something to choose from"


def test_what_is_refused_has_readings_without_one_that_is_taken() -> None:
    data = b"\xff".join(character.encode() for character in HANS[0] * 10)
    assert not any(guess.taken for guess in readings_of(data))
    assert readings_of(b"") == ()

"""Bytes without a reading: what stood there is proposed by the bytes that are left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.emend import damaged
from annotations.ingest.decode import decode
from annotations.model import Emendation
from annotations.store import check

HANS = (
    "合肥市与上海市松江区签署科创走廊共建协议，双方将互派干部挂职。\n"
    "两地企业携手共建产业园区，总投资超过30亿元，𠮷林市代表团出席。\n"
) * 8


def proposed(data: bytes) -> tuple[str, tuple[Emendation, ...]]:
    found = decode(data)
    return found.text, damaged.proposals(found.text, found.damaged, found.encoding)


def candidates(emendation: Emendation) -> list[str]:
    found = emendation.evidence["candidates"]
    assert isinstance(found, list)
    return [one["text"] for one in found]


def test_a_byte_that_became_another_one_proposes_the_character_it_was() -> None:
    data = HANS.encode()
    at = data.index("廊".encode(), 400) + 1
    text, (one,) = proposed(data[:at] + b"\xff" + data[at + 1 :])
    assert (one.kind, one.rule) == ("mojibake", "mojibake-damaged-byte")
    assert (one.replacement, one.status) == (None, "proposed")
    assert one.span.of(text) == "\ufffd" * 3
    assert one.evidence["bytes"] == "E5 FF 8A"
    assert one.evidence["encoding"] == "utf-8"
    assert candidates(one)[0] == "廊"


def test_a_lost_byte_and_an_added_one_too() -> None:
    data = HANS.encode()
    at = data.index("廊".encode(), 400) + 1
    for changed in (data[:at] + data[at + 1 :], data[:at] + b"\xff" + data[at:]):
        _, (one,) = proposed(changed)
        assert candidates(one)[0] == "廊"


def test_what_follows_out_of_step_in_gb18030_is_read_in_step_again() -> None:
    data = HANS.encode("gb18030")
    at = data.index("区，总".encode("gb18030"), 400)
    text, (one,) = proposed(data[:at] + data[at + 1 :])
    assert text[one.span.end :].startswith("30亿元")
    assert candidates(one)[0] == "区，总投资超过"
    assert text[: one.span.start].endswith("共建产业园")


def test_damage_that_tells_nothing_is_still_listed() -> None:
    text = HANS.encode() + b"\xff\xfe\xfd\xfc\xfb\xfa\xf9"
    _, (one,) = proposed(text)
    assert one.evidence["bytes"] == "FF FE FD FC FB FA F9"
    assert one.evidence["count"] == 7
    assert candidates(one) == []


def test_a_replacement_character_of_the_file_itself_is_no_damage() -> None:
    assert proposed((HANS + "\ufffd" + HANS).encode())[1] == ()


def test_the_same_damage_has_the_same_id() -> None:
    data = HANS.encode() + b"\xe5"
    assert proposed(data)[1] == proposed(data)[1]
    assert proposed(data)[1][0].id


@given(
    st.sampled_from(["utf-8", "gb18030", "big5", "utf-16-le"]),
    st.integers(0, 400),
    st.binary(min_size=1, max_size=2),
)
def test_every_damaged_byte_is_in_one_proposal(encoding: str, at: int, more: bytes) -> None:
    data = HANS.replace("𠮷", "吉").encode(encoding, "ignore")
    at = min(at, len(data))
    found = decode(data[:at] + more + data[at:], encoding)
    made = damaged.proposals(found.text, found.damaged, found.encoding)
    for emendation in made:
        check.edit(found.text, emendation)
    for place in found.damaged:
        assert sum(e.span.start <= place < e.span.end for e in made) >= 1
    check.unique([emendation.id for emendation in made])

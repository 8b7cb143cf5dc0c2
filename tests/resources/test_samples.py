"""The sample articles are as dirty as they say, and annotated as the tag set allows."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve()
RESOURCES = HERE.parents[2] / "resources"
SAMPLES = RESOURCES / "samples"

ENCODINGS = {
    "01-signing": "utf-8",
    "02-transfer": "gb18030",
    "03-corridor": "utf-8",
    "04-secondment": "utf-8-sig",
    "05-supply-chain": "big5",
    "06-cosmetics": "utf-8",
}
ANNOTATED = ["01-signing", "03-corridor", "06-cosmetics"]
CLEAN = ["01-signing", "05-supply-chain", "06-cosmetics"]

RESIDUE = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zà-ǜ]+\)")
# Readings of every character the samples have residue behind.
READINGS = {
    "區": "qū", "業": "yè", "發": "fā", "產": "chǎn", "聯": "lián", "網": "wǎng",
    "機": "jī", "創": "chuàng", "進": "jìn", "醫": "yī", "藥": "yào",
}  # fmt: skip
# What the mirror's replacement struck one byte off: text behind it, character struck, reading.
SLIPS = [
    ("雙方將設立7家", "綄", "huán", "雙方?huán)⒃O立7家"),
    ("規劃綱要》", "澗", "jiàn", "規劃?jiàn)V要》"),
    ("車程。距離近了", "嚦", "lì", "車?lì)獭＞嚯x近了"),
    ("老問題", "蠁", "xiǎng", "老?xiǎng)栴}"),
]

Json = dict[str, Any]


@cache
def source(name: str) -> str:
    """A sample as it was scraped: decoded, without BOM, line ends as they are."""
    return (SAMPLES / f"{name}.txt").read_bytes().decode(ENCODINGS[name])


@cache
def article(name: str) -> Json:
    text = (SAMPLES / f"{name}.annotations.jsonl").read_text(encoding="utf-8")
    (line,) = text.splitlines()
    return json.loads(line)


@cache
def tagset() -> Json:
    return tomllib.loads((RESOURCES / "tagsets" / "cooperation.toml").read_text(encoding="utf-8"))


def ids(table: str) -> set[str]:
    return {row["id"] for row in tagset()[table]}


def without_dirt(text: str) -> str:
    """For comparing runs: no residue, no blanks, half-width punctuation as full."""
    halves = str.maketrans(",;:!?()", "，；：！？（）")
    return re.sub(r"\s", "", RESIDUE.sub("", text)).translate(halves)


# ── The articles ────────────────────────────────────────────────────────────────────────────


def test_every_sample_is_listed_here():
    assert {file.stem for file in SAMPLES.glob("*.txt")} == set(ENCODINGS)
    annotated = {file.name.split(".")[0] for file in SAMPLES.glob("*.annotations.jsonl")}
    assert annotated == set(ANNOTATED)


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_sample_is_as_long_as_a_news_article_and_begins_with_its_title(name: str):
    text = source(name)
    assert 800 <= len(text) <= 3000
    title = text.splitlines()[0]
    assert 15 <= len(title) <= 60
    assert "。" not in title


def test_no_sample_borrows_from_the_real_articles(shared_articles: list[Path]):
    size = 13
    real = [file.read_text(encoding="utf-8") for file in shared_articles]
    for name in ENCODINGS:
        for form in (str, without_dirt):
            ours = form(source(name))
            runs = {ours[at : at + size] for at in range(len(ours) - size + 1)}
            for text in map(form, real):
                shared = {text[at : at + size] for at in range(len(text) - size + 1)} & runs
                assert not shared, f"{name}: {sorted(shared)}"


# ── Kinds of dirt ───────────────────────────────────────────────────────────────────────────


def test_the_clean_samples_are_clean():
    for name in CLEAN:
        text = source(name)
        assert not RESIDUE.search(text)
        assert not re.search(r"[\u00a0\u200b\r\ufffd]|[\u4e00-\u9fff][,;:!?]|span>", text), name
    assert "（完）" in source("01-signing")


def test_the_scraped_simplified_page_brings_its_frame_along():
    text = source("02-transfer")
    for line in ("来源:", "字号:", "分享到:", "责任编辑:", "【打印】", "上一篇:", "版权声明:"):
        assert f"\n{line}" in text
    assert "\u00a0" in text
    assert "\u200b" in text
    assert "互相认可(news.xijiang.example.com),企业" in text
    assert re.search(r"(.{20,})\1", text), "a passage stands twice"
    assert not re.search(r"[，；：！？（）]", text)
    for real in ("(含框架协议)", "(完)", "(记者 梁可 通讯员 莫振声)"):
        assert real in text
    with pytest.raises(UnicodeDecodeError):
        (SAMPLES / "02-transfer.txt").read_bytes().decode("gbk")


def test_residue_is_dense_in_one_mirror_page_and_sparse_in_another():
    counts = {name: len(RESIDUE.findall(source(name))) for name in ENCODINGS}
    assert counts["03-corridor"] >= 50
    assert 4 <= counts["04-secondment"] <= 10
    for name in ("03-corridor", "04-secondment"):
        text = source(name)
        for match in RESIDUE.finditer(text):
            assert match[0] == f"({READINGS[text[match.start() - 1]]})"


def eat_two_bytes(fault: UnicodeError) -> tuple[str, int]:
    """One ? for a torn pair: the opening bracket goes with it."""
    assert isinstance(fault, UnicodeDecodeError)
    return "?", fault.start + 2


@pytest.mark.parametrize(("truth", "struck", "reading", "run"), SLIPS)
def test_a_slip_is_what_the_replacement_of_bytes_makes(
    truth: str, struck: str, reading: str, run: str
):
    codecs.register_error("eat two bytes", eat_two_bytes)
    mark = struck.encode("gbk")
    damaged = truth.encode("gbk").replace(mark, mark + f"({reading})".encode("gbk"))
    assert damaged.decode("gbk", "eat two bytes") == run
    assert run in source("03-corridor")


def test_the_leftover_of_a_tag_is_read_one_byte_off():
    torn = "。”</span>".encode("gbk")  # A1 | A3 A1 | B1 3C | /span>
    leftover = f"?{torn[1:3].decode('gbk')}?{torn[5:].decode('gbk')}".replace("！", "!")
    assert leftover == "?!?/span>"
    assert source("03-corridor").count(leftover) == 3


def test_paragraph_breaks_are_lost_in_the_mirror_page():
    text = source("03-corridor")
    assert max(map(len, text.splitlines())) > 600
    assert len(re.findall(r"(?:。|span>) (?=[\u4e00-\u9fff])", text)) == 3


def test_real_brackets_stand_beside_residue():
    for real in (
        "西部(重慶)科學城",
        "1.1萬臺(套)",
        "CMO(委托生產(chǎn)組織)",
        "(2026年版)",
        "(完)",
    ):
        assert real in source("03-corridor")
    assert "(副高級)" in source("04-secondment")


def test_machine_conversion_left_simplified_forms():
    for form in ("并", "于", "里", "后", "制造", "干部"):
        assert form in source("04-secondment")
    assert "一并" in source("03-corridor")
    good = source("05-supply-chain")
    for form in ("並", "裡", "台", "後", "週", "「"):
        assert form in good
    assert not re.search("[并后里于]", good)


def test_bytes_are_of_every_kind():
    crlf = (SAMPLES / "04-secondment.txt").read_bytes()
    assert crlf.startswith(codecs.BOM_UTF8)
    assert crlf.count(b"\n") == crlf.count(b"\r\n") > 10
    for name in ENCODINGS:
        raw = (SAMPLES / f"{name}.txt").read_bytes()
        if name != "04-secondment":
            assert b"\r" not in raw
            assert not raw.startswith(codecs.BOM_UTF8)
        if ENCODINGS[name] in ("gb18030", "big5"):
            with pytest.raises(UnicodeDecodeError):
                raw.decode("utf-8")


def test_the_mixed_sample_changes_script_by_paragraph():
    title, *paragraphs = source("06-cosmetics").splitlines()
    assert title
    assert all(paragraph.startswith("\u3000\u3000") for paragraph in paragraphs)
    simplified = [bool(re.search("[业产为这药发]", paragraph)) for paragraph in paragraphs]
    traditional = [bool(re.search("[業產為這藥發結門]", paragraph)) for paragraph in paragraphs]
    assert any(simplified)
    assert any(traditional)
    assert not any(both for both in map(all, zip(simplified, traditional, strict=True)))
    assert source("06-cosmetics").count("𠮷") == 3


# ── The annotations ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ANNOTATED)
def test_the_annotated_text_is_the_decoded_file(name: str):
    document = article(name)
    raw = (SAMPLES / f"{name}.txt").read_bytes()
    assert document["schema"] == "danqian/1"
    assert document["kind"] == "article"
    assert document["text"] == source(name)
    assert document["title"] == source(name).splitlines()[0]
    assert document["source"] == {
        "name": f"{name}.txt",
        "sha256": hashlib.sha256(raw).hexdigest(),
        "encoding": "utf-8",
        "bom": False,
    }
    assert document["tagset"] == {"id": tagset()["id"], "version": tagset()["version"]}


@pytest.mark.parametrize("name", ANNOTATED)
def test_every_quote_is_the_text_at_its_place(name: str):
    document = article(name)
    text = document["text"]
    for annotation in document["annotations"]:
        fragments = annotation["fragments"]
        assert all(start < end for start, end in fragments)
        assert all(left[1] < right[0] for left, right in pairwise(fragments))
        assert annotation["quote"] == "".join(text[start:end] for start, end in fragments)
        assert "\n" not in annotation["quote"]
        assert annotation["quote"] == annotation["quote"].strip("，。；、,; ")


@pytest.mark.parametrize("name", ANNOTATED)
def test_residue_behind_a_span_stays_outside(name: str):
    for annotation in article(name)["annotations"]:
        assert not re.search(r"\([a-zà-ǜ]+\)$", annotation["quote"]), annotation["quote"]


@pytest.mark.parametrize("name", ANNOTATED)
def test_entities_nest_and_never_cross_or_repeat(name: str):
    spans = [
        (*annotation["fragments"][0], annotation["label"])
        for annotation in article(name)["annotations"]
        if annotation["label"] != "MEASURE"
    ]
    assert len(set(spans)) == len(spans)
    for start, end, label in spans:
        for other_start, other_end, other in spans:
            crossing = start < other_start < end < other_end
            assert not crossing, (label, other, start)


@pytest.mark.parametrize("name", ANNOTATED)
def test_labels_and_attributes_are_of_the_tag_set(name: str):
    attributes = {row["id"]: row for row in tagset()["attribute"]}
    entities, types = ids("entity"), ids("measure_type")
    for annotation in article(name)["annotations"]:
        label, given = annotation["label"], annotation["attributes"]
        assert label in entities | {"MEASURE"}
        if label == "MEASURE":
            assert given["type"] in types
            assert {"status", "level"} <= given.keys()
        for key, value in given.items():
            row = attributes[key]
            assert row["on"] in ("*", label)
            assert isinstance(value, list if row.get("many") else str)
            if row["type"] == "choice":
                assert value in {choice["id"] for choice in row["values"]}


@pytest.mark.parametrize("name", ANNOTATED)
def test_relations_go_from_and_to_what_the_tag_set_allows(name: str):
    document = article(name)
    labels = {annotation["id"]: annotation["label"] for annotation in document["annotations"]}
    rules = {row["id"]: row for row in tagset()["relation"]}
    assert len(labels) == len(document["annotations"])
    seen: set[tuple[str, str, str]] = set()
    for relation in document["relations"]:
        rule = rules[relation["type"]]
        assert not rule.get("derived")
        for end in ("from", "to"):
            assert rule[end] == ["*"] or labels[relation[end]] in rule[end], relation
        seen.add((relation["type"], relation["from"], relation["to"]))
    assert len(seen) == len(document["relations"])


@pytest.mark.parametrize("name", ANNOTATED)
def test_every_reference_stands_for_something_and_fills_a_slot(name: str):
    document = article(name)
    relations = document["relations"]
    resolved = {row["from"] for row in relations if row["type"] == "refers_to"}
    filling = {row["to"] for row in relations}
    references = {row["id"] for row in document["annotations"] if row["label"] == "REF"}
    assert references
    assert references == resolved
    assert references <= filling


def test_the_annotations_show_what_annotations_can_be():
    every = [annotation for name in ANNOTATED for annotation in article(name)["annotations"]]
    assert any(len(annotation["fragments"]) > 1 for annotation in every)
    assert any(annotation["note"] for annotation in every)
    assert any(annotation["attributes"].get("certainty") == "doubt" for annotation in every)
    assert {annotation["label"] for annotation in every} == ids("entity") | {"MEASURE"}
    kinds = {relation["type"] for name in ANNOTATED for relation in article(name)["relations"]}
    assert kinds == ids("relation") - {"cooperates"}


def test_the_dirty_sample_has_some_residue_emended_and_some_left():
    document = article("03-corridor")
    text = document["text"]
    statuses = [emendation["status"] for emendation in document["emendations"]]
    assert 3 <= statuses.count("accepted") <= 6
    assert "proposed" in statuses
    assert len(statuses) < len(RESIDUE.findall(text))
    for emendation in document["emendations"]:
        assert emendation["replacement"] == ""
        assert RESIDUE.match(text, emendation["start"])
        assert text[emendation["end"] - 1] == ")"


@pytest.mark.parametrize("name", ANNOTATED)
def test_an_exchange_file_is_one_line_for_every_reader(name: str):
    raw = (SAMPLES / f"{name}.annotations.jsonl").read_bytes()
    assert raw.endswith(b"}\n")
    assert len(raw.decode("utf-8").splitlines()) == 1

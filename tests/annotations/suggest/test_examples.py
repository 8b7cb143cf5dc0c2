"""The filters that the help shows as examples do what it says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from annotations.model import Taught
from annotations.suggest.filtering import Command
from annotations.suggest.kinds import Suggester
from annotations.suggest.running import run
from annotations.suggest.subject import Subject

TEXT = "贛深集團與張三豐簽約。\n張三豐出席。"
LANGUAGES = ("zh_CN", "zh_TW", "en")


def scripts(language: str) -> list[str]:
    """The pieces of code on the page."""
    page = resources.text(f"help/{language}/8-suggest-command.md")
    found = re.findall(r"(?:^    .*\n)+", page, re.MULTILINE)
    return [re.sub(r"^    ", "", code, flags=re.MULTILINE) for code in found]


def script(folder: Path, number: int) -> Path:
    path = folder / "own.py"
    path.write_text(scripts("en")[number], "utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_shows_the_same_code_and_it_is_python(language: str):
    assert scripts(language) == scripts("en") and len(scripts("en")) == 2
    for code in scripts(language):
        compile(code, "own.py", "exec")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_of_json_on_the_page_are_json(language: str):
    page = resources.text(f"help/{language}/8-suggest-command.md")
    lines = re.findall(r"`(\{.*\})`", page)
    sent, answered = map(json.loads, lines)
    assert list(sent) == ["id", "text", "date", "names"]
    assert list(answered) == ["id", "candidates"]


def test_a_spacy_model_joins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    spacy = pytest.importorskip("spacy")
    monkeypatch.setattr("annotations.suggest.all", dict[str, Suggester])
    model = spacy.blank("zh")
    ruler = model.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "COMPANY", "pattern": "赣深集团"}])
    model.to_disk(tmp_path / "model-best")
    command = Command((sys.executable, str(script(tmp_path, 0)), str(tmp_path / "model-best")))
    (found,) = run([("甲", Subject(TEXT))], Taught(), 1, command)
    assert found.faults == ()
    assert [(one.label, one.quote, one.rule) for one in found.suggestions] == [
        ("COMPANY", "贛深集團", "with.spacy")
    ]


def test_the_places_of_the_hanlp_example_are_those_of_the_text(tmp_path: Path):
    """With a stand-in for HanLP that answers as its document says: names with their tokens."""
    (tmp_path / "hanlp.py").write_text(
        "from types import SimpleNamespace as S\n"
        "mtl = S(CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH='small')\n"
        "pretrained = S(mtl=mtl)\n"
        "def load(name):\n"
        "    assert name == 'small'\n"
        "    return answer\n"
        "def answer(text, tasks):\n"
        "    assert tasks == 'ner/msra'\n"
        "    names = [('赣深集团', 'ORGANIZATION', 0, 2)] if '赣深' in text else []\n"
        "    return {'ner/msra': [*names, *[('张三丰', 'PERSON', 3, 4)] * text.count('张三丰'),\n"
        "                         ('三', 'INTEGER', 1, 2)]}\n",
        "utf-8",
    )
    asked = {"id": "甲", "text": "赣深集团与张三丰签约。\n\n张三丰、张三丰。"}
    done = subprocess.run(
        [sys.executable, str(script(tmp_path, 1))],
        input=json.dumps(asked) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        encoding="utf-8",
    )
    answer = json.loads(done.stdout)
    assert [asked["text"][c["start"] : c["end"]] for c in answer["candidates"]] == [
        "赣深集团", "张三丰", "张三丰", "张三丰",
    ]  # fmt: skip
    assert [(c["start"], c["label"]) for c in answer["candidates"]] == [
        (0, "INST"), (5, "PERSON"), (13, "PERSON"), (17, "PERSON"),
    ]  # fmt: skip

# needs: apt libuima-core-java default-jdk-headless
"""Our XMI as Apache UIMA's own XmiCasDeserializer reads it: offsets in UTF-16, covered texts."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from annotations.formats.plain_text import PlainText
from annotations.text.units import Units
from tests.annotations.formats.golden import differences, exported, marks

SOURCE = Path(__file__).with_name("UimaMarks.java")
JAR = Path(os.environ.get("UIMA_JAR", "/usr/share/java/uimaj-core.jar"))


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that reads XMI, compiled for this run."""
    if not JAR.exists() or shutil.which("javac") is None:
        pytest.skip(f"needs javac and {JAR} (Debian: default-jdk-headless libuima-core-java)")
    made = tmp_path_factory.mktemp("java")
    subprocess.run(["javac", "-cp", str(JAR), "-d", str(made), str(SOURCE)], check=True)
    return ["java", "-cp", f"{JAR}{os.pathsep}{made}", "UimaMarks"]


@pytest.mark.parametrize("view", ["source", "hant"])
def test_uima_finds_every_span_and_relation(program: list[str], view: str, tmp_path: Path) -> None:
    done = exported("xmi", tmp_path, view)  # pyright: ignore[reportArgumentType]
    files = [str(done.path / entry["file"]) for entry in done.entries]
    types = str(done.path / "TypeSystem.xml")
    said = subprocess.run([*program, types, *files], check=True, capture_output=True).stdout
    wanted: list[tuple[str, ...]] = []
    for document in done.documents:
        text = PlainText.for_xml(document.article.text).text
        wanted.append(("text", str(Units(text).to_utf16(len(text))), text))
        found = marks(document, "UTF-16 units", PlainText.for_xml)
        pieces = {
            id: [(mark.label, str(start), str(end), quote) for start, end, quote in mark.pieces]
            for id, mark in found.items()
        }
        wanted += [("span", *piece) for each in pieces.values() for piece in each]
        wanted += [
            ("relation", r.type, *pieces[r.start][0], *pieces[r.end][0]) for r in document.relations
        ]
    told = [tuple(line.split("\t")) for line in said.decode("utf-8").splitlines()]
    assert differences(wanted, map(_decoded, told)) == []


def _decoded(line: tuple[str, ...]) -> tuple[str, ...]:
    """The line with its texts out of base64."""
    kind, *rest = line
    coded = {"text": (1,), "span": (0, 3), "relation": (0, 1, 4, 5, 8)}[kind]
    return (
        kind,
        *(base64.b64decode(t).decode() if n in coded else t for n, t in enumerate(rest)),
    )

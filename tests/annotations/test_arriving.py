"""An archive of articles or annotated files comes in as the folder would that was packed."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations import exporting, formats
from annotations.arriving import arrivals, how_many
from annotations.errors import Refusal
from annotations.formats.cas import types
from annotations.incoming import bring
from annotations.ingest.archives import Archives
from annotations.ingest.columns import Columns
from annotations.model import Outcome, Span
from annotations.project import Batch, Project, open_project
from annotations.questions import Answers, questions
from annotations.tagset import default
from tests.annotations.formats.test_uima import xmi
from tests.annotations.ingest.packages import docx, p, packed, raw
from tests.annotations.shell import Shell

pytestmark = pytest.mark.usefixtures("temporary")
TEXT = "𠮷林与延安签署协议。\n"
LONG = "昌都市与滨海新区签署合作协议，共建产业园区，双方就教育、医疗、交通等方面达成一致。\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(tmp_path / "p.danqian", author="甲", create=True) as opened:
        yield opened


@pytest.fixture
def shell(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Shell:
    return Shell(tmp_path, capfdbinary)


def zipped(folder: Path) -> Path:
    """The folder packed, as who chooses it in a file manager does: with itself."""
    made = shutil.make_archive(str(folder), "zip", folder.parent, folder.name)
    return Path(made)


def brought(project: Project, *paths: Path, **rest: Any) -> list[Outcome]:
    with project.bringing() as batch:
        outcomes = list(bring(batch, paths, **rest))
    for outcome in outcomes:
        told = f"{outcome} {[misfit.values for misfit in outcome.misfits]}"
        assert "temporary" not in told, told
    return outcomes


def told(outcomes: Iterable[Outcome], above: Path) -> list[tuple[str, str]]:
    """What became of each file, or why nothing did."""
    return [
        (Path(one.file).relative_to(above).as_posix(), one.reason or one.result) for one in outcomes
    ]


def whole(project: Project) -> list[object]:
    """All that is known of the articles, but when and under which id each came."""
    rows = [project.article(row.id) for row in project.articles()]
    found: list[object] = [(row.title, row.text, row.source, row.meta) for row in rows]
    for row in rows:
        marks = {mark.id: mark for mark in project.annotations(row.id)}
        found += [
            (m.label, m.fragments, m.quote, m.attributes, m.note, m.author) for m in marks.values()
        ]
        found += [
            (tie.type, marks[tie.start].quote, marks[tie.end].quote)
            for tie in project.relations(row.id)
        ]
    return found


# -- articles -------------------------------------------------------------------------------


_IN_ORDER = ("2.txt", "10.txt", *(f"一月/{n}" for n in ("文.docx", "网.html", *["表.csv"] * 2)))


def folder_of_all_kinds(at: Path) -> Path:
    folder = at / "语料"
    (folder / "一月").mkdir(parents=True)
    (folder / "10.txt").write_text(f"十\n{LONG}", "utf-8")
    (folder / "2.txt").write_bytes(f"二\n{LONG}".encode("gb18030"))
    (folder / "一月" / "网.html").write_text(f"<h1>网</h1><p>{LONG}</p>", "utf-8")
    (folder / "一月" / "文.docx").write_bytes(docx(p("文"), title="文"))
    (folder / "一月" / "表.csv").write_text(f"标题,正文\n甲,{LONG}乙,{TEXT}", "utf-8")
    (folder / "一月" / "图.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".隐.txt").write_text("不要", "utf-8")
    return folder


def test_an_archive_comes_in_as_its_folder_does(tmp_path: Path) -> None:
    folder = folder_of_all_kinds(tmp_path)
    archive = zipped(folder)
    found: list[list[object]] = []
    for name, path in (("f", folder), ("z", archive)):
        with open_project(tmp_path / f"{name}.danqian", author="甲", create=True) as project:
            outcomes = brought(project, path)
            found.append(whole(project))
            assert [(name, result) for name, result in told(outcomes, path.parent)] == [
                (f"{path.name}{'/语料' if name == 'z' else ''}/{file}", "new") for file in _IN_ORDER
            ]
    assert found[0] == found[1]


def test_what_came_in_from_the_folder_is_the_same_from_the_archive(
    project: Project, tmp_path: Path
) -> None:
    folder = folder_of_all_kinds(tmp_path)
    archive = zipped(folder)
    assert {one.result for one in brought(project, folder)} == {"new"}
    assert {one.result for one in brought(project, archive)} == {"same"}
    project.undo()
    assert {one.result for one in brought(project, archive)} == {"new"}
    assert {one.result for one in brought(project, archive)} == {"same"}
    assert {one.result for one in brought(project, folder)} == {"same"}
    assert len(project.articles()) == 6


def test_archives_in_a_folder_come_in_too_but_none_in_another(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    inner = packed(tmp_path / "内.zip", {"a.txt": "里面"}).read_bytes()
    packed(folder / "乙.ZIP", {"2.txt": "二", "1.txt": "一", "内.zip": inner})
    (folder / "甲.txt").write_text("甲", "utf-8")
    with Archives() as archives:
        assert how_many([folder], archives) == 4
    assert told(brought(project, folder), folder) == [
        ("乙.ZIP/内.zip", "zip-in-zip"),
        ("乙.ZIP/1.txt", "new"),
        ("乙.ZIP/2.txt", "new"),
        ("甲.txt", "new"),
    ]


def test_an_archive_that_a_link_fetches_from_elsewhere_is_not_even_unpacked(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").symlink_to(packed(tmp_path / "b.zip", {"a.txt": TEXT}))
    heard: list[Path] = []
    with Archives(heard.append) as archives:
        assert how_many([folder], archives) == 1
        outcomes = brought(project, folder, archives=archives)
    assert told(outcomes, folder) == [("a.zip", "link-leads-out")]
    assert heard == []


def test_names_of_windows_become_those_of_articles(project: Project, tmp_path: Path) -> None:
    name = "语料/昌都市与滨海新区签约.txt"
    archive = raw(tmp_path / "旧.zip", {name.encode("gbk"): LONG.encode("gbk")})
    (outcome,) = brought(project, archive)
    assert Path(outcome.file) == archive / name
    assert outcome.article is not None
    assert project.article(outcome.article).source.name == "昌都市与滨海新区签约.txt"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "zip-without"),
        ({"TypeSystem.xml": b"<typeSystemDescription/>"}, "zip-without"),
        ({"图.jpg": b"\xff\xd8", "x.log": b"1"}, "zip-without"),
        ({"../a.txt": b"1"}, "zip-leads-out"),
        ({"a.txt": bytes(20_000_000)}, "zip-bomb"),
    ],
)
def test_an_archive_without_articles_says_so(
    files: dict[str, bytes], reason: str, project: Project, tmp_path: Path
) -> None:
    path = packed(tmp_path / "a.zip", files)
    (outcome,) = brought(project, path)
    assert (outcome.file, outcome.result, outcome.reason) == (str(path), "refused", reason)
    assert outcome.values["file"] == str(path)


def test_what_is_refused_in_an_archive_is_named_by_its_place_there(
    project: Project, tmp_path: Path
) -> None:
    files = {"a/好.txt": TEXT, "a/坏.txt": b"\x89PNG", "a/空.txt": b"", "a/x.ann": "乱\n"}
    with zipfile.ZipFile(packed(tmp_path / "a.zip", files), "a") as archive:
        archive.writestr("A/好.TXT", "1")
        archive.writestr("A/好.log", "1", zipfile.ZIP_BZIP2)
    outcomes = brought(project, tmp_path / "a.zip")
    assert sorted(told(outcomes, tmp_path)) == [
        ("a.zip/A/好.TXT", "zip-same-name"),
        ("a.zip/a/x.ann", "annotations-unknown"),
        ("a.zip/a/坏.txt", "file-not-text"),
        ("a.zip/a/好.txt", "new"),
        ("a.zip/a/空.txt", "file-empty"),
    ]
    assert all(one.values["file"] == one.file for one in outcomes if one.reason)


def test_an_import_that_is_stopped_leaves_no_files(
    project: Project, tmp_path: Path, temporary: Path
) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.txt": TEXT for number in range(9)})

    def half() -> None:
        with project.bringing() as batch:
            for number, _ in enumerate(bring(batch, [path])):
                if number == 3:
                    assert len(list(temporary.rglob("*.txt"))) == 9
                    raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert not list(temporary.iterdir())
    assert project.articles() == ()


# -- annotated files ------------------------------------------------------------------------


def brat(at: Path) -> Path:
    """A corpus with its configuration above, and a folder for each of two annotators."""
    folder = at / "corpus"
    for who, label in (("甲", "Scene"), ("乙", "行政区")):
        (folder / who).mkdir(parents=True)
        (folder / who / "一.txt").write_text(TEXT, "utf-8")
        ann = f"T1\tPER 0 2\t𠮷林\nT2\t{label} 3 5\t延安\nR1\tNear Arg1:T1 Arg2:T2\n"
        (folder / who / "一.ann").write_text(ann, "utf-8")
    (folder / "annotation.conf").write_text("[entities]\n", "utf-8")
    (folder / "visual.conf").write_text("[labels]\nScene | 景点\n", "utf-8")
    return folder


def test_a_corpus_of_brat_comes_in_as_its_folder_does(tmp_path: Path) -> None:
    folder = brat(tmp_path)
    found: list[object] = []
    for name, path in (("f", folder), ("z", zipped(folder))):
        with open_project(tmp_path / f"{name}.danqian", author="丙", create=True) as project:
            results = [one.result for one in brought(project, path)]
            labels = {id: label.names.hans for id, label in project.tagset.labels.items()}
            found.append((results, whole(project), labels))
            authors = {m.author for row in project.articles() for m in project.annotations(row.id)}
            assert authors == {"甲", "乙"}
            assert labels["Scene"] == "景点"
    assert found[0] == found[1]


@pytest.mark.parametrize("name", [n for n, f in formats.all().items() if n in formats.readers()])
def test_what_was_exported_and_packed_is_all_there_already(
    name: str, project: Project, tmp_path: Path
) -> None:
    format = formats.all()[name]
    if format.lacking:
        pytest.skip(f"needs {format.lacking}")
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    ((article,),) = [[one.article for one in brought(project, tmp_path / "甲.txt")]]
    assert article is not None
    project.annotate(article, [Span(3, 5)], "REGION")
    folder = tmp_path / "out"
    out = folder if format.kind == "folder" else folder / f"news{format.suffix}"
    out.parent.mkdir(exist_ok=True)
    exporting.export(project, format, out, exporting.context(project, format))
    before = whole(project)
    plain = {one.result for one in brought(project, folder)}
    assert {one.result for one in brought(project, zipped(folder))} == plain
    assert whole(project) == before


def test_a_tag_set_that_takes_nothing_is_told_by_the_place_in_the_archive(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Refusal("tagset-too-large")

    monkeypatch.setattr(Batch, "extend_tagset", full)
    archive = zipped(brat(tmp_path))
    *_, last = brought(project, archive)
    assert (last.file, last.reason) == (str(archive / "corpus/甲/一.ann"), "tagset-too-large")


def inception(at: Path) -> Path:
    """As INCEpTION packs a project: a folder for each document, with its own types."""
    folder = at / "export"
    for number, (stem, declared) in enumerate(
        (("甲", types.STRING), ("乙", "uima.tcas.Annotation"))
    ):
        place = folder / "annotation" / f"{stem}.txt"
        place.mkdir(parents=True)
        one = (
            '<custom:Span xmi:id="5" sofa="1" begin="0" end="2" label="A" next="6"/>'
            '<custom:Span xmi:id="6" sofa="1" begin="2" end="4" label="B"/>'
        )
        made = types.Type("webanno.custom.Span", "uima.tcas.Annotation", {"next": declared})
        (place / f"{stem}.xmi").write_text(xmi(f"第{number}篇文章", one), "utf-8")
        (place / "TypeSystem.xml").write_bytes(types.descriptor([made]))
    return folder


def test_an_export_of_inception_is_read_with_the_types_of_each_document(tmp_path: Path) -> None:
    folder = inception(tmp_path)
    found: list[list[object]] = []
    for name, path in (("f", folder), ("z", zipped(folder))):
        with open_project(tmp_path / f"{name}.danqian", author="丙", create=True) as project:
            assert [one.result for one in brought(project, path)] == ["new", "new"]
            found.append(whole(project))
            rows = project.articles()
            relations = [len(project.relations(row.id)) for row in rows]
            assert sorted(relations) == [0, 1], "what `next` is the types beside each say"
    assert found[0] == found[1]


def test_a_zip_of_one_document_is_read_where_it_stands_also_in_an_archive(
    project: Project, tmp_path: Path
) -> None:
    inner = tmp_path / "林.zip"
    one = '<custom:Span xmi:id="5" sofa="1" begin="0" end="1" label="A"/>'
    packed(inner, {"文.xmi": xmi("甲乙", one), "TypeSystem.xml": types.descriptor([])})
    outer = packed(tmp_path / "project.zip", {"annotation/文.txt/林.zip": inner.read_bytes()})
    (outcome,) = brought(project, outer)
    assert Path(outcome.file) == outer / "annotation/文.txt/林.zip"
    assert (outcome.result, outcome.line) == ("new", 1)
    assert {one.result for one in brought(project, inner)} == {"same"}


def test_exports_of_doccano_and_label_studio_are_read(project: Project, tmp_path: Path) -> None:
    row = json.dumps({"id": 1, "text": LONG, "label": [[0, 3, "REGION"]]}, ensure_ascii=False)
    region = {
        "id": "x",
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": {"start": 3, "end": 5, "text": "延安", "labels": ["REGION"]},
    }
    task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": [region]}]}
    doccano = packed(tmp_path / "doccano.zip", {"all.jsonl": row + "\n"})
    studio = packed(tmp_path / "studio.zip", {"项目/tasks.json": json.dumps([task])})
    assert [one.result for one in brought(project, doccano, studio)] == ["new", "new"]
    marks = [m for row in project.articles() for m in project.annotations(row.id)]
    assert [(m.label, m.quote) for m in marks] == [("REGION", "昌都市"), ("REGION", "延安")]


def test_a_format_can_be_told_for_all_that_is_in_an_archive(
    project: Project, tmp_path: Path
) -> None:
    archive = zipped(brat(tmp_path))
    assert len(brought(project, archive, reader="brat")) == 2
    (outcome,) = brought(project, archive, reader="xmi")
    assert outcome.reason == "zip-without"


# -- what is asked before -------------------------------------------------------------------


def test_what_is_asked_of_a_file_in_an_archive_is_answered_by_its_place_there(
    project: Project, tmp_path: Path
) -> None:
    label = json.dumps({"text": TEXT, "label": [[0, 2, "没听说过"]]}, ensure_ascii=False)
    files = {
        "a/短.txt": "签约".encode("gb18030"),
        "a/表.csv": f"甲,乙\n1,{LONG}",
        "a/注.jsonl": label + "\n",
        "好.txt": LONG,
    }
    archive = packed(tmp_path / "a.zip", files)
    heard: list[Path] = []
    asked = questions([archive], default(), heard=heard.append)
    short, table = archive / "a/短.txt", archive / "a/表.csv"
    assert heard == [archive / name for name in ("好.txt", "a/注.jsonl", "a/短.txt", "a/表.csv")]
    assert [one.path for one in asked.encodings] == [short]
    assert [one.path for one in asked.tables] == [table]
    assert [one.name.name for one in asked.names] == ["没听说过"]
    answers = Answers({short: "utf-8"}, {table: Columns("乙", title="甲")})
    brought(project, archive, how=answers.how, reader=answers.readers, names=answers.names)
    rows = {row.title: project.article(row.id).text for row in project.articles()}
    assert rows["ǩԼ"] == "ǩԼ"
    assert rows["1"] == LONG.strip()


def test_who_keeps_the_archives_unpacks_them_once(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": TEXT})
    heard: list[Path] = []
    with Archives(heard.append) as archives:
        assert questions([path], default(), archives=archives) == questions([], default())
        (one,) = arrivals([path], archives=archives)
        assert one.path.read_text("utf-8") == TEXT
        assert one.shown == path / "a.txt"
    assert (heard, one.path.exists()) == ([path], False)


# -- the command line -----------------------------------------------------------------------


def test_the_command_line_takes_an_archive(shell: Shell, tmp_path: Path) -> None:
    archive = zipped(folder_of_all_kinds(tmp_path))
    code, out, err = shell.run("import", shell.project, archive)
    assert (code, err) == (0, "")
    assert out.count("语料.zip") == 6
    assert {row["result"] for row in shell.json("import", shell.project, archive)} == {"same"}


def test_the_command_line_names_what_it_refused_in_an_archive(shell: Shell, tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.zip", {"甲/坏.txt": b"\x89PNG"})
    code, out, err = shell.run("import", shell.project, archive)
    assert code == 1
    assert str(archive / "甲/坏.txt") in out
    assert str(archive / "甲/坏.txt") in err
    assert "temporary" not in out + err
    assert not Path(shell.project).exists()


def test_columns_told_for_a_table_in_an_archive_are_remembered(
    shell: Shell, tmp_path: Path
) -> None:
    archive = packed(tmp_path / "a.zip", {"表.csv": f"甲,乙\n1,{LONG}"})
    code, _, _ = shell.run("import", shell.project, archive, "--columns", "text=乙,title=甲")
    assert code == 0
    table = shell.file("b.csv", f"甲,乙\n2,{TEXT}")
    assert not questions([table], default())

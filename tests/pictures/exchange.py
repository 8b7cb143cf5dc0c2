"""The dialogs of import and export, with something in them, for their pictures."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from annotations import formats, questions
from annotations.analysis.duplicates import Group
from annotations.errors import Refusal
from annotations.ingest.how import Body
from annotations.model import Outcome, RuleCount
from gui.dialogs.asking import AskDialog
from gui.dialogs.export.dialog import ExportDialog
from gui.dialogs.export.replacing import ReplaceDialog
from gui.dialogs.export.report import Exported, ExportReport
from gui.dialogs.imported import ImportReport
from gui.dialogs.pair import PairDialog
from gui.dialogs.progress import ProgressDialog
from gui.doing.exporting import Previews, offered
from gui.hands import Hands
from tests.annotations.ingest.pages import pages

_TEXT = "昌都市与滨海新区签署合作协议，共建产业园区，双方就教育、医疗、交通等方面达成一致。"
_FOLDER = Path("/home/reader/语料")


def _open(hands: Hands, dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    hands.settle()


def export(hands: Hands, name: str = "jsonl", *, lacking: bool = False) -> None:
    """The dialog with a format chosen; where `lacking`, as if that were not installed."""
    window = hands.window
    project = window.bridge.project
    assert project is not None
    row = window.bridge.row(window.place.article)
    assert row is not None
    if lacking:
        known = formats.all()
        changed = {**known, name: replace(known[name], needs=("not_there",))}
        formats.all = lambda: changed  # type: ignore[assignment]
    what = replace(
        offered(project, _FOLDER),
        shown=(row.id, row.title),
        listed=lambda: (row.id,),
        listed_count=1,
    )
    dialog = ExportDialog(window, what)
    Previews(dialog, project.path)
    dialog.choose(name)
    dialog.labels.buttons["REGION"].click()
    _open(hands, dialog)
    QTest.qWait(4_000)  # the preview is made


def progress(hands: Hands) -> None:
    dialog = ProgressDialog(hands.window, hands.window.tr("导出"), lambda: None)
    dialog.show_told(3_120, 10_000, "人民日报-2026-03-滨海新区与昌都签约.txt")
    _open(hands, dialog)


def replace_file(hands: Hands) -> None:
    _open(hands, ReplaceDialog(hands.window, _FOLDER / "示例.jsonl", "file"))


def replace_folder(hands: Hands) -> None:
    _open(hands, ReplaceDialog(hands.window, _FOLDER / "示例-brat", "export"))


def export_report(hands: Hands, *, lossless: bool = False) -> None:
    losses = {} if lossless else {"nested-dropped": 12, "relation-dropped": 8, "note-dropped": 1043}
    done = Exported(_FOLDER / "示例-conll.conll", "conll", 4, 1268, 31, losses)
    _open(hands, ExportReport(hands.window, done))


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="danqian-pictures-"))


def _ask(hands: Hands, folder: Path) -> None:
    project = hands.window.bridge.project
    assert project is not None
    asked = questions.questions([folder], project.tagset)
    _open(hands, AskDialog(hands.window, asked, project.tagset))


def _write_encodings(folder: Path) -> None:
    (folder / "签约.txt").write_bytes("签约".encode("gb18030"))  # valid as UTF-8, too
    (folder / "新区.txt").write_bytes("新区".encode("utf-16-le"))


def _write_table(folder: Path) -> None:
    rows = [f"{n},新区签约第{n}次,{_TEXT},2026-03-0{n}" for n in range(1, 5)]
    (folder / "新闻.csv").write_text("\n".join(["甲,乙,丙,丁", *rows]), "utf-8")


def _write_labels(folder: Path) -> None:
    spans = '[[0, 3, "WHERE"], [4, 8, "新区"], [8, 14, "LOC"], [15, 21, "PARK"]]'
    line = f'{{"id": 1, "text": "{_TEXT}", "label": {spans}}}'
    (folder / "doccano.jsonl").write_text(line + "\n", "utf-8")


def _write_pages(folder: Path) -> None:
    page = pages("comments_unnamed")[1].html
    host = '<meta property="og:url" content="https://news.example.org/a/{}.html"><meta '
    for number, name in enumerate(("青年創業交流計劃", "創業園開放日", "灣區簡訊 & 短評")):
        told = page if number == 2 else page.replace("<meta ", host.format(number), 1)
        (folder / f"{name}.html").write_text(told.replace("一百二十", f"{number}十"), "utf-8")


def _write_page(folder: Path) -> None:
    (folder / "青年創業交流計劃.html").write_text(pages("comments_unnamed")[1].html, "utf-8")


def ask(hands: Hands, *what: str, body: Body | None = None) -> None:
    """What is doubtful about files: of `encodings`, `table`, `labels`, `pages`, `page`, or
    several of them; of a page this `body` is looked at."""
    folder = _folder()
    for one in what:
        writers = {
            "encodings": _write_encodings,
            "table": _write_table,
            "labels": _write_labels,
            "pages": _write_pages,
            "page": _write_page,
        }
        writers[one](folder)
    _ask(hands, folder)
    dialog = hands.window.findChild(AskDialog)
    if body is not None and dialog is not None and dialog.bodies is not None:
        dialog.tabs.setCurrentWidget(dialog.bodies)
        dialog.bodies.picks[body].setFocus()
        dialog.bodies.picks[body].click()
        hands.settle()


def import_report(hands: Hands, page: int = 2) -> None:
    rows = hands.window.bridge.articles()
    titles = {row.id: row.title for row in rows}
    ids = list(titles)
    misfit = Refusal("misfit-span", what="地区", start=120, end=130)
    outcomes = [
        Outcome("新闻/甲.txt", "new", article=ids[0]),
        Outcome("新闻/乙.txt", "new", article=ids[1]),
        Outcome("标注/a.jsonl", "merged", 3, ids[2], misfits=(misfit, misfit)),
        Outcome("新闻/丙.txt", "same", article=ids[1]),
        Outcome("新闻/空.txt", "refused", reason="file-empty"),
        Outcome("新闻/图.txt", "refused", reason="file-not-text"),
    ]
    groups = (Group((ids[0], ids[1]), 1.0), Group((ids[2], ids[1], ids[0]), 0.62))
    found = [RuleCount("pinyin", "residue-char", 12, 0, 0, 9)]
    report = ImportReport(hands.window, outcomes, found, groups=groups, titles=titles)
    report.tabs.setCurrentIndex(page)
    _open(hands, report)


def pair(hands: Hands) -> None:
    project = hands.window.bridge.project
    assert project is not None
    articles = [project.article(row.id) for row in list(project.articles())[:2]]
    _open(hands, PairDialog(hands.window, [(one.title, one.text) for one in articles]))

"""What formats, their groups and their options are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

import resources
from annotations import formats
from annotations.formats import Format, Option
from gui import language, wording

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (str(QT_TRANSLATE_NOOP("export", "存档与交换")), ("jsonl", "parquet", "stam", "withouttext")),
    (str(QT_TRANSLATE_NOOP("export", "表格")), ("csv", "xlsx", "graphml")),
    (str(QT_TRANSLATE_NOOP("export", "阅读")), ("html", "markdown", "pdf")),
    (
        str(QT_TRANSLATE_NOOP("export", "标注工具")),
        ("brat", "doccano", "labelstudio", "webanno-tsv", "xmi", "casjson", "w3c"),
    ),
    (str(QT_TRANSLATE_NOOP("export", "训练模型")), ("conll", "spacy")),
    (str(QT_TRANSLATE_NOOP("export", "研究与出版")), ("tei", "refi-qda", "refi-qdc")),
)
_OTHERS = str(QT_TRANSLATE_NOOP("export", "其他"))
_NAMES = {
    "jsonl": "JSONL",
    "parquet": "Parquet",
    "stam": "STAM",
    "withouttext": str(QT_TRANSLATE_NOOP("export", "不含原文")),
    "csv": "CSV",
    "xlsx": "Excel (xlsx)",
    "graphml": "GraphML",
    "html": "HTML",
    "markdown": "Markdown",
    "pdf": "PDF",
    "labelstudio": "Label Studio",
    "webanno-tsv": "WebAnno TSV",
    "xmi": "UIMA XMI",
    "casjson": "UIMA JSON",
    "w3c": "W3C Web Annotation",
    "conll": "CoNLL",
    "spacy": "spaCy",
    "tei": "TEI P5",
    "refi-qda": "REFI-QDA (qdpx)",
    "refi-qdc": "REFI-QDA (qdc)",
}
_OPTIONS = {
    "scheme": str(QT_TRANSLATE_NOOP("export", "标记方案")),
    "flatten": str(QT_TRANSLATE_NOOP("export", "重叠的标注")),
    "sentences": str(QT_TRANSLATE_NOOP("export", "断句")),
    "layer": str(QT_TRANSLATE_NOOP("export", "标注层")),
    "guard-formulas": str(QT_TRANSLATE_NOOP("export", "防公式")),
    "shape": str(QT_TRANSLATE_NOOP("export", "内容")),
    "unit": str(QT_TRANSLATE_NOOP("export", "位置单位")),
    "nodes": str(QT_TRANSLATE_NOOP("export", "节点")),
    "language": str(QT_TRANSLATE_NOOP("export", "语言")),
}
_CHOICES = {
    "outermost": str(QT_TRANSLATE_NOOP("export", "取最外层")),
    "innermost": str(QT_TRANSLATE_NOOP("export", "取最内层")),
    "layers": str(QT_TRANSLATE_NOOP("export", "一层一列")),
    "lines": str(QT_TRANSLATE_NOOP("export", "按行")),
    "punctuation": str(QT_TRANSLATE_NOOP("export", "按行和句末标点")),
    "custom": str(QT_TRANSLATE_NOOP("export", "丹铅自己的层")),
    "named-entity": str(QT_TRANSLATE_NOOP("export", "NamedEntity（通用）")),
    "no": str(QT_TRANSLATE_NOOP("export", "否")),
    "yes": str(QT_TRANSLATE_NOOP("export", "是")),
    "relations": str(QT_TRANSLATE_NOOP("export", "标注和关系")),
    "spans": str(QT_TRANSLATE_NOOP("export", "只有标注")),
    "utf-16": str(QT_TRANSLATE_NOOP("export", "UTF-16 单元")),
    "code-points": str(QT_TRANSLATE_NOOP("export", "码点（字）")),
    "measures": str(QT_TRANSLATE_NOOP("export", "各方与措施")),
    "parties": str(QT_TRANSLATE_NOOP("export", "只有各方")),
    "zh_CN": "简体中文",
    "zh_TW": "繁體中文",
    "en": "English",
}


def _say(text: str) -> str:
    return QCoreApplication.translate("export", text)


def groups() -> Iterator[tuple[str, Sequence[Format]]]:
    """Every format under the name of its group; those of others come last."""
    known = formats.all()
    named = {name for _, names in GROUPS for name in names}
    for head, names in GROUPS:
        if found := [known[name] for name in names if name in known]:
            yield _say(head), found
    if others := [format for name, format in known.items() if name not in named]:
        yield _say(_OTHERS), others


def name(format: Format) -> str:
    """What a format is called."""
    return _say(_NAMES.get(format.name, format.name))


def about(format: Format) -> str:
    """What it is and who reads it, in a sentence; "" for one of others that has none."""
    key = f"format-{format.name}"
    found = resources.worded(key, {}, language.spoken())
    return "" if key in found else wording.plain(found)


def option(option: Option) -> str:
    """What is to be chosen."""
    return _say(_OPTIONS[option.name]) if option.name in _OPTIONS else option.name


def choice(value: str) -> str:
    """What may be chosen."""
    return _say(_CHOICES[value]) if value in _CHOICES else value.upper()

"""What is known of an article besides its text: what the verbs that set it do inside their step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from annotations.errors import Refusal
from annotations.model import ArticleFields, ArticleStatus
from annotations.store import check, reading
from annotations.store.canonical import load
from annotations.store.file import ProjectFile
from annotations.store.recording import Recording
from annotations.store.rows import meta_json
from annotations.store.tables import ARTICLE, Row, SqlValue

SEVERAL = "article-set"


def known(file: ProjectFile, article: str) -> ArticleFields:
    """Raises Refusal "article-missing"."""
    row = reading.article_row(file, article)
    meta = cast("dict[str, object]", load(row["meta"]))
    return ArticleFields(
        title=str(row["title"]),
        status=cast("ArticleStatus", row["status"]),
        flag=bool(row["flag"]),
        note=cast("str | None", row["note"]),
        meta={name: value for name, value in meta.items() if isinstance(value, str)},
    )


def told(article: str, fields: ArticleFields) -> tuple[str, dict[str, object]]:
    """The key and the args of the step that sets these fields; one alone has its own key."""
    match fields:
        case {"title": title, **rest} if not rest:
            return "renamed", {"article": article, "title": title.strip()}
        case {"status": status, **rest} if not rest:
            return "status-set", {"article": article, "status": status}
        case {"flag": flag, **rest} if not rest:
            return "flagged" if flag else "unflagged", {"article": article}
        case {"note": note, **rest} if not rest:
            return "noted" if _said(note) else "unnoted", {"article": article}
        case {"meta": meta, **rest} if not rest:
            return "meta-set", {"article": article, "fields": sorted(meta)}
        case _:
            names = {*fields, *fields.get("meta", {})} - {"meta"}
            return SEVERAL, {"article": article, "fields": sorted(names)}


def change(step: Recording, article: str, fields: ArticleFields) -> None:
    """Raises Refusal "article-missing", "title-empty", "status-unknown"."""
    row = reading.article_row(step.file, article)
    step.update(ARTICLE, row, **_columns(article, row, fields))


def _columns(article: str, row: Row, fields: ArticleFields) -> dict[str, SqlValue]:
    columns: dict[str, SqlValue] = {}
    if "title" in fields:
        columns["title"] = fields["title"].strip()
        if not columns["title"]:
            raise Refusal("title-empty", article=article)
    if "status" in fields:
        check.status(fields["status"])
        columns["status"] = fields["status"]
    if "flag" in fields:
        columns["flag"] = int(fields["flag"])
    if "note" in fields:
        columns["note"] = _said(fields["note"])
    if "meta" in fields:
        columns["meta"] = meta_json(row, _all_said(fields["meta"]))
    return columns


def _all_said(meta: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: _said(value) for name, value in meta.items()}


def _said(text: str | None) -> str | None:
    """A text as it was typed; None where it says nothing."""
    return text if text and text.strip() else None

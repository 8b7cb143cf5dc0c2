"""A corpus without its text as it is read: one outline for each article, to be filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast, get_args

from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.fields import Fields
from annotations.formats.kinds import ProjectLine
from annotations.formats.records import SCHEMA as DANQIAN
from annotations.formats.withouttext.places import Place
from annotations.formats.withouttext.writing import SCHEMA
from annotations.model import (
    ARTICLE_STATUSES,
    Annotation,
    Article,
    ArticleStatus,
    Emendation,
    EmendationStatus,
    Reading,
    Relation,
    Source,
    Span,
    TagSetRef,
)

Placed = tuple[Place, ...]
_NOWHERE = (Span(0, 0),)


@dataclass(frozen=True, slots=True)
class Outline:
    """An article without its text: what stands on it, and where (`places`, one each).

    The spans of `annotations`, `emendations` and `readings` are not filled in yet, and neither
    is `article.text`; its title is "" where the text says it.
    """

    article: Article
    length: int
    sha256_text: str
    sha256_skeleton: str
    anchors: tuple[str, ...]
    annotations: tuple[tuple[Annotation, Placed], ...] = ()
    relations: tuple[Relation, ...] = ()
    emendations: tuple[tuple[Emendation, Place], ...] = ()
    readings: tuple[tuple[Reading, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of the file, counted from 1, with the byte it begins at."""

    number: int
    at: int
    content: Outline | ProjectLine | Refusal


def read(path: Path, limit: int) -> Iterator[OutlineLine]:
    """Every line of a corpus that is not blank; a broken one does not end the reading.

    Refusals become lines: file-missing, file-not-readable, withouttext-not, line-too-long and
    those of JSON; a file that begins with something else gives no other line.
    """
    try:
        with path.open("rb") as file:
            for number, at, line in _lines(file, limit):
                content = _content(line, number, limit, str(path))
                yield OutlineLine(number, at, content)
                if number == 1 and isinstance(content, Refusal):
                    return
    except FileNotFoundError:
        yield OutlineLine(0, 0, Refusal("file-missing", file=str(path)))
    except OSError:
        yield OutlineLine(0, 0, Refusal("file-not-readable", file=str(path)))


def read_at(file: BinaryIO, at: int) -> Outline:
    """The outline that begins at a byte of a corpus that `read` has been through."""
    file.seek(at)
    return cast(Outline, parsed(file.readline()))


def _lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, int, bytes]]:
    number = at = 0
    while line := file.readline(limit + 1):
        number += 1
        if line.strip():
            yield number, at, line
        if len(line) > limit:
            return  # what follows is no beginning of a line
        at += len(line)


def _content(line: bytes, number: int, limit: int, file: str) -> Outline | ProjectLine | Refusal:
    try:
        if len(line) > limit:
            raise Refusal("line-too-long")
        return parsed(line)
    except Refusal as refusal:
        return refusal.about(file=file, line=number)


def parsed(line: bytes) -> Outline | ProjectLine:
    """What one line of a corpus says. Refusals: see `read`."""
    try:
        value = strict_json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refusal("line-not-utf8") from error
    fields = Fields(value)
    schema, kind = fields.optional_string("schema"), fields.optional_string("kind")
    if schema != SCHEMA:
        raise Refusal("withouttext-not", found=schema)
    if kind == "project":
        record = cast(Mapping[str, object], value)
        return ProjectLine({**record, "schema": DANQIAN})
    if kind != "article":
        raise Refusal("kind-of-line-unknown", found=kind)
    return _outline(fields)


def _outline(fields: Fields) -> Outline:
    anchors = fields.later_strings("anchors")
    return Outline(
        _article(fields),
        fields.integer("length"),
        fields.string("sha256_text"),
        fields.string("sha256_skeleton"),
        anchors,
        tuple(map(_annotation, fields.objects("annotations"))),
        tuple(map(_relation, fields.objects("relations"))),
        tuple(map(_emendation, fields.objects("emendations"))),
        tuple(map(_reading, fields.objects("readings"))),
    )


def _article(fields: Fields) -> Article:
    source = Source(
        fields.optional_string("name"), fields.optional_string("sha256_source"), "utf-8", bom=False
    )
    return Article(
        fields.identifier("id"),
        fields.nullable_string("title") or "",
        "",
        source,
        cast(ArticleStatus, _one_of(fields, "new", ARTICLE_STATUSES)),
        fields.object_("meta").extra,
        fields.nullable_string("author"),
        fields.nullable_string("created"),
        _tagset(fields),
        fields.optional_bool("repair"),
        fields.optional_bool("flag"),
        fields.nullable_string("note"),
    )


def _annotation(fields: Fields) -> tuple[Annotation, Placed]:
    places = tuple(map(Place.read, fields.objects("fragments")))
    if not places:
        raise Refusal("line-span-empty", what=fields.path("fragments"))
    annotation = Annotation(
        fields.identifier("id"),
        fields.identifier("label"),
        _NOWHERE,
        "",
        fields.attributes("attributes"),
        fields.nullable_string("note"),
        fields.nullable_string("author"),
        fields.nullable_string("created"),
        fields.nullable_string("modified"),
        _tagset(fields),
    )
    return annotation, places


def _relation(fields: Fields) -> Relation:
    return Relation(
        fields.identifier("id"),
        fields.identifier("type"),
        fields.identifier("from"),
        fields.identifier("to"),
        fields.attributes("attributes"),
        fields.nullable_string("note"),
        fields.nullable_string("author"),
        fields.nullable_string("created"),
    )


def _emendation(fields: Fields) -> tuple[Emendation, Place]:
    place = Place.read(fields)
    emendation = Emendation(
        fields.identifier("id"),
        place.span,
        fields.nullable_string("replacement"),
        fields.optional_string("kind"),
        fields.optional_string("rule"),
        cast(EmendationStatus, _one_of(fields, "proposed", get_args(EmendationStatus))),
        fields.later_share("confidence"),
        fields.later_object("evidence"),
        fields.nullable_string("author"),
        fields.nullable_string("created"),
    )
    if emendation.status == "accepted" and emendation.replacement is None:
        raise Refusal("line-emendation-unknown-text", id=emendation.id)
    return emendation, place


def _reading(fields: Fields) -> tuple[Reading, Place]:
    place = Place.read(fields)
    return Reading(place.span, fields.identifier("config"), fields.string("replacement")), place


def _tagset(fields: Fields) -> TagSetRef | None:
    ref = fields.nullable_object("tagset")
    return ref and TagSetRef(ref.string("id"), ref.string("version"))


def _one_of(fields: Fields, default: str, known: tuple[str, ...]) -> str:
    status = fields.optional_string("status", default)
    if status not in known:
        raise Refusal("line-status-unknown", what=fields.path("status"), found=status)
    return status

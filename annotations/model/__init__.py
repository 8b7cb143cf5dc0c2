"""The nouns: frozen values that every module speaks.

Positions are Unicode code points of an article's decoded source text, half open.
`extra` holds what a file carried and we do not know; it is written back unchanged.
`absent` names the optional keys a file did not carry: they are left out again on export
for as long as they are empty, so that a file comes back as it was.
"""

from __future__ import annotations

from annotations.model.articles import (
    Article,
    ArticleFields,
    ArticleStatistics,
    Source,
    TagSetRef,
)
from annotations.model.documents import (
    Document,
    Outcome,
)
from annotations.model.emendations import (
    EMENDATION_STATUSES,
    PROVED,
    ZONES,
    Emendation,
    EmendationStatus,
    RuleCount,
)
from annotations.model.found import (
    Finding,
    Hit,
    Mention,
    SearchCount,
    SearchPage,
)
from annotations.model.marks import (
    EVERY_ANNOTATION,
    Annotation,
    AnnotationFilter,
    AnnotationPage,
    Attributes,
    AttributeValue,
    RelabellingPage,
    Relation,
)
from annotations.model.steps import (
    Changed,
    Conflict,
    Merged,
    Restored,
    SafetyCopy,
    Step,
    Version,
)
from annotations.model.suggestions import (
    Record,
    Rejection,
    SuggestedSlot,
    Suggestion,
    Taught,
    word_of,
)
from annotations.model.views import (
    VIEW_NAMES,
    Conversion,
    ConvertedScript,
    Doubt,
    Extra,
    OverlayEntry,
    Reading,
    View,
    ViewName,
)
from annotations.overview import (
    ARTICLE_STATUSES,
    EVERY_ARTICLE,
    META_FIELDS,
    SCRIPTS,
    ArticleFilter,
    ArticleRow,
    ArticleStatus,
    MetaField,
    Script,
)
from annotations.text.alignment import Alignment, Span

__all__ = [
    "ARTICLE_STATUSES",
    "EMENDATION_STATUSES",
    "EVERY_ANNOTATION",
    "EVERY_ARTICLE",
    "META_FIELDS",
    "PROVED",
    "SCRIPTS",
    "VIEW_NAMES",
    "ZONES",
    "Alignment",
    "Annotation",
    "AnnotationFilter",
    "AnnotationPage",
    "Article",
    "ArticleFields",
    "ArticleFilter",
    "ArticleRow",
    "ArticleStatistics",
    "ArticleStatus",
    "AttributeValue",
    "Attributes",
    "Changed",
    "Conflict",
    "Conversion",
    "ConvertedScript",
    "Document",
    "Doubt",
    "Emendation",
    "EmendationStatus",
    "Extra",
    "Finding",
    "Hit",
    "Mention",
    "Merged",
    "MetaField",
    "Outcome",
    "OverlayEntry",
    "Reading",
    "Record",
    "Rejection",
    "RelabellingPage",
    "Relation",
    "Restored",
    "RuleCount",
    "SafetyCopy",
    "Script",
    "SearchCount",
    "SearchPage",
    "Source",
    "Span",
    "Step",
    "SuggestedSlot",
    "Suggestion",
    "TagSetRef",
    "Taught",
    "Version",
    "View",
    "ViewName",
    "word_of",
]

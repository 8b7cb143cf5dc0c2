"""Danqian's core: everything that is true of an article without a screen.

    import annotations

    with annotations.open_project("my.danqian") as project:
        for row in project.articles():
            print(row.title, len(project.annotations(row.id)))

`open_project` gives a `Project`, whose methods are the verbs: each changing one is one
undoable step in one transaction.  A `Span` is half open and counts Unicode code points of an
article's source text.  A `View` is one way to show an article (`source`, `clean`, `hans`,
`hant`) with its `Alignment` from the source.  `convert` converts any text between scripts
and aligns it.  What cannot be done raises `Refusal`, a key with values.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.errors import Refusal
    from annotations.model import Alignment, Annotation, Article, Document, Relation, Span, View
    from annotations.project import Project, open_project
    from annotations.text.conversion import convert

__all__ = [
    "Alignment",
    "Annotation",
    "Article",
    "Document",
    "Project",
    "Refusal",
    "Relation",
    "Span",
    "View",
    "convert",
    "open_project",
]

_HOMES = {
    "Project": "project",
    "Refusal": "errors",
    "convert": "text.conversion",
    "open_project": "project",
}


def __getattr__(name: str) -> object:
    """Names are imported when they are asked for: the window's list needs few of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
    globals()[name] = value
    return value

"""The figure of the issue: 200 random spans per article, tagged in each view by hand.

Half of them by mouse drags, a quarter by Shift and arrow keys, the rest through the reader's
own selection (long ones, which no screen shows whole). Each is read again in every other view.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from annotations.model import VIEW_NAMES, Annotation, Span, View, ViewName
from annotations.project import open_project
from gui.hands import Hands
from gui.window import Window

SPANS = 200
KEYS = "rbpogcuanzjdetqskwf"


def spans_of(text: str, random: Random) -> list[Span]:
    """Random spans, mostly short as tags are, a few over paragraphs.

    They begin and end with a visible character: behind a line break no mouse can stop.
    """
    found: list[Span] = []
    while len(found) < SPANS:
        size = random.choice((1, 2, 2, 3, 4, 5, 7, 9, 14, 40, 300))
        start = random.randrange(0, max(1, len(text) - size))
        span = Span(start, min(len(text), start + size))
        if span.of(text) == span.of(text).strip():
            found.append(span)
    return found


def select(hands: Hands, number: int, span: Span, seen: bool) -> Span | None:
    """Select by hand where the view shows both ends (`seen`) on one screen; what is selected."""
    by_mouse, by_keys = seen and number % 4 in (0, 1), seen and number % 4 == 2
    done = (by_mouse and len(span) <= 40 and hands.drag(span)) or (
        by_keys and len(span) <= 5 and hands.walk(span)
    )
    if not done:
        hands.reader.select(span)
    return hands.reader.selection()


def hull(view_alignment: object, span: Span) -> Span:
    """What a view can select of a span: blocks that it changes as a whole count whole."""
    from annotations.model import Alignment

    assert isinstance(view_alignment, Alignment)
    return view_alignment.to_source(view_alignment.to_target(span))


def visible(view: View, span: Span) -> bool:
    """Whether both its ends are characters in the view that a hand can reach."""
    there = view.alignment.to_target(span).of(view.text)
    ends = (Span(span.start, span.start + 1), Span(span.end - 1, span.end))
    alone = all(len(view.alignment.to_target(end)) == 1 for end in ends)
    return alone and there == there.strip()


def walk_article(hands: Hands, article: str, seed: str) -> dict[ViewName, int]:
    """Tag in turn in each view and read again in all; how many by real mouse or keys."""
    window = hands.window
    project = window.bridge.project
    assert project is not None
    hands.article(article)
    random = Random(seed)
    done: dict[ViewName, int] = dict.fromkeys(VIEW_NAMES, 0)
    spans = spans_of(project.article(article).text, random)
    made: list[Annotation] = []
    for turn, view in enumerate(VIEW_NAMES):
        hands.view(view)
        for number, span in enumerate(spans[turn :: len(VIEW_NAMES)]):
            wanted = hull(project.view(article, view).alignment, span)
            selected = select(
                hands,
                number,
                span,
                seen=wanted == span and visible(project.view(article, view), span),
            )
            if not wanted:
                continue
            assert selected in (wanted, span), (view, span, selected)  # alike where a hand chose
            annotation = hands.tag(KEYS[number % len(KEYS)])
            assert annotation.fragments == (selected,)
            made.append(annotation)
            done[view] += 1
    read_again(hands, article, made)
    return done


def read_again(hands: Hands, article: str, made: list[Annotation]) -> None:
    """Every annotation, selected where each view draws it, has its own offsets; on disk too.

    One in four by a drag of the mouse over it, the others over the same places of the view.
    """
    window = hands.window
    assert window.bridge.project is not None
    dragged = 0
    for view in VIEW_NAMES:
        hands.view(view)
        shown = window.bridge.project.view(article, view)
        for number, annotation in enumerate(made):
            span = annotation.fragments[0]
            image, wanted = shown.alignment.to_target(span), hull(shown.alignment, span)
            window.reader.select(None)
            by_mouse = number % 4 == 0 and len(span) <= 40 and visible(shown, span)
            if by_mouse and wanted == span and hands.drag(span):
                dragged += 1
            else:
                window.reader.take(image.start, image.end)
            assert window.reader.selection() == (wanted or None), (view, span)
    assert dragged >= len(made) // 2, "an eighth of all readings is by a real drag"
    with open_project(window.bridge.project.path, read_only=True) as other:
        kept = {a.id: a.fragments for a in other.annotations(article)}
    assert all(kept[a.id] == a.fragments for a in made)


@pytest.mark.parametrize("number", range(6))
def test_spans_of_the_sample_articles_are_the_same_in_every_view(hands: Hands, number: int) -> None:
    row = hands.window.bridge.articles()[number]
    done = walk_article(hands, row.id, row.name)
    assert sum(done.values()) >= SPANS * 9 // 10


@pytest.mark.parametrize("number", range(3))
def test_spans_of_the_real_articles_are_the_same_in_every_view(
    window: Window, tmp_path: Path, shared_articles: list[Path], number: int
) -> None:
    assert window.files.open_path(tmp_path / "real.danqian", create=True)
    outcome = window.files.bring([shared_articles[number]])[0]
    assert outcome.article is not None
    done = walk_article(Hands(window), outcome.article, shared_articles[number].name)
    assert sum(done.values()) >= SPANS * 9 // 10

"""What was found is shown in the text, in every view, and the current one stands out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from annotations.model import Span
from gui import look
from gui.reader.hits import Hits
from gui.reader.view import ReaderView
from tests.gui.reader.conftest import SENTENCE, page

TEXT = "\n".join(SENTENCE for _ in range(30))
THEME = look.theme("light")
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=30).map(
    lambda pairs: sorted(Span(start, start + wide) for start, wide in pairs)
)


@given(spans, st.integers(0, 70), st.integers(0, 20), st.integers(0, 29))
def test_what_reaches_into_a_stretch_is_found_and_the_current_one_is_told(
    found: list[Span], start: int, wide: int, current: int
) -> None:
    here = Span(start, start + wide)
    expected = [
        (span, at == current)
        for at, span in enumerate(found)
        if span.start <= here.end and here.start <= span.end
    ]
    assert list(Hits(found, current).touching(here)) == expected


def colours(reader: ReaderView, source: int, at: int = 0) -> set[str]:
    """The colours in the box of a source character, in a column."""
    image: QImage = reader.viewport().grab().toImage()
    box = reader.flow.box_of(source, at)
    assert box is not None
    whole = box.toAlignedRect().adjusted(-1, -3, 1, 3)
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(whole.left(), whole.right())
        for y in range(whole.top(), whole.bottom())
    }


def test_hits_have_their_ground_and_only_the_current_one_has_a_ring(reader: ReaderView) -> None:
    reader.show_page(page(TEXT))
    first, second = TEXT.index("上海"), TEXT.index("上海", 60)
    hits = (Span(first, first + 2), Span(second, second + 2))
    assert THEME.hit.name() not in colours(reader, first)
    reader.set_hits(hits, 1)
    for start in (first, second):
        assert THEME.hit.name() in colours(reader, start)
    assert THEME.hit.name() not in colours(reader, first + 3)
    ringed = reader.viewport().grab().toImage()
    box = reader.place_of(second)
    assert box is not None
    top = QColor(ringed.pixel(box.center().x(), box.top() - 2))
    assert top == THEME.ink
    reader.set_hits(hits, 0)
    plain = reader.viewport().grab().toImage()
    assert QColor(plain.pixel(box.center().x(), box.top() - 2)) == THEME.hit


def test_a_hit_is_seen_in_both_columns_also_where_they_read_otherwise(reader: ReaderView) -> None:
    start = TEXT.index("松江区(qū)")
    reader.show_page(page(TEXT, blocks=[(start + 3, start + 7, "")], beside=[]))
    reader.resize(1200, 600)
    reader.set_hits((Span(start, start + 8),), 0)
    for at in (0, 1):
        assert THEME.hit.name() in colours(reader, start, at)
        assert THEME.hit.name() in colours(reader, start + 7, at)


def test_what_a_view_leaves_out_of_is_still_to_be_seen(reader: ReaderView) -> None:
    start = TEXT.index("(qū)")
    reader.show_page(page(TEXT, blocks=[(start, start + 4, "")]))
    reader.set_hits((Span(start, start + 4),))
    assert THEME.hit.name() in colours(reader, start + 4)


def test_another_article_has_no_hits_and_another_view_of_it_has_them(reader: ReaderView) -> None:
    reader.show_page(page(TEXT))
    reader.set_hits((Span(3, 5),))
    reader.show_page(page(TEXT, blocks=[(8, 9, "双字")], name="hans"), keep_place=True)
    assert reader.hits.spans == (Span(3, 5),)
    reader.show_page(page(TEXT))
    assert len(reader.hits) == 0


def test_text_can_be_read_on_a_hit_and_hits_can_be_seen_in_the_strip() -> None:
    for name in ("light", "dark"):
        theme = look.theme(name)
        assert look.contrast(theme.ink, theme.hit) >= 4.5
        assert look.contrast(theme.hit_edge, theme.paper) >= 3

"""Random texts and alignments for the law tests."""

from __future__ import annotations

from hypothesis import strategies as st

from annotations.text.alignment import Alignment, Span

FRAGMENTS = (
    "上海市松江區(qū)",
    "签署协议",
    "𠮷野家",
    "头发",
    "頭發",
    "后来",
    "用户",
    "埠",
    "信息",
    "公里",
    "A1",
    "🚄",
    "\r\n",
    "\n",
    "　",
    "，",
    "。",
    "(",
    "?/span>",
    "\u200b",
    "e\u0301",
    "\ue1ee",
    "皇后",
    "乾隆",
    "干部",
    "着",
    "著作",
    "什么",
)

texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=12).map("".join)


@st.composite
def alignments(draw: st.DrawFn, source_length: int | None = None) -> Alignment:
    """Any alignment: blocks that replace 0–3 characters by 0–3 others, some touching."""
    length = draw(st.integers(0, 24)) if source_length is None else source_length
    blocks: list[tuple[int, int, int]] = []
    place = 0
    while place <= length and len(blocks) < 12 and draw(st.integers(0, 5)):
        start = draw(st.just(place) | st.integers(place, length))
        place = draw(st.integers(start, min(length, start + 3)))
        blocks.append((start, place, draw(st.integers(0, 3))))
    return Alignment.of_blocks(length, blocks)


@st.composite
def aligned_spans(draw: st.DrawFn) -> tuple[Alignment, Span]:
    """An alignment and a span of its source."""
    alignment = draw(alignments())
    start = draw(st.integers(0, alignment.source_length))
    return alignment, Span(start, draw(st.integers(start, alignment.source_length)))


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[tuple[Span, str]]]:
    """A text and disjoint edits of it."""
    text = draw(texts)
    found: list[tuple[Span, str]] = []
    place = 0
    while place < len(text) and draw(st.booleans()):
        start = draw(st.integers(place, len(text) - 1))
        end = draw(st.integers(start, min(len(text), start + 6)))
        found.append((Span(start, end), draw(st.sampled_from(["", "区", "發展", "𠮷"]))))
        place = end + 1
    return text, found

"""A page of HTML as lines of text: what a reader of the page sees, a paragraph a line.

Characters are those of the page: only ASCII blanks are treated as a browser treats them, and
what stands for a character (`&nbsp;`) is that character.  Nothing is fetched, ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotations.errors import Refusal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 10_000_000  # characters of a page without its scripts and pictures
MOST_ELEMENTS = 50_000  # the front pages of portals have 10,000

_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " main menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr"
    " ul"
)
BLOCKS = frozenset(_BLOCKS.split())
_UNSEEN = (
    "applet area audio base button canvas datalist embed frame frameset head iframe input link"
    " map meta noframes noscript object option param rp rt script select source style svg"
    " template textarea title track video"
)
UNSEEN = frozenset(_UNSEEN.split())  # rt: pinyin over a character is no part of the text
_CELLS = ("td", "th")
_WITHIN_ROW = (*(BLOCKS - {"td", "th"}), "br")

# Long and never text: base64 pictures, scripts, styles. Taken out before the page is parsed.
_PICTURE = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=\s%]{64,}+")
_RUN = re.compile(r"[ \t]{64,}+")  # the libraries take long over them
_SILENT = re.compile(r"<(style|script)\b", re.I)
_SILENT_ENDS = {name: re.compile(f"</{name}", re.I) for name in ("style", "script")}
_LINKED_DATA = 400  # characters of a script's beginning in which ld+json, which is kept, is named
_LINE_END = re.compile(r"\r\n?|\n")
_ASCII_BLANKS = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile(r"[\u2e80-\ufaff\ufe30-\ufe6f\uff01-\uff60\U00020000-\U0003ffff“”‘’…—·]")


def parsed(text: str) -> HtmlElement:
    """The tree of a page. Refusals: page-too-large, page-deep, file-empty."""
    from lxml import etree, html

    text = _RUN.sub(" ", _PICTURE.sub("", without_scripts(text))).replace("\0", "\ufffd")
    if len(text) > LONGEST or text.count("<") > 2 * MOST_ELEMENTS:
        raise Refusal("page-too-large")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = _without_declaration(text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError as error:
        raise Refusal("file-empty") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Refusal("page-deep")
    if root is None:
        raise Refusal("file-empty")
    return root


def without_scripts(text: str) -> str:
    """A page without its styles and scripts, but for what scripts tell as linked data."""
    kept, place = list[str](), 0
    while found := _SILENT.search(text, place):
        kept.append(text[place : found.start()])
        end = _SILENT_ENDS[found[1].lower()].search(text, found.end())
        if end is None:  # it reaches to the end of the page, as in a browser
            return "".join(kept)
        start = text[found.end() : found.end() + _LINKED_DATA].partition(">")[0]
        if "ld+json" in start.lower():
            kept.append(text[found.start() : end.start()])
        place = end.start()
    return "".join([*kept, text[place:]])


def _without_declaration(text: str) -> str:
    """XHTML may name an encoding at its start; the text is decoded already."""
    return re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text)


@dataclass(slots=True)
class Line:
    """A line of a page, the block it stands in, and how many of its characters are links."""

    text: str
    block: HtmlElement
    linked: int


@dataclass(slots=True)
class _Pen:
    """Puts the pieces of a page together to lines, and cells to a line with tabs."""

    lines: list[Line] = field(default_factory=list[Line])
    cells: list[list[str]] = field(default_factory=lambda: [[]])
    linked: int = 0
    block: HtmlElement | None = None

    def write(self, text: str, block: HtmlElement, *, linked: bool) -> None:
        first, *rest = _LINE_END.split(text) if block.tag == "pre" else [text]
        self._add(first, block, linked)
        for line in rest:
            self.end_line()
            self._add(line, block, linked)

    def _add(self, text: str, block: HtmlElement, linked: bool) -> None:
        self.block = block if self.block is None else self.block
        self.cells[-1].append(text)
        self.linked += len(_ASCII_BLANKS.sub("", text)) if linked else 0

    def end_cell(self) -> None:
        self.cells.append([])

    def end_line(self) -> None:
        text = "\t".join(_collapsed("".join(cell)) for cell in self.cells)
        if text.strip() and self.block is not None:  # a line of &nbsp; is no paragraph
            self.lines.append(Line(text, self.block, self.linked))
        self.cells, self.linked, self.block = [[]], 0, None


def lines(
    root: HtmlElement,
    keeps: Callable[[HtmlElement], bool] = lambda _: True,
    skips: Callable[[HtmlElement], bool] = lambda _: False,
) -> list[Line]:
    """The lines under `root` in the order of the page.

    `keeps` says whether the text right in an element is wanted, `skips` whether an element is
    left out with all that is in it.
    """
    pen, rows = _Pen(), _Rows()
    for event, element, block, linked in _walk(root, skips):
        tag = str(element.tag)
        in_row = tag in _CELLS and rows.is_simple(element)
        if event == "start":
            if in_row and _has_cell_before(element):
                pen.end_cell()
            elif tag == "br" or (tag in BLOCKS and not in_row):
                pen.end_line()
            if element.text and keeps(element):
                pen.write(element.text, block, linked=linked)
        else:
            if tag in BLOCKS and not in_row:
                pen.end_line()
            parent = element.getparent()
            if element.tail and element is not root and parent is not None and keeps(parent):
                pen.write(element.tail, block, linked=linked)
    pen.end_line()
    return pen.lines


def _walk(
    root: HtmlElement, skips: Callable[[HtmlElement], bool]
) -> Iterator[tuple[str, HtmlElement, HtmlElement, bool]]:
    """(start or end, element, the block it stands in, whether in a link), without recursion."""
    from lxml import etree

    blocks, links = [root], 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if not isinstance(tag, str):
            yield "end", element, blocks[-1], links > 0
        elif event == "start":
            if tag in BLOCKS:
                blocks.append(element)
            links += tag == "a"
            if tag in UNSEEN or skips(element):
                walker.skip_subtree()
            else:
                yield "start", element, blocks[-1], links > 0
        else:
            links -= tag == "a"
            if tag in BLOCKS:
                blocks.pop()
            yield "end", element, blocks[-1], links > 0


class _Rows:
    """Which rows of tables are figures side by side, not a layout of paragraphs."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, bool] = {}

    def is_simple(self, cell: HtmlElement) -> bool:
        row = cell.getparent()
        if row is None or row.tag != "tr":
            return False
        if row not in self._known:
            alone = next(row.iterchildren(*_CELLS)).getnext() is None
            self._known[row] = not alone and next(row.iterdescendants(*_WITHIN_ROW), None) is None
        return self._known[row]


def _has_cell_before(cell: HtmlElement) -> bool:
    return next(cell.itersiblings(*_CELLS, preceding=True), None) is not None


def _collapsed(text: str) -> str:
    """ASCII blanks as CSS Text 3 §4.1 has them: one, and none for a line end between Han."""
    return _ASCII_BLANKS.sub(_one, text).strip(" ")


def _one(blanks: re.Match[str]) -> str:
    text, start, end = blanks.string, blanks.start(), blanks.end()
    inside = start > 0 and end < len(text)
    if inside and "\n" in blanks[0] and _WIDE.match(text, start - 1) and _WIDE.match(text, end):
        return ""
    return " "

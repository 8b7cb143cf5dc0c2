"""Which lines of a page are the article: where its prose stands, or what readability keeps.

One block of a page holds nearly all of its prose; readability-lxml, which counts ASCII commas
and wants paragraphs of 25 letters, is asked where that is not so, and then for the elements
it keeps, never for its text: the text is that of the page.  Measured on the 48 pages of
tests/annotations/ingest/pages.py: recall of the body 1.000 (readability alone 0.972), 4.0
characters of furniture a page (23.7), and by eye on 66 real pages of GeneralNewsExtractor.

It is doubtful where the block leaves much prose of the page out and readability keeps other
prose than it, or where much stands before it (comments may be longer than their article): of
those 48 pages it is one, of the real ones none.
"""

from __future__ import annotations

import copy
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from annotations.ingest._pages import Line, lines
from annotations.ingest.how import Body

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NUMBER = "dq"  # the attribute that finds an element of the copy in the page
_KEPT_ATTRIBUTES = frozenset({"class", "id", "itemprop"})
_LOOKED_AT = 200  # characters of an attribute
_ENOUGH = 0.6  # of the prose of the densest block
_SURELY_ALL = 0.85  # of the prose of the page: what is left out is furniture
_ALIKE = 0.7  # of the prose that two results have between them, in both
_STEP = 0.7  # of an element's prose in one child: it is in there
_LEAD, _LEADS = 150, 0.12  # of the prose of the page: an article, before what was taken for it
_A_PART, _SEVERAL = 0.15, 3  # of the prose, and lines of it: a block inside of a result
_SHORT = 12  # characters of a line that may be prose
_SIGNS = re.compile(r"[，。！？；、：”」,.!?;]")
_FURNITURE = re.compile(  # words of names, which end at -, _, blanks and capitals
    r"(?:^|[-_ ]|(?<=[a-z]))(?:comments?|reply|replies|discuss|pinglun|pl|sidebar|aside|rank\w*"
    r"|relat\w*|recommend\w*|tuijian|hot|hotnews|hotlist|hotline|foot|footer|bottom|copyright"
    r"|disclaim\w*|statement|shengming|share|fenxiang|breadcrumbs?|crumbs?|dqwz|location|position"
    r"|nav\w*|menu|qrcode|ewm|download|bianji|zebian|login|banner|adv?s?|advert\w*|xgxw|tags?|tips?"
    r"|prev|next|pager|pagination|print|toolbar?)(?=$|[-_ 0-9A-Z])|^(?:editor|edit)s? "
)
_SURELY = re.compile(r"comment|pinglun|footer|sidebar|relat(?:ed|ion)|recommend", re.I)
_BODY = re.compile(r"arti[ck]|content|body|zhengwen|detail|text|zoom|editor|main", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer"})


class Bodies:
    """What the article of a page may be, and which of it is taken where nobody says another.

    readability, which takes as long as all the rest, is only asked where it matters.
    """

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._dense, self._whole = densest(root), lines(root, skips=_is_hidden)

    def lines(self, body: Body) -> list[Line]:
        """The lines of one result; none where its method finds nothing."""
        if body == "density":
            return self._dense
        return self._readable if body == "readability" else self._whole

    @cached_property
    def taken(self) -> Body:
        """The result that is taken where nobody says another."""
        weight = prose(self._dense)
        if weight and weight >= _ENOUGH * prose(self._whole):
            return "density"
        if weight and weight >= _ENOUGH * prose(self._readable):
            return "density"
        return "readability" if prose(self._readable) else "whole"

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether another result might as well be the article."""
        is_read = self.taken == "readability"
        best = self._readable if is_read else self._dense
        lead = _before(best, self._whole)
        if lead >= _LEAD and lead >= _LEADS * prose(self._whole):
            return True
        if _shared(best, self._whole) >= _SURELY_ALL and not is_composed(best):
            return False
        return self.taken == "whole" or _shared(self._dense, self._readable) < _ALIKE

    @cached_property
    def _readable(self) -> list[Line]:
        return readable(self._root)


def _before(found: Sequence[Line], whole: Iterable[Line]) -> int:
    """How much prose stands on the page before the first line of a result."""
    first = found[0] if found else None
    before = 0
    for line in whole:
        if first is None or (line.block is first.block and line.text == first.text):
            break
        before += _prose(line)
    return before


def _shared(one: Iterable[Line], other: Iterable[Line]) -> float:
    """How much of the prose that two results have between them is in both, 0 to 1.

    Where there is no prose at all the characters of the lines count.
    """
    ours, theirs = _weights(one, _prose), _weights(other, _prose)
    if not ours.total() and not theirs.total():
        ours, theirs = (_weights(found, lambda line: len(line.text)) for found in (one, other))
    either = (ours | theirs).total()
    return (ours & theirs).total() / either if either else 1.0


def _weights(found: Iterable[Line], weight: Callable[[Line], int]) -> Counter[str]:
    counts = Counter[str]()
    for line in found:
        counts[line.text] += weight(line)
    return counts


def prose(found: Iterable[Line]) -> int:
    """How many characters stand in lines that are sentences and not links."""
    return sum(_prose(line) for line in found)


def _prose(line: Line) -> int:
    length = len(line.text)
    if length < _SHORT or 3 * line.linked > length or not _SIGNS.search(line.text):
        return 0
    return length - line.linked


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element says by its name, or by being hidden, that it is not the article."""
    if element.tag in _FURNITURE_TAGS or _is_hidden(element):
        return True
    if element.tag in ("html", "body", "article", "main"):
        return False
    names = f"{element.get('class', '')[:_LOOKED_AT]} {element.get('id', '')[:_LOOKED_AT]}"
    return (_FURNITURE if _BODY.search(names) is None else _SURELY).search(names) is not None


def _is_hidden(element: HtmlElement) -> bool:
    hidden = element.get("hidden") is not None
    return hidden or _HIDDEN.search(element.get("style", "")[:_LOOKED_AT]) is not None


def is_composed(found: Iterable[Line]) -> bool:
    """Whether some of the lines are a block of their own: comments below an article are prose."""
    weights, many = _in_elements(found)
    whole = max(weights.values(), default=0)

    def is_part(element: HtmlElement) -> bool:
        parent = element.getparent()
        has_beside = parent is not None and weights.get(parent) == whole != weights[element]
        return has_beside and weights[element] >= _A_PART * whole and many[element] >= _SEVERAL

    return any(is_part(element) for element in weights)


def _in_elements(found: Iterable[Line]) -> tuple[dict[HtmlElement, int], dict[HtmlElement, int]]:
    """The characters of prose in each element that has some, and how many lines of it."""
    weights: dict[HtmlElement, int] = {}
    many: dict[HtmlElement, int] = {}
    for line in found:
        if weight := _prose(line):
            for element in (line.block, *line.block.iterancestors()):
                weights[element] = weights.get(element, 0) + weight
                many[element] = many.get(element, 0) + 1
    return weights, many


# -- readability --------------------------------------------------------------------------


def readable(root: HtmlElement) -> list[Line]:
    """The lines of what readability-lxml keeps."""
    from readability import Document
    from readability.readability import Unparseable

    kept: set[str] = set()

    class Marked(Document):
        def get_clean_html(self) -> str:
            """Note what is left; the length of its text decides whether it tries again."""
            kept.clear()
            kept.update(number for e in self.html.iter() if (number := e.get(_NUMBER)))
            return "".join(self.html.itertext())

    numbered = copy.deepcopy(root)
    numbers = {element: str(n) for n, element in enumerate(root.iter())}
    for n, element in enumerate(numbered.iter()):
        _strip(element)
        element.set(_NUMBER, str(n))
    _quiet()
    try:
        Marked(numbered).summary()
    except Unparseable:  # it gives up on pages without a body
        return []
    return lines(root, lambda element: numbers[element] in kept, _is_hidden)


def _strip(element: HtmlElement) -> None:
    """Without attributes that nobody asks for: its regular expressions take long over them."""
    for name in set(element.keys()) - _KEPT_ATTRIBUTES:
        del element.attrib[name]
    for name in set(element.keys()):
        element.set(name, element.get(name, "")[:_LOOKED_AT])


def _quiet() -> None:
    """It logs a traceback for what it raises as well."""
    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)


# -- where the prose stands ----------------------------------------------------------------


def densest(root: HtmlElement) -> list[Line]:
    """The lines of the smallest element that holds the prose of the page together.

    From the top, the child that has `_STEP` of the prose is stepped into, until the prose is
    spread over several; what names itself furniture does not count.
    """
    found = lines(root, skips=is_furniture)
    weights, _ = _in_elements(found)
    best = root
    while True:
        inner = max(best, key=lambda child: weights.get(child, 0), default=None)
        if inner is None or weights.get(inner, 0) < _STEP * weights.get(best, 1):
            break
        best = inner
    found = lines(best, skips=is_furniture)
    parent = best.getparent()
    if len(found) == 1 and parent is not None:  # a paragraph that is longer than the rest together
        found = lines(parent, skips=is_furniture)
    return [line for line in found if 2 * line.linked <= len(line.text)]

"""The reading copy: one file, the exact text, and every mark under the text it covers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotations import formats, tagset
from annotations.formats import Context, Report
from annotations.formats.html.lanes import Stroke, laid, turns
from annotations.formats.html.marked import Readable
from annotations.formats.telling import in_order
from annotations.formats.viewed import views
from annotations.model import Conversion, Document
from tests.annotations.formats.documents import article, mark
from tests.annotations.formats.golden import corpus, samples


def page(documents: Iterable[Document], **options: str) -> tuple[html.HtmlElement, str, Report]:
    out, form = io.BytesIO(), formats.named("html")
    context = Context(tagset.default(), options=form.chosen(options), name="样例")
    report = formats.stream(form, documents, out, context)
    text = out.getvalue().decode()
    return html.document_fromstring(text), text, report


def shown(page: html.HtmlElement, number: int, view: str) -> html.HtmlElement:
    """The text of an article in one view."""
    texts = page.xpath(f"//article[@id='a{number}']/div")
    (found,) = (text for text in texts if f"t-{view}" in text.get("class").split())
    return found


def test_the_text_of_each_script_is_exact() -> None:
    documents = corpus()
    read, _, _ = page(documents)
    for number, document in enumerate(documents, start=1):
        of = views(document, Conversion()).of
        for view in ("source", "hans", "hant"):
            lines = [p.text_content() for p in shown(read, number, view).iter("p")]
            assert "\n".join(lines) == Readable.of(of(view).text).text


def test_every_mark_is_under_the_text_it_covers() -> None:
    documents = corpus()
    read, _, report = page(documents)
    drawn = 0
    for number, document in enumerate(documents, start=1):
        text = shown(read, number, "source")
        readable = Readable.of(document.article.text)
        for nth, annotation in enumerate(in_order(document), start=1):
            parts = text.xpath(f".//span[@data-a='a{number}-{nth}']")
            said = "".join(part.text_content() for part in parts)
            spans = (part for span in annotation.fragments for part in readable.spans(span))
            assert said == "".join(span.of(readable.text) for span in spans)
            drawn += bool(parts)
    assert drawn == report.annotations
    assert report.losses["span-dropped"] == 1  # the one that is nothing but a line end


def test_nothing_is_fetched_and_nothing_in_a_text_is_markup() -> None:
    evil = '</p><script src="x:y">1</script><img onerror=1> &amp; "\''
    document = Document(article("a", evil, "<i>.txt"), annotations=(mark(evil, "T", (0, 5)),))
    read, text, _ = page([document])
    assert len(read.xpath("//script")) == 1
    assert not read.xpath("//img | //link | //iframe | //*[@src] | //@onerror")
    assert all(link.startswith("#") for link in read.xpath("//@href"))
    assert not re.search(r"url\(|@import|https?:", text)
    assert shown(read, 1, "source").text_content().strip() == evil


def test_without_a_script_a_view_is_chosen_by_what_stands_before_the_texts() -> None:
    read, text, _ = page(samples())
    views = [chosen.get("id") for chosen in read.xpath("//body/input")]
    assert views == ["v-source", "v-hans", "v-hant"]
    assert all(f"#{view}:checked~main .t:not(.t-{view[2:]})" in text for view in views)
    for label in read.xpath("//label/@for"):
        assert label in views


def test_relations_are_told_beside_the_text_with_the_names_of_the_tag_set() -> None:
    document = samples()[0]
    read, _, _ = page([document], language="en")
    told = read.xpath("//*[@class='relation']")
    assert len(told) == len(document.relations) > 0
    names = [rule.names.brief("en") for rule in tagset.default().relations]
    assert all(any(element.text_content().startswith(name) for name in names) for element in told)
    ids = set(read.xpath("//@id"))
    assert {link[1:] for link in read.xpath("//td//@href")} <= ids


_strokes = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 12), st.sampled_from(["", "行政区", "Region"])),
    max_size=8,
).map(lambda made: [Stroke(s, s + n, i, chip) for i, (s, n, chip) in enumerate(made)])


@given(_strokes)
def test_no_mark_and_no_name_hides_another(strokes: list[Stroke]) -> None:
    placed = laid(strokes)
    assert {s.mark for s in placed} == {s.mark for s in strokes}
    for one in placed:
        for other in placed:
            if one.mark < other.mark and one.lane == other.lane:
                assert one.room <= other.start or other.room <= one.start


@given(_strokes)
def test_what_is_begun_last_ends_first_and_covers_what_it_should(strokes: list[Stroke]) -> None:
    open_: list[Stroke] = []
    covered: dict[int, set[int]] = {stroke.mark: set() for stroke in strokes}
    at = 0
    for turn in turns(laid(strokes)):
        assert turn.place >= at
        for stroke in open_:
            covered[stroke.mark] |= {*range(at, turn.place)}
        at = turn.place
        if turn.begins:
            open_.append(turn.stroke)
        else:
            assert open_.pop() == turn.stroke
    assert not open_
    assert covered == {s.mark: {*range(s.start, s.end)} for s in strokes}

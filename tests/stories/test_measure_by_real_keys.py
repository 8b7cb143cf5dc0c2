"""A measure with its slots as a keyboard makes it, typed without waiting, at a virtual screen."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from annotations import open_project
from annotations.model import Annotation, Article, Document, Relation, Source, Span
from tests.stories.persons import Sitter
from tests.stories.screen import until, virtual_screen

TEXT = "江城市代表团赴河州、山州考察养蜂。\n" + "一行一行写下去，文字很多。\n" * 9
NAMES = {"江城市代表团": "GOV", "河州": "REGION", "山州": "REGION", "养蜂": "SECTOR"}
MEASURE = "赴河州、山州考察养蜂"


def test_a_measure_and_its_slots_are_made_by_real_keys(home: Path) -> None:
    (home / "settings.ini").write_text("[General]\nlanguage=zh_CN\n", "utf-8")
    path = home / "measures.danqian"  # xdotool types Chinese on borrowed keys, and not always
    with open_project(path, create=True) as project:
        source = Source("a.txt", sha256(TEXT.encode()).hexdigest(), "utf-8", False)
        with project.bringing() as batch:
            batch.add(Document(Article("a", "题目", TEXT, source)), file="a.txt")
        for name, label in NAMES.items():
            start = TEXT.index(name)
            project.annotate("a", Span(start, start + len(name)), label)

    def read() -> tuple[Annotation | None, tuple[Relation, ...]]:
        with open_project(path, read_only=True) as project:
            found = [one for one in project.annotations("a") if one.label == "MEASURE"]
            return (found[0] if found else None), project.relations("a")

    def filled(many: int) -> bool:
        return len(read()[1]) == many

    with virtual_screen(home) as screen:
        person = Sitter(screen)
        try:
            person.start(path)
            start = TEXT.index(MEASURE)
            walk = ["Right"] * start + ["shift+Right"] * len(MEASURE)
            screen.keys("ctrl+l", "ctrl+Home", *walk)
            screen.keys("m", "v", "i", "r", "d", "Return", "1")  # the form hears the last four
            until(lambda: filled(4), "four slots filled")
            measure, relations = read()
            assert measure is not None and measure.quote == MEASURE
            told = {"type": "VISIT", "status": "ongoing", "level": "C"}
            assert dict(measure.attributes) == told
            slots = sorted(one.type for one in relations)
            assert slots == ["partner", "partner", "party", "sector"]
            screen.keys("1")
            until(lambda: filled(3), "a slot emptied")
            screen.keys("Return", "ctrl+z", "ctrl+z", "ctrl+z")  # back in the text
            until(lambda: filled(0), "three steps undone")
            assert read()[0] is not None
            person.leave()
        finally:
            if person.program is not None:
                person.program.kill()
                person.program.communicate()
    assert not (home / "errors.log").exists()

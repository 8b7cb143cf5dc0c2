"""A day of reading: everything one does with a text but tag it, told once for all persons."""

from __future__ import annotations

from pathlib import Path

from annotations import open_project
from annotations.incoming import bring
from tests.stories.persons import Person

SIMPLE = "浦云与𠮷州签约"
TRADITIONAL = "兩地簽署協議"
OTHER = "春天的河边"
TEXTS = {
    SIMPLE: "".join(
        f"第{n}条　两地将在浦云新區(qū)共建创新平台，并互派干部挂职。𠮷州参加了会议。\n"
        for n in range(1, 61)
    ),
    TRADITIONAL: "".join(
        f"第{n}條　兩地決定共建創新園區，推動產業協同發展。\n" for n in range(1, 61)
    ),
    OTHER: "河边的柳树绿了。孩子们在堤上放风筝。\n" * 3,
}
LINE = 40  # pixels; a line of text at 100 % is a little lower


def make_project(folder: Path) -> Path:
    """Three invented articles, with dirt and a character outside the basic plane."""
    path = folder / "walk.danqian"
    files: list[Path] = []
    for number, (title, text) in enumerate(TEXTS.items()):
        file = folder / f"{number}.txt"
        file.write_text(f"{title}\n{text}", "utf-8")
        files.append(file)
    with open_project(path, create=True) as project, project.bringing() as batch:
        assert [outcome.result for outcome in bring(batch, files)] == ["new"] * len(files)
    return path


def reading_day(person: Person, project: Path) -> None:
    """Open, read in each view, side by side, zoom, select, copy, search, describe, filter; close
    and come back."""
    person.start(project)
    person.await_(ready=True, titles=list(TEXTS), article=SIMPLE)
    read_in_each_view(person)
    read_side_by_side(person)
    zoom(person)
    select_and_copy(person)
    search(person)
    describe(person)
    filter_the_list(person)
    come_back(person)


def read_in_each_view(person: Person) -> None:
    """By mouse and by keys; the same line stays where it is."""
    person.click(person.place("article", 1))
    person.await_(article=TRADITIONAL)
    person.click(person.place("article", 0))
    person.await_(article=SIMPLE)
    person.press("Ctrl+L")
    person.await_(focus="正文")
    source = turn_the_page(person)
    height = person.place("character", source)[1]
    holds = {"source": "新區(qū)", "clean": "新區(qū)", "hans": "新区", "hant": "創新平臺"}
    for key, (view, words) in zip(("F2", "F3", "F4", "F5"), holds.items(), strict=True):
        person.press(key)
        assert words in person.await_(view=view)["text"], view
        assert abs(person.place("character", source)[1] - height) < LINE
    for view in ("hans", "source"):
        person.click(person.place("view_button", view))
        person.await_(view=view)
        assert abs(person.place("character", source)[1] - height) < LINE


def turn_the_page(person: Person) -> int:
    """By its key, twice; the character that the first line in sight begins with then."""
    seen = person.see()
    for _ in range(2):
        before = int(seen["caret"])
        person.press("PgDown")
        seen = person.await_that(lambda now, before=before: now["caret"] > before)
    return int(seen["line"][0])


def read_side_by_side(person: Person) -> None:
    """What stands in the same row means the same; one clicks and selects on either side."""
    person.press("F4", "F12")
    seen = person.await_(view="hans", beside="hant")
    source = int(seen["line"][0])
    left = person.place("character", source, "middle", 0)
    right = person.place("character", source, "middle", 1)
    assert right[0] > left[0] and abs(right[1] - left[1]) < LINE
    person.click(right)
    person.await_(column=1)
    person.click(left)
    person.await_(column=0)
    person.press("|")
    person.await_(beside=None, view="hans")


def zoom(person: Person) -> None:
    """By keys and by the wheel, and back."""
    source = int(person.see()["line"][0])
    place = person.place("character", source)
    person.press("Ctrl+=")
    large = person.await_that(lambda seen: seen["zoom"] > 100)["zoom"]
    assert abs(person.place("character", source)[1] - place[1]) < 2 * LINE
    person.zoom(place, False)
    person.await_that(lambda seen: seen["zoom"] < large)
    person.press("Ctrl+0")
    person.await_(zoom=100)


def select_and_copy(person: Person) -> None:
    """By mouse and keys alone; copied as it is shown, as it was, and with where it is from."""
    person.press("F4", "Ctrl+Home")
    person.await_(view="hans", caret=0, words=True)
    text = f"{SIMPLE}\n{TEXTS[SIMPLE]}"
    first = text.index("两地将在")
    left, right = ("character", first, "left"), ("character", first + 9, "right")
    person.do(
        lambda: person.drag(person.place(*left), person.place(*right)),
        selected=text[first : first + 10].replace("區", "区"),
    )
    word = person.place("character", text.index("平台"))
    person.do(lambda: person.click(word, times=2), selected="平台")
    clause = "第1条　两地将在浦云新区(qū)共建创新平台"
    person.do(lambda: person.click(word, times=3), selected=clause)
    person.click(person.place(*left))
    person.await_(span=None)
    person.click(person.place("character", first + 3, "right"), holding="Shift")
    person.await_(selected="两地将在")
    person.press("Ctrl+Home")
    person.await_(caret=0, span=None)
    person.press(*["Shift+Right"] * 5)
    person.await_(selected="浦云与𠮷州", span=[0, 5])
    person.press("F5")
    person.await_(view="hant", selected="浦雲與𠮷州")
    person.press("Ctrl+C")
    assert person.clipboard() == "浦雲與𠮷州"
    person.press("Ctrl+Shift+C")
    assert person.clipboard() == "浦云与𠮷州"
    person.press("Ctrl+Alt+C")
    assert person.clipboard() == f"浦雲與𠮷州\n——《{SIMPLE}》"


def search(person: Person) -> None:
    """A word of the text: in the article, then in all, in whichever script they write it."""
    person.press("F2")
    person.await_(view="source", words=True)
    text = f"{SIMPLE}\n{TEXTS[SIMPLE]}"
    word = person.place("character", text.index("创新"))
    person.do(lambda: person.click(word, times=2), selected="创新")
    person.press("Ctrl+C", "Ctrl+F")
    person.await_(found="1 / 60", selected="创新")
    person.press("Return")
    seen = person.await_(found="2 / 60")
    assert seen["span"][0] == text.index("创新", text.index("创新") + 1)
    person.press("Shift+Return", "Shift+Return")
    person.await_(found="60 / 60")
    person.press("Esc")
    person.await_(found=None, focus="正文")
    person.press("Ctrl+Shift+F", "Ctrl+V")
    person.await_(titles=[SIMPLE, TRADITIONAL])
    person.click(person.place("article", 1))
    person.await_(article=TRADITIONAL, found="1 / 60", selected="創新")
    person.press("Ctrl+G")
    person.await_(found="2 / 60", selected="創新")
    person.press("Ctrl+Shift+F", "Esc")
    person.await_(titles=list(TEXTS))


def describe(person: Person) -> None:
    """What is known of an article: outlet, date, status, flag."""
    person.click(person.place("article", 2))
    person.await_(article=OTHER)
    person.press("Ctrl+L", "Alt+Return")
    person.await_(focus="标题")
    person.press("Tab")
    person.await_(focus="来源")
    person.type("Heban Daily")
    person.press("Tab")
    person.await_(focus="日期", meta={"outlet": "Heban Daily"})
    person.type("2019-03-07")
    person.press("Return")
    person.await_(meta={"outlet": "Heban Daily", "date": "2019-03-07"})
    person.press("Ctrl+L", "F8", "Shift+F8")
    person.await_(status="reading", flag=True, focus="正文")


def filter_the_list(person: Person) -> None:
    """By what was said of them; and all again."""
    person.press("Ctrl+Alt+F")
    person.click(person.place("button", "有旗标"))
    person.await_(titles=[OTHER], sifted=True)
    person.click(person.place("button", "不再筛选，显示所有文章"))
    person.await_(titles=list(TEXTS), sifted=False)
    person.press("Ctrl+Alt+F", "Esc")


def come_back(person: Person) -> None:
    """The same article, in the same view, at the same line, with the caret where it was."""
    person.click(person.place("article", 1))
    person.await_(article=TRADITIONAL)
    person.press("Ctrl+L", "F4")
    person.await_(view="hans", focus="正文")
    turn_the_page(person)
    before = person.see()["caret"]
    person.press("Right")
    left = person.await_that(lambda seen: seen["caret"] == before + 1)
    assert left["line"][0] > 0
    person.leave()
    person.start()
    kept = ("project", "article", "view", "beside", "caret", "zoom", "titles")
    seen = person.await_(**{key: left[key] for key in kept})
    assert seen["line"][0] == left["line"][0]
    assert abs(seen["line"][1] - left["line"][1]) < LINE
    assert (seen["status"], seen["flag"]) == (left["status"], left["flag"])
    person.leave()

"""The palette: names that fit into it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from annotations.tagset import default
from annotations.tagset.values import Names
from gui import app, look
from gui.panels.parts import sized
from gui.panels.tags import TagButton

NARROW = (84, 70)  # pixels for the name of an entity, of a type, in a window 1024 wide


def test_where_there_is_little_room_a_name_is_brief() -> None:
    names = Names("行政区", "行政區", "Administrative region", "Region")
    assert names.of("en") == "Administrative region"
    assert [names.brief(language) for language in ("zh_CN", "zh_TW", "en")] == [
        "行政区",
        "行政區",
        "Region",
    ]
    assert Names("人名", "人名", "Person").brief("en") == "Person"


def test_a_button_shows_the_longest_name_that_fits(qapp: object) -> None:
    button = TagButton("r", "Administrative region", 1, "filled", "", brief="Region")
    metrics = QFontMetrics(sized(button.font(), 13))
    whole = metrics.horizontalAdvance("Administrative region")
    assert button.fitting(metrics, whole) == "Administrative region"
    assert button.fitting(metrics, whole - 1) == "Region"
    assert "Administrative region" in button.accessibleName()


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_no_name_of_the_cooperation_tag_set_is_cut_in_the_palette(
    qapp: object, language: str
) -> None:
    app.start()
    tagset = default()
    rooms = [(NARROW[0], entity) for entity in tagset.entities]
    if language == "en":  # Chinese ones of six characters are cut there, and told by their tip
        rooms += [(NARROW[1], type) for type in tagset.types]
    for room, tag in rooms:
        name = tag.names.of(language)
        button = TagButton("r", name, 1, "filled", "", brief=tag.names.brief(language))
        metrics = QFontMetrics(sized(look.ui_font(), 13))
        assert "…" not in button.fitting(metrics, room), name

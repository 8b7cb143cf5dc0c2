"""How good the offers are, on the articles that come with the program, tagged by hand.

They were read while the rules were mended, so the figures say that nothing got worse, no more.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from annotations import regions
from annotations.measures import slots
from annotations.project import open_project


@pytest.mark.parametrize(
    ("label", "least_precise", "least_found"), [("MEASURE", 0.80, 0.85), ("REF", 0.65, 0.75)]
)
def test_offers_on_the_samples_are_as_good_as_they_were(
    sample: Path, label: str, least_precise: float, least_found: float
) -> None:
    count = Counter[str]()
    with open_project(sample, read_only=True) as project:
        for row in project.articles():
            found = list(project.annotations(row.id))
            found.sort(key=lambda one: (one.hull.start, -one.hull.end))
            known = {one.id: one for one in found}
            links, clean = project.relations(row.id), project.views(row.id).of("clean")
            for about in (one for one in found if one.label == label):
                true = {(r.type, known[r.end].quote) for r in links if r.start == about.id}
                earlier = [r for r in links if known[r.start].hull.end <= about.hull.start]
                made = slots(about, found, earlier, clean, project.tagset)
                offered = {(s.rule.id, o.annotation.quote) for s in made for o in s.offers}
                ticked = {(s.rule.id, one.quote) for s in made for one in s.ticked}
                count.update(true=len(true), ticked=len(ticked), right=len(ticked & true))
                count.update(found=len(offered & true))
    precision, recall = count["right"] / count["ticked"], count["found"] / count["true"]
    print(f"{label}: {count['true']} filled, ticked right {precision:.2f}, offered {recall:.2f}")
    assert precision >= least_precise and recall >= least_found


def test_names_of_regions_on_the_samples_have_the_codes_they_were_given(sample: Path) -> None:
    right = many = 0
    with open_project(sample, read_only=True) as project:
        for row in project.articles():
            hans = project.views(row.id).of("hans")
            tagged = [
                (one, code if isinstance(code, tuple) else (code,))
                for one in project.annotations(row.id)
                if (code := one.attributes.get("code"))
            ]
            for one, true in tagged:
                others = {code for other, codes in tagged if other is not one for code in codes}
                among = [found for code in others if (found := regions.named(code))]
                text = hans.alignment.to_target(one.hull).of(hans.text)
                many += 1
                right += tuple(r.code for r in regions.read(text, among).sure) == true
    print(f"regions: {right} of {many}")
    assert many > 100 and right / many >= 0.95

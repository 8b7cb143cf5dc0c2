"""The verbs that change the tag set of a project, and what is tagged by it along with it.

Part of `Project`.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotations.cataloguing import Cataloguing
from annotations.model import Changed, RelabellingPage
from annotations.store import relabelling, settings
from annotations.tagset.adopting import Adopted, Used, adopt
from annotations.tagset.editing import Edit, Item, concerned, edited


class Labelling(Cataloguing):
    """What one may tag with, and how that changes."""

    def edit_tagset(self, edits: Sequence[Edit]) -> Changed:
        """Edit the tag set; annotations and relations follow, all in one step.

        What is renamed, merged or split is rewritten wherever it stands, and then says the new
        version, to which the tag set is raised.  Raises Refusal "tagset-in-use" for what cannot
        be taken away, and those of `tagset.editing`.
        """
        made = edited(settings.tag_set(self._file), edits)
        with self._step("tagset-edited", edits=len(edits)) as step:
            if edits:
                relabelling.edit(step, made)
        return step.changed

    def tagset_preview(
        self, edits: Sequence[Edit], *items: Item, limit: int = 50, skip: int = 0
    ) -> RelabellingPage:
        """What these edits would rewrite, together with all that stands under the `items`.

        Nothing is changed; refused as `edit_tagset`, but for what is in use.
        """
        own = settings.tag_set(self._file)
        chosen = [one for item in items for one in concerned(own, item)]
        return relabelling.preview(self._file, edited(own, edits), chosen, limit, skip)

    def tagset_used(self) -> Used:
        """How often each label, measure type and type of relation stands in the project."""
        return relabelling.used(self._file, settings.tag_set(self._file))

    def tagged_texts(self, item: Item, limit: int = 500) -> dict[str, int]:
        """What stands under an entry of the tag set and how often, the most frequent first.

        As the sources write it.
        """
        chosen = concerned(settings.tag_set(self._file), item)
        return relabelling.texts(self._file, chosen, limit)

    def tagset_adopting(self, toml: str) -> Adopted:
        """What `adopt_tagset` would have; changes nothing, refused as that."""
        own = settings.tag_set(self._file)
        return adopt(own, toml, relabelling.used(self._file, own))

    def adopt_tagset(self, toml: str) -> Changed:
        """Have another tag set.  What is in use and not in it is kept, retired.

        Raises Refusal as `tagset.parse`.
        """
        adopted = self.tagset_adopting(toml)
        with self._step("tagset-adopted") as step:
            relabelling.adopt(step, adopted)
        return step.changed

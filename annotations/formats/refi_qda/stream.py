"""project.qde read piece by piece: a source, note or link is let go when it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.errors import Refusal
from annotations.formats.markup import Readable, parts

if TYPE_CHECKING:
    from annotations.formats.markup import Element

_FEW = ("Users", "CodeBook", "Variables")
"""The sections of which there is one for a whole project, however many its sources are."""


class Project:
    """The elements of one reading of a project.qde. `root` has what is not let go."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.root: Element | None = None

    def elements(self) -> Iterator[Element]:
        """Every element as it ends, the pieces before what they are pieces of.

        Refusals: those of `markup.parts`, and refi-no-project where the root is another element.
        """
        for element in parts(self._stream):
            if self.root is None:
                self.root = self._checked(element)
            yield element
            section = element.getparent()
            if section is None or section.getparent() is not self.root:
                continue
            if str(section.tag).rpartition("}")[2] not in _FEW:
                _let_go(element, section)

    def _checked(self, element: Element) -> Element:
        root = element.getroottree().getroot()
        if str(root.tag).rpartition("}")[2] != "Project":
            raise Refusal("refi-no-project")
        return root


def _let_go(element: Element, section: Element) -> None:
    """Free an element and what stands before it, comments too."""
    element.clear()
    while element.getprevious() is not None:
        del section[0]

"""The verbs that find: the list of articles, and searching their texts. Nothing is changed here.

Part of `Project`.
"""

from __future__ import annotations

from annotations.correcting import Correcting


class Finding(Correcting):
    """What is in a project, and where."""

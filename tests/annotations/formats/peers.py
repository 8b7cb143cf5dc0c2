"""Files of other programs for checks on a developer's machine; none of them is in the project.

The environment variable DANQIAN_PEERS names the folder they were laid in:

- `uima/tsv3-suite/NAME.tsv`, `NAME.xmi`: INCEpTION (github.com/inception-project/inception at
  55ba8ba6ad, Apache-2.0), inception/inception-io-webanno-tsv/src/test/resources/tsv3-suite/NAME/
  `reference.tsv` and `reference.xmi`; `example2.tsv` from `tsv3/` beside it
- `uima/dkpro-cassis/`: dkpro-cassis (github.com/dkpro/dkpro-cassis at c7e9b90, Apache-2.0),
  tests/test_files/json/fs_as_array/NAME/ as `NAME.json` (`data.json`) and `NAME.xmi`
  (`debug.xmi`), and files of tests/test_files/xmi/
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("DANQIAN_PEERS", "/nowhere"))
UIMA = FOLDER / "uima"

with_uima = pytest.mark.skipif(
    not UIMA.is_dir(), reason="needs files of INCEpTION and dkpro-cassis (see formats/peers.py)"
)

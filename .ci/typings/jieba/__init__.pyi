"""What Danqian uses of jieba, which comes without types."""

from collections.abc import Iterator

class Tokenizer:
    tmp_dir: str | None
    cache_file: str | None

__version__: str
dt: Tokenizer

def setLogLevel(log_level: int) -> None: ...
def initialize(dictionary: str | None = None) -> None: ...
def cut(
    sentence: str, cut_all: bool = False, HMM: bool = True, use_paddle: bool = False
) -> Iterator[str]: ...

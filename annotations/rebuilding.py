"""A corpus without its text and somebody's own copies of the articles: joined again.

A copy is known by its hash, by that of its skeleton, or by anchors, whatever it is called.
Neither the corpus nor the copies are ever in memory as a whole; the copies are read twice,
first to choose the best one of each article, then to fill it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations import ingest
from annotations.errors import Refusal
from annotations.formats import ProjectLine, jsonl
from annotations.formats.withouttext import outlines
from annotations.formats.withouttext.filling import Filled, filled
from annotations.formats.withouttext.outlines import Outline
from annotations.formats.withouttext.placing import Fitting
from annotations.formats.withouttext.skeleton import Skeleton, whole
from annotations.ingest.tables import is_table
from annotations.model import Article, Document

_SKETCH = 8  # anchors by which an article is looked for: the least ones of all
_LEAST_SHARE = 0.3  # of its anchors a copy must have, in their order
_LEAST_ANCHORS = 2
_MOST_TIMES = 3  # as long, or as short, a copy may be
_LINE_FACTOR = 4  # a line of JSON may hold a file's bytes in base64 beside its text

Rank = tuple[int, float]
_Copy = tuple[int, int]  # which file of all, which article in it


@dataclass(slots=True)
class _Entry:
    """An article of the corpus: where it stands, and the best copy so far."""

    id: str
    name: str
    at: int
    length: int
    rank: Rank = (0, 0.0)
    copy: _Copy | None = None


@dataclass(slots=True)
class Corpus:
    """A corpus without text, read once: enough of each article to know a copy of it."""

    path: Path
    project_line: ProjectLine | None = None
    refused: list[Refusal] = field(default_factory=list[Refusal])
    entries: list[_Entry] = field(default_factory=list[_Entry])
    _texts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _skeletons: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _sketches: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, path: Path, limit: int) -> Corpus:
        """Read what `danqian export --format withouttext` wrote; broken lines are `refused`."""
        corpus = cls(path)
        for line in outlines.read(path, limit):
            match line.content:
                case ProjectLine():
                    corpus.project_line = line.content
                case Refusal():
                    corpus.refused.append(line.content)
                case Outline():
                    corpus._add(line.content, line.at)
        return corpus

    def _add(self, outline: Outline, at: int) -> None:
        number = len(self.entries)
        article = outline.article
        self.entries.append(_Entry(article.id, article.source.name, at, outline.length))
        self._texts[outline.sha256_text].append(number)
        self._skeletons[outline.sha256_skeleton].append(number)
        for anchor in sorted(set(outline.anchors))[:_SKETCH]:
            self._sketches[anchor].append(number)

    def consider(self, text: str, copy: _Copy) -> None:
        """Remember a copy for each article of which it is the best so far."""
        numbers = self._texts.get(whole(text))
        if numbers:
            self._offer(numbers, (3, 1.0), copy)
            return
        skeleton = Skeleton.of(text)
        numbers = self._skeletons.get(whole(skeleton.chars)) if skeleton.chars else None
        if numbers:
            self._offer(numbers, (2, 1.0), copy)
            return
        hits = Counter(n for window in skeleton.windows for n in self._sketches.get(window, ()))
        with self.path.open("rb") as file:
            for number, _ in hits.most_common(_SKETCH):
                entry = self.entries[number]
                if not len(text) / _MOST_TIMES <= entry.length <= len(text) * _MOST_TIMES:
                    continue
                outline = outlines.read_at(file, entry.at)
                share = Fitting(outline, skeleton).share
                if share >= max(_LEAST_SHARE, _LEAST_ANCHORS / len(outline.anchors)):
                    self._offer([number], (1, share), copy)

    def _offer(self, numbers: Iterable[int], rank: Rank, copy: _Copy) -> None:
        for number in numbers:
            entry = self.entries[number]
            if rank > entry.rank:
                entry.rank, entry.copy = rank, copy


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of one article of the corpus: filled from a file, or why not.

    A Refusal is "rebuild-no-copy", or names a line of the corpus or a file that has no article.
    """

    content: Filled | Refusal
    id: str = ""
    name: str = ""
    file: str = ""


def rebuild_from(corpus: Corpus, copies: Sequence[Path], limit: int) -> Iterator[Rebuilt]:
    """Every article of the corpus: those that have a copy first, then what is wrong."""
    wrong = list(corpus.refused)
    for place, _, content in _articles(copies, limit):
        if isinstance(content, Refusal):
            wrong.append(content)
        else:
            corpus.consider(content.text, place)
    chosen: dict[_Copy, list[_Entry]] = defaultdict(list)
    for entry in corpus.entries:
        if entry.copy is not None:
            chosen[entry.copy].append(entry)
    with corpus.path.open("rb") as file:
        for place, path, content in _articles(copies, limit) if chosen else ():
            if isinstance(content, Refusal):
                continue
            for entry in chosen.get(place, ()):
                outline = outlines.read_at(file, entry.at)
                yield Rebuilt(filled(outline, content), entry.id, entry.name, str(path))
    for entry in corpus.entries:
        if entry.copy is None:
            refusal = Refusal("rebuild-no-copy", article=entry.id, name=entry.name)
            yield Rebuilt(refusal, entry.id, entry.name)
    yield from (Rebuilt(refusal) for refusal in wrong)


def _articles(
    copies: Sequence[Path], limit: int
) -> Iterator[tuple[_Copy, Path, Article | Refusal]]:
    """Every article in the copies, each time in the same order, with its place in it."""
    known = ingest.suffixes() | {jsonl.SUFFIX}
    for number, path in enumerate(ingest.files(copies, known)):
        if ingest.leads_out(path, copies):
            yield (number, 0), path, Refusal("link-leads-out", file=str(path))
            continue
        for part, content in enumerate(_contents(path, limit)):
            yield (number, part), path, content


def _contents(path: Path, limit: int) -> Iterator[Article | Refusal]:
    if path.suffix.lower() == jsonl.SUFFIX and not path.is_dir() and not is_table(path):
        found: Iterable[Document | ProjectLine | Refusal] = (
            line.content for line in jsonl.read(path, limit * _LINE_FACTOR)
        )
    else:
        found = (part.content for part in ingest.read_all(path, limit))
    for content in found:
        if isinstance(content, Document):
            yield content.article
        elif isinstance(content, Refusal):
            yield content

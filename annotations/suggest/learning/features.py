"""What the model sees of a character, and how names are written as tags of characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotations.model import Span
from annotations.suggest.passage import Passage, Word

NONE = "O"
LONGEST = 400  # characters of a sentence: what is longer is read in parts
_EDGE = "^"
Features = list[str]
Name = tuple[str, Span]


def sentences(passage: Passage) -> Iterator[Span]:
    """What is read at once: sentences outside of zones, long ones in parts."""
    for sentence in passage.sentences:
        if not any(zone.overlaps(sentence) for zone in passage.zones):
            for start in range(sentence.start, sentence.end, LONGEST):
                yield Span(start, min(start + LONGEST, sentence.end))


def features(passage: Passage, sentence: Span) -> list[Features]:
    """Of each character of a sentence: its neighbours, its word, what the rules found there."""
    text = sentence.of(passage.text)
    words = _words(passage, sentence)
    rules = tags(((one.label, one.span) for one in passage.names_in(sentence)), sentence)
    return [
        [*_characters(text, at), *_word(passage.text, words, at), *_rules(rules, at)]
        for at in range(len(text))
    ]


def _characters(text: str, at: int) -> Iterator[str]:
    yield "bias"
    for step in range(-3, 4):
        yield f"c{step}={_at(text, at + step)}"
    for step in range(-2, 2):
        pair = text[at + step : at + step + 2] if 0 <= at + step < len(text) - 1 else _EDGE
        yield f"p{step}={pair}"
    for step in (-1, 0, 1):
        yield f"k{step}={_kind(_at(text, at + step))}"


def _at(text: str, place: int) -> str:
    return text[place] if 0 <= place < len(text) else _EDGE


def _kind(character: str) -> str:
    """Han, digit, letter, blank, or the sign itself."""
    if "\u4e00" <= character <= "\u9fff":
        return "han"
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "letter"
    return "blank" if character.isspace() else character


def _words(passage: Passage, sentence: Span) -> list[tuple[int, Word]]:
    """For each character of a sentence the number of its word, and that word."""
    words = passage.words_in(sentence)
    return [
        (number, word)
        for number, word in enumerate(words)
        for _ in range(max(word.start, sentence.start), min(word.end, sentence.end))
    ]


def _word(text: str, words: Sequence[tuple[int, Word]], at: int) -> Iterator[str]:
    number, word = words[at]
    first = at == 0 or words[at - 1][0] != number
    last = at == len(words) - 1 or words[at + 1][0] != number
    part = ("S" if last else "B") if first else ("E" if last else "M")
    yield f"w={text[word.start : word.end]}"
    yield f"wp={part}"
    yield f"wt={part}{word.tag}"
    for name, step in (("before", -1), ("after", 1)):
        other = at
        while 0 <= other < len(words) and words[other][0] == number:
            other += step
        if 0 <= other < len(words):
            beside = words[other][1]
            yield f"{name}={text[beside.start : beside.end]}"
            yield f"{name}-t={beside.tag}"
        else:
            yield f"{name}={_EDGE}"


def _rules(rules: Sequence[str], at: int) -> Iterator[str]:
    for step in range(-2, 3):
        place = at + step
        yield f"r{step}={rules[place] if 0 <= place < len(rules) else _EDGE}"


# -- tags -----------------------------------------------------------------------------------


def tags(names: Iterable[Name], sentence: Span) -> list[str]:
    """One tag a character: B-LABEL where a name begins, I-LABEL in it, O outside."""
    made = [NONE] * len(sentence)
    for label, span in names:
        if sentence.contains(span):
            for place in range(span.start, span.end):
                made[place - sentence.start] = f"{'B' if place == span.start else 'I'}-{label}"
    return made


def names(tagged: Sequence[str], start: int = 0) -> Iterator[Name]:
    """The names that tags of the characters from `start` on tell of."""
    at = 0
    while at < len(tagged):
        kind, _, label = tagged[at].partition("-")
        end = at + 1
        if kind == "B":
            while end < len(tagged) and tagged[end] == f"I-{label}":
                end += 1
            yield label, Span(start + at, start + end)
        at = end

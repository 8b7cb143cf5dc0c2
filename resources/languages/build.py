"""Bring the files of all languages up to date with the texts of the code (run by hand).

.venv/bin/python resources/languages/build.py

Texts that are gone are dropped, what is translated stays as it is.  What is new is converted for
zh_TW, with the words of terms.tsv, and is to be read by a person; for other languages it is
written with an empty translation, which the tests refuse.  The same is done for the sentences of
resources/messages in zh_TW.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

_HERE = Path(__file__).parent
_GUI = _HERE.parent.parent / "gui"
_MESSAGES = _HERE.parent / "messages"
LANGUAGES = ("zh_TW", "en")
_HEADS = {
    "zh_TW": "# 介面的每一段文字：程式裡的（簡體）＝ 繁體。由 build.py 增補，由人審閱。\n",
    "en": "# Every text of the interface: as the code has it (simplified Chinese) = English.\n",
}
Texts = Mapping[str, Mapping[str, str]]


def sources() -> dict[str, list[str]]:
    """Every text that the code translates, by its context, in the order of the code."""
    found: dict[str, dict[str, None]] = {}
    for file in sorted(_GUI.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for context, text in _translated(tree, "", _sayers(tree)):
            found.setdefault(context, {})[text] = None
    return {context: list(texts) for context, texts in sorted(found.items())}


def _sayers(tree: ast.Module) -> dict[str, str]:
    """The functions of a module that translate what they are given, each with its context."""
    made: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and len(node.args.args) == 1:
            last = node.body[-1]
            call = last.value if isinstance(last, ast.Return) else None
            if isinstance(call, ast.Call) and _name(call) == "translate":
                context, text = call.args
                if isinstance(context, ast.Constant) and isinstance(text, ast.Name):
                    made[node.name] = str(context.value)
    return made


def _translated(node: ast.AST, owner: str, sayers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else owner
        if isinstance(child, ast.Call):
            yield from _of_call(child, inside, sayers)
        yield from _translated(child, inside, sayers)


def _of_call(call: ast.Call, owner: str, sayers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    name = _name(call)
    if name == "tr":
        context, text = owner, call.args[0]
    elif name in ("translate", "QT_TRANSLATE_NOOP") and isinstance(call.args[0], ast.Constant):
        context, text = str(call.args[0].value), call.args[1]
    elif name == "Command":
        context, text = "commands", call.args[1]
    elif name in sayers:
        context, text = sayers[name], call.args[0]
    else:
        return
    for part in ast.walk(text):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield context, part.value


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def translations(language: str) -> Texts:
    """What a language has by now."""
    file = _HERE / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def taiwan(text: str) -> str:
    """A first version of a text in the words of Taiwan."""
    from annotations.model import OverlayEntry
    from annotations.text.conversion import convert

    lines = (_HERE / "terms.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("#")]
    overlay = [OverlayEntry("hant", key, value) for key, value in pairs]
    shown, _ = convert(text, "s2twp", overlay=overlay)
    return shown.replace("“", "「").replace("”", "」")


def renewed(language: str) -> str:
    """The file of a language with every text that the code has now."""
    known = translations(language)
    parts = [_HEADS[language]]
    for context, texts in sources().items():
        parts.append(f"\n[{context}]\n")
        for text in texts:
            made = known.get(context, {}).get(text)
            if made is None:
                made = taiwan(text) if language == "zh_TW" else ""
                print(f"{language} [{context}] {text} → {made}")
            parts.append(f"{_written(text)} = {_written(made)}\n")
    return "".join(parts)


def renewed_messages() -> str:
    """The sentences of the core for zh_TW, in the order of those of zh_CN."""
    file = _MESSAGES / "zh_TW.toml"
    known = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    parts: list[str] = []
    for line in (_MESSAGES / "zh_CN.toml").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            parts.append(taiwan(line))
            continue
        ((key, text),) = tomllib.loads(line).items()
        made = known.get(key)
        if made is None:
            made = taiwan(text)
            print(f"zh_TW {key}: {made}")
        parts.append(f"{key} = {_written(made)}")
    return "\n".join(parts) + "\n"


def _written(text: str) -> str:
    """A text as TOML writes it, which for a string is what JSON does."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    for language in LANGUAGES:
        (_HERE / f"{language}.toml").write_text(renewed(language), encoding="utf-8", newline="\n")
    (_MESSAGES / "zh_TW.toml").write_text(renewed_messages(), encoding="utf-8", newline="\n")

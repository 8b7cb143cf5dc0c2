"""Runs inside a session bus of its own, by the system's Python: starts the accessibility bus and
the program, and answers with what a screen reader is told.  One JSON object on the last line.

usage: listening.py PYTHON MAIN PROJECT
"""

import json
import subprocess
import sys
import time

import gi  # pyright: ignore[reportMissingImports]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # pyright: ignore[reportMissingImports]

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
PATIENCE = 90.0  # seconds, for a machine that does ten other things
ANSWER = 30_000  # milliseconds for one answer of the program; Atspi gives up after 800
UNITS = 3  # of the first two characters: Qt counts in UTF-16 here too
events = []


def until(true, what):
    end = time.monotonic() + PATIENCE
    while True:
        turn()
        try:
            found = true()
        except GLib.Error:  # it went away while it was asked
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise SystemExit(f"not in time: {what}")
        time.sleep(0.05)


def turn():
    while GLib.MainContext.default().iteration(False):
        pass


def children(node):
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            yield child


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def application():
    for found in children(Atspi.get_desktop(0)):
        for window in children(found):
            if window.get_role() == Atspi.Role.FRAME:
                return found
    return None


def states(node):
    return node.get_state_set()


def article(app):
    """The text that has the keys, and that one cannot write in."""
    for node in walk(app):
        state = states(node)
        if not state.contains(Atspi.StateType.FOCUSED) or state.contains(Atspi.StateType.EDITABLE):
            continue
        if node.get_role() == Atspi.Role.TEXT and Atspi.Text.get_character_count(node):
            return node
    return None


def keys(*names):
    subprocess.run(["xdotool", "key", "--delay", "60", *names], check=True)


def activate():
    """Give the window the keys, and in it the article."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "— 丹铅$", "windowactivate"],
        capture_output=True,
    )
    if not found.returncode:
        keys("ctrl+l")


def hear(event):
    said = event.any_data
    events.append((event.type, event.detail1, said if isinstance(said, str) else ""))


def spans(text, length):
    """The runs of the text with a ground of their own: (words, attributes)."""
    found, at = [], 0
    while at < length:
        given, start, end = Atspi.Text.get_attribute_run(text, at, False)
        if given is None:  # it has not answered: asked again
            return []
        if "background-color" in given or given.get("underline") not in (None, "none"):
            found.append(Atspi.Text.get_text(text, start, end))
        at = max(end, at + 1)
    return found


def main(python, program, project):
    running = [subprocess.Popen([LAUNCHER, "--launch-immediately"], stderr=subprocess.DEVNULL)]
    try:
        Atspi.set_timeout(ANSWER, ANSWER)
        Atspi.init()
        until(lambda: Atspi.get_desktop(0), "the bus")
        running.append(subprocess.Popen([python, program, project]))
        print(json.dumps(listen()))
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(10)


def listen():
    listener = Atspi.EventListener.new(hear)
    for kind in ("object:text-caret-moved", "object:text-selection-changed", "object:announcement"):
        listener.register(kind)
    app = until(application, "the window")
    text = until(lambda: article(app) or activate(), "the text")
    heard = {"name": text.get_name()}
    heard["text"] = Atspi.Text.get_text(text, 0, -1)
    heard["caret"] = Atspi.Text.get_caret_offset(text)
    keys("Right", "Right")
    until(lambda: Atspi.Text.get_caret_offset(text) == heard["caret"] + UNITS, "the caret")
    keys("shift+Right", "shift+Right")
    until(lambda: Atspi.Text.get_n_selections(text) == 1, "a selection")

    def selected():
        chosen = Atspi.Text.get_selection(text, 0)
        if chosen.end_offset - chosen.start_offset < 2:
            return None
        return Atspi.Text.get_text(text, chosen.start_offset, chosen.end_offset)

    heard["selected"] = until(selected, "two characters")
    keys("r")
    heard["tagged"] = until(lambda: spans(text, len(heard["text"])), "the tag")
    keys("ctrl+Home", "alt+Down")
    until(lambda: "行政区" in announced(), "the name of the tag")
    heard["announced"] = announced()
    heard["events"] = sorted({kind for kind, _, _ in events})
    return heard | until(lambda: survey(app, heard["selected"]), "a row for what was tagged")


def announced():
    return [said for kind, _, said in events if kind.startswith("object:ann")]


def survey(app, tagged):
    """What is in the window, as soon as its lists know of what was tagged."""
    shown = [n for n in walk(app) if states(n).contains(Atspi.StateType.SHOWING)]
    listed = (Atspi.Role.LIST_ITEM, Atspi.Role.TREE_ITEM, Atspi.Role.TABLE_CELL)
    rows = [n.get_name() for n in shown if n.get_role() in listed]
    unnamed = [
        n.get_role_name()
        for n in shown
        if states(n).contains(Atspi.StateType.FOCUSABLE) and not n.get_name()
    ]
    return {"rows": rows, "unnamed": unnamed} if any(tagged in row for row in rows) else None


if __name__ == "__main__":
    main(*sys.argv[1:])

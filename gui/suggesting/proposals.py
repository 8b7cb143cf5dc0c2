"""The suggestions of the article one is at, as far as nobody has judged them.

They are made in a process of its own: jieba would freeze the window, and a suggester of somebody
else's may fail.  It is asked about one article at a time, and only while it waits, so that
nothing here ever waits for it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from threading import Thread
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.errors import Refusal
from annotations.suggest.pending import pending
from gui.bridge import Bridge
from gui.child_process import ChildProcess
from gui.place import Place
from gui.suggesting.child import serve

if TYPE_CHECKING:
    from annotations.model import Changed, Suggestion, Taught
    from annotations.suggest.subject import Subject
    from gui.suggesting.child import Answer

State = Literal["off", "nothing", "computing", "ready", "failed"]
"""Switched off; no article; on their way; there, if any; the process does not bear this one."""

Then = Callable[["tuple[Suggestion, ...] | None"], object]
POLL_MS = 20
SOON, QUIET = 60, 500  # milliseconds after another article; after a step that may change much
AT_ONCE = 20  # articles that are learnt from in one turn of the events
LARGE = 30_000  # characters: what is longer is sent by a thread
OLD = 1.5  # seconds; who is still busy with an article that was left is ended and starts anew
MOST = 2_000  # suggestions that are pending at a time; as they are judged others come
DEATHS = 2  # of one article; after that it is not asked about again


class Proposals(QObject):
    """`changed()` when other suggestions are pending or the state is another; `restarted()`
    when the process had ended by itself."""

    changed = Signal()
    restarted = Signal()

    def __init__(self, bridge: Bridge, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._place = bridge, place
        self.process = ChildProcess(serve)
        self.on = True  # whether suggestions are wanted
        self.state: State = "nothing"
        self.reason = ""  # of "failed", where the process told one
        self.pending: tuple[Suggestion, ...] = ()
        self._all: tuple[Suggestion, ...] = ()  # judged or not
        self._reach = MOST  # how many of these are looked at: of very many not all at once
        self._found: list[Suggestion] = []  # that came so far
        self._article = ""  # whose they are
        self._subject: Subject | None = None  # what they were made from
        self._taught: Taught | None = None  # what the process was told
        self._taught_of: Taught | None = None  # what they were made with
        self._asked: tuple[str, float] | None = None  # the article it is at, and since when
        self._aside: tuple[str, Then] | None = None  # who waits for those of another article
        self._idle = False  # whether the process waits for a subject
        self._stale = True  # whether those of the open article may be others now
        self._deaths: Counter[str] = Counter()
        self._started = False
        self._sending: Thread | None = None
        self._rejected: frozenset[tuple[str, str]] = frozenset()  # everywhere
        self._poll, self._late, self._learning = QTimer(self), QTimer(self), QTimer(self)
        self._learning.setInterval(0)
        self._learning.timeout.connect(self._learn)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._listen)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._ask)
        bridge.changed.connect(self._on_changed)
        bridge.project_opened.connect(self._on_opened)
        bridge.annotated.read.connect(lambda _: self._sift())
        place.arrived.connect(self._on_arrived)

    @property
    def article(self) -> str:
        """Whose suggestions these are."""
        return self._article

    @property
    def has_more(self) -> bool:
        """Whether there are others behind those that are pending."""
        return self._reach < len(self._all)

    # -- the process ------------------------------------------------------------------------

    def start(self) -> None:
        """Begin; call it when the window has been painted."""
        self._started = True
        if self.on:
            self._launch()

    def stop(self) -> None:
        """End the process; what is known stays known."""
        self._aside = None
        self._started, self._idle, self._asked = False, False, None
        for timer in (self._poll, self._late, self._learning):
            timer.stop()
        self.process.stop()

    def turn(self, on: bool) -> None:
        """Have suggestions, or none: then there is no process either."""
        if on == self.on:
            return
        self.on = on
        self._forget()
        if on and self._started:
            self._launch()
        elif not on:
            started = self._started
            self.stop()
            self._started = started
        self._on_arrived()
        self.changed.emit()

    def again(self) -> None:
        """Ask anew, whatever was found before."""
        self._deaths.clear()
        self._forget()
        self._on_arrived()

    def ask_aside(self, article: str, then: Then) -> None:
        """Have the suggestions of another article made, after those of the open one; `then` hears
        of them, or of None where there will be none.  One article at a time."""
        self._aside = article, then
        self._late.start(0)

    def forget_aside(self) -> None:
        """Nobody waits for another article any more."""
        self._aside = None

    def _launch(self) -> None:
        self._idle, self._asked, self._taught = False, None, None
        self._stale = self._stale or self.state != "ready"
        self.process.start()
        if self.process.alive:
            self._poll.start()
        self._learning.start()

    def _learn(self) -> None:
        """Read what the project teaches, bit by bit; then ask."""
        project = self._bridge.project
        if project is None or not project.learn(AT_ONCE):
            self._learning.stop()
            self._late.start(SOON)

    # -- asking -----------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._deaths.clear()
        self._rejected = frozenset()
        self._forget()
        if self._started and self.on:
            self._learning.start()
        self._on_arrived()

    def _forget(self) -> None:
        self._article, self._subject, self._stale = "", None, True
        self._all, self._found, self.pending, self._reach = (), [], (), MOST

    def _on_arrived(self) -> None:
        """Another article: nothing is suggested in it yet."""
        article = self._place.article
        if article == self._article and self.state != "off":
            return
        self._forget()
        self._article = article
        self._tell(self._waiting())
        if self.state == "computing":
            self._late.start(SOON)

    def _waiting(self) -> State:
        if not self.on:
            return "off"
        if self._bridge.row(self._article) is None:
            return "nothing"
        dead = self.process.is_spent or self._deaths[self._article] >= DEATHS
        return "failed" if dead else "computing"

    def _on_changed(self, changed: Changed) -> None:
        """What was judged is gone at once; what may be other now is asked for a little later."""
        project = self._bridge.project
        if changed.taught and project is not None and not self._learning.isActive():
            self._rejected = project.taught().rejected
        self._sift()
        self._stale = True
        if self.state in ("ready", "computing", "failed"):
            self._late.start(max(QUIET, self._late.remainingTime()))

    def _ask(self) -> None:
        """Ask about the article, unless what is known was made from the very same; then about
        one that somebody waits for."""
        if self._bridge.project is None or not self.on:
            return
        stale = self._stale and self._waiting() == "computing"
        if stale and self._ask_about(self._article):
            return
        if self._aside is not None and not self._learning.isActive():
            article, then = self._aside
            dead = self.process.is_spent or self._deaths[article] >= DEATHS
            if dead or (self._idle and not self._ask_about(article)):
                self._aside = None
                then(None)

    def _ask_about(self, article: str) -> bool:
        """Ask about an article; False where it is not to be asked for now."""
        project = self._bridge.project
        if project is None:
            return False
        if self._learning.isActive():
            return True  # it asks when it is done
        if not self.process.alive or not self._idle:
            self._hurry()
            return True  # when it is ready
        try:
            subject, taught = project.subject(article), project.taught()
        except Refusal:  # withdrawn by now
            return False
        if article == self._article:
            self._stale = False
            if subject == self._subject and taught is self._taught_of:
                return False
            self._subject, self._taught_of = subject, taught
        self._idle, self._found = False, []
        self._asked = article, time.monotonic()
        said = [taught, subject] if taught is not self._taught else [subject]
        self._taught, self._rejected = taught, taught.rejected
        if len(subject.text) > LARGE or len(taught.words) > LARGE:
            self._sending = Thread(target=self._say, args=(said,), daemon=True)
            self._sending.start()
        else:
            self._say(said)
        self._poll.start()
        return True

    def _say(self, said: Sequence[Subject | Taught]) -> None:
        for one in said:
            self.process.send(one)

    def _hurry(self) -> None:
        """Who is long at an article that was left is not waited for."""
        if self._asked is None:
            return  # it will say when it is ready
        if self._asked[0] == self._article:
            self._late.start(QUIET)
        elif time.monotonic() - self._asked[1] > OLD:
            self.process.give_up()
            self._launch()
        else:
            self._late.start(SOON)

    # -- answers ----------------------------------------------------------------------------

    def _listen(self) -> None:
        if self._sending is not None and self._sending.is_alive():
            return
        answers: list[Answer] = self.process.answers(most=1)
        for kind, found, told in answers:
            self._found += found
            if kind == "some":
                continue
            article, self._idle = self._asked[0] if self._asked else "", True
            self._asked = None
            aside = self._aside
            if aside is not None and article == aside[0] and article != self._article:
                came, self._found, self._aside = tuple(self._found), [], None
                aside[1](came if kind == "all" else None)
                self._late.start(0)
            elif kind == "ready" or article != self._article:
                self._found = []
                self._late.start(0)
            elif kind == "failed":
                self._all, self.reason = (), told
                self._tell("failed")
            else:
                self._all, self._found = tuple(self._found), []
                self._reach = max(self._reach, MOST)
                self._sift("ready")
            if self._aside is not None:
                self._late.start(0)
        if not self.process.alive and self._started:
            self._on_death()
        elif self._idle and not answers:
            self._poll.stop()

    def _on_death(self) -> None:
        """It ended by itself: start it again; an article that ends it is not asked for ever."""
        self._poll.stop()
        if self._asked is not None:
            self._deaths[self._asked[0]] += 1
        here = self._asked is None or self._asked[0] == self._article
        if here:
            self._subject, self._stale = None, True
        self._found, self.reason = [], ""
        self._launch()
        if not here and self._waiting() != "failed":
            return  # whoever waits for that article is told
        if self._waiting() == "failed":
            self._all = ()
            self._tell("failed")
        else:
            self.restarted.emit()

    # -- what is pending --------------------------------------------------------------------

    def _sift(self, state: State | None = None) -> None:
        """Leave out what is judged by now; of very many marks once all are read."""
        project, row = self._bridge.project, self._bridge.row(self._article)
        if project is None or row is None:
            if self._article:
                self._forget()
                self._tell("nothing" if self.on else "off")
            return
        marks = self._bridge.annotated.by_and_by(row.id, row.annotations)
        if marks is None:
            return
        before = self.pending
        if self._all:
            rejected = project.rejected_here(row.id)
            known = project.tagset.measure.id
            while True:
                some, gone = self._all[: self._reach], self._rejected
                left = [one for one in some if one.group not in gone] if gone else some
                self.pending = pending(left, marks, rejected, known)
                if len(self.pending) > MOST // 2 or not self.has_more:
                    break
                self._reach += MOST
        else:
            self.pending = ()
        if before != self.pending or (state and state != self.state):
            self._tell(state or self.state)

    def _tell(self, state: State) -> None:
        if state != "failed":
            self.reason = ""
        if state in ("off", "nothing", "failed", "computing") and not self._all:
            self.pending = ()
        self.state = state
        self.changed.emit()

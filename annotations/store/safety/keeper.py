"""The safety of one open project: its journal before every commit, its copies in time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from annotations import places
from annotations.errors import Refusal
from annotations.store.file import Kept, ProjectFile
from annotations.store.safety import copies, identity, records
from annotations.store.safety.catching_up import in_tune, last_segment, own_home
from annotations.store.safety.home import Home
from annotations.store.safety.journal import Journal
from annotations.store.tables import PROJECT, REPLICA

if TYPE_CHECKING:
    from annotations.model import SafetyCopy

EVERY = 300.0  # seconds after which a project that changed is copied again
SMALL = 32 << 20  # bytes of a project that is copied while one waits


class Keeper:
    """What `ProjectFile.tx` turns to before, in and after each transaction.

    Which folder the project has for its safety is settled at its first step, not before: one
    that is only read leaves no trace.  `notices` tell what was found and done on opening.
    """

    def __init__(
        self,
        file: ProjectFile,
        notices: tuple[Refusal, ...] = (),
        *,
        created: bool = False,
        unclean: bool = False,
    ) -> None:
        self.notices = notices
        self._file = file
        self._created = created  # by us and just now: all its steps are known
        self._unclean = unclean  # whoever had it last did not close it
        self._given_up = False  # copies that nobody asked for
        self._hooks: list[Callable[[], None]] = []
        self._journal: Journal | None = None
        self._home: Home | None = None
        self._newest = 0  # copy at the time of opening
        self._made: SafetyCopy | None = None  # since the last step
        with suppress(OSError):
            home = own_home(file) if unclean else None
            self._newest = home.newest() if home else 0

    # -- transactions -------------------------------------------------------------------

    def ready(self) -> Home:
        """Before a transaction begins: the journal stands where the project stands.

        Raises Refusal "journal-not-written", "project-damaged", "backup-failed".
        """
        home, journal = self._home, self._journal
        if home is None or not home.has_unchecked():
            for hook in self._hooks:
                hook()
        try:
            if home is None or journal is None or not journal.is_there:
                home, journal = self._settle_in()
            if not self._hooks and not self._given_up and self.due():
                self._copy_in_passing(home)
            if home.newest() > journal.number:
                self._begin(home, journal.chain)
            return home
        except OSError as error:
            place = str(error.filename or places.home())
            reason = error.strerror or type(error).__name__
            raise Refusal("journal-not-written", file=place, reason=reason) from error

    def append(self, kept: Sequence[Kept]) -> None:
        """Have steps in the journal, before their commit."""
        if kept and self._journal is not None:
            self._journal.append(records.written(self._file, kept, self._journal.steps))

    def settle(self) -> None:
        """They are committed."""
        self._made = None
        if self._journal is not None:
            self._journal.settle()

    def cut(self) -> None:
        """They are not."""
        if self._journal is not None:
            self._journal.cut()

    def close(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def before_steps(self, hook: Callable[[], None]) -> None:
        """Call this before a step begins, unless a copy was read to its end and is checked.

        Who asks for it makes the copies that are `due`.
        """
        self._hooks.append(hook)

    # -- copies -------------------------------------------------------------------------

    def copy(self) -> SafetyCopy:
        """Make a copy now; raises as `copies.make` and `ready`."""
        home = self.ready()
        made, self._made = self._made, None
        return made or copies.make(self._file.path, home)

    def due(self, *, closing: bool = False) -> bool:
        """Whether a copy should be made now, or when the project is `closing`."""
        home = self._home or own_home(self._file)
        if home is None:
            return False
        newest = home.newest()
        if self._unclean and newest <= self._newest:
            return True
        journal = self._journal
        if journal is None or newest > journal.number or journal.steps == journal.began:
            return False
        if closing or (journal.began and not home.copy(journal.number).exists()):
            return True
        return self._is_overgrown or not 0 <= time.time() - home.changed() < EVERY

    # -- the folder and the segment -----------------------------------------------------

    def _settle_in(self) -> tuple[Home, Journal]:
        """Find or make our folder, and go on in its journal or begin one."""
        self.close()
        home, path = own_home(self._file), self._file.path
        if home is not None:
            self._home = home if home.path == path else home.moved(path)
            return self._home, self._go_on(self._home)
        if self._created:
            return self._begin_with_all()
        return self._begin_as_another()

    def _go_on(self, home: Home) -> Journal:
        number, tail = last_segment(home)
        if tail is None or not in_tune(self._file, tail):
            self._copy_first(home)
            return self._begin(home)
        self._journal = Journal.resume(home, number, tail)
        return self._journal

    def _begin_with_all(self) -> tuple[Home, Journal]:
        """The journal of a project that we created: it has every step from the first."""
        file = self._file
        home = Home.make(identity.fact(file, PROJECT), identity.fact(file, REPLICA), file.path)
        written = records.written(file, identity.all_kept(file), 0)
        journal = Journal.begin(home, home.next_number(), 0, "", records=written)
        self._home, self._journal, self._created = home, journal, False
        return home, journal

    def _begin_as_another(self) -> tuple[Home, Journal]:
        """A file from elsewhere: two that go on from one must not bear the same name."""
        file = self._file
        if self._is_small:
            from annotations.store.safety.tearing import refuse_torn

            refuse_torn(file)
        home = another_home(file)
        try:
            self._copy_first(home)
            with file.unguarded() as db:
                identity.become(file, db, home.replica)
        except BaseException:
            home.unmake()
            raise
        self._home = home
        return home, self._begin(home)

    def _begin(self, home: Home, after: str = "") -> Journal:
        """A new segment, behind the newest copy if there is one that has none."""
        self.close()
        newest, file = home.newest(), self._file
        number = newest if newest > max((0, *home.segments())) else home.next_number()
        self._journal = Journal.begin(
            home, number, identity.steps(file), identity.last(file), after
        )
        return self._journal

    def _copy_first(self, home: Home) -> None:
        """What the journal does not know must be in a copy. A large one is made by who is asked."""
        if self._is_small or not self._hooks:
            self._made = copies.make(self._file.path, home)

    def _copy_in_passing(self, home: Home) -> None:
        """A copy that is due, where nobody else makes it: of a large one only now and then."""
        if not self._is_small and not self._is_overgrown:
            return
        try:
            self._made = copies.make(self._file.path, home)
        except Refusal as refusal:
            if refusal.key == "project-damaged":
                raise
            self._given_up = True
            self.notices = (*self.notices, refusal)

    @property
    def _is_overgrown(self) -> bool:
        """Whether the journal since the last copy is larger than the project."""
        return self._journal is not None and self._journal.size > max(SMALL, self._bytes())

    @property
    def _is_small(self) -> bool:
        return self._bytes() <= SMALL

    def _bytes(self) -> int:
        """How long the project is; 0 where it is not there any more."""
        try:
            return self._file.path.stat().st_size
        except OSError:
            return 0


def another_home(file: ProjectFile) -> Home:
    """A folder for a file that becomes another replica, younger than the one it comes from."""
    file.ids.seen(identity.fact(file, REPLICA))
    return Home.make(identity.fact(file, PROJECT), file.ids.new(), file.path)


# -- of any open file, also one that is only read -----------------------------------------


def notices(file: ProjectFile) -> tuple[Refusal, ...]:
    """What was found on opening, and what was done about it."""
    return file.safety.notices if isinstance(file.safety, Keeper) else ()


def settle_in(file: ProjectFile) -> None:
    """Have the folder and the journal that the next step needs."""
    if isinstance(file.safety, Keeper):
        file.safety.ready()


def before_steps(file: ProjectFile, hook: Callable[[], None]) -> None:
    """See `Keeper.before_steps`."""
    if isinstance(file.safety, Keeper):
        file.safety.before_steps(hook)


def is_due(file: ProjectFile, *, closing: bool) -> bool:
    """See `Keeper.due`. What is only read is copied by who writes it."""
    return isinstance(file.safety, Keeper) and file.safety.due(closing=closing)


def back_up(file: ProjectFile) -> SafetyCopy:
    """A safety copy, now."""
    if isinstance(file.safety, Keeper):
        return file.safety.copy()
    home = own_home(file)
    if home is None:
        raise Refusal("backup-not-begun", file=str(file.path))
    return copies.make(file.path, home)

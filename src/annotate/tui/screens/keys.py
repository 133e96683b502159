"""The way of a key to a wish."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import FocusPane, Place, Relabel, Tag
from annotate.tui.commands import Act, RowMotion
from annotate.tui.keymap import LEADER, pressed_key, shown_key
from annotate.tui.row_moves import moved_by_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.strip import Strip

    from annotate.tui.commands import Command
    from annotate.tui.jumps import Jumps
    from annotate.tui.screens.desk import DeskScreen
    from annotate.tui.screens.listing import Listing

__all__ = ["Keys"]

_WAYS_OUT = frozenset({Act.QUIT, Act.SUSPEND, Act.BACK})


class Keys:
    """The keys of one desk screen, and what those pressed so far wait for."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._waits_for = ""
        """What the next key completes: "leader", "relabel", "answer" or ""."""
        self.jumps: Jumps | None = None
        """The labels that wait to be typed; None when nobody jumps."""
        self._land: Callable[[int, int], None] = self._place
        """What is done at the pane and offset of the label that was typed."""
        self._other: Mapping[str, Callable[[], None]] = {}
        """What keys do that are no label."""
        self.listing: Listing | None = None
        """Where the keys are in the list of tags; None while they are on the desk."""
        self._take: Callable[[str], None] | None = None
        """Takes the key that answers a question; None when none is asked."""

    def press(self, event: events.Key) -> bool:
        """Whether the key was for the desk; it is done then."""
        screen = self._screen
        if screen.focused is not None:
            return False
        if not screen.stands:
            return True
        if screen.is_tiny and not self._is_way_out(event):
            # What cannot be seen is not to be changed.
            return True
        return self._press(event)

    def forget(self) -> None:
        """Let the next key begin anew."""
        self.jumps = None
        self._take = None
        self.listing = None
        self._wait_for("")

    def _press(self, event: events.Key) -> bool:
        session, keymap = self._session, self._screen.keymap
        key = pressed_key(event.key, event.character)
        if session.is_undoing and self._is_held(key):
            session.hold(partial(self.press, event))
            return True
        pending = session.save.pending
        if self._waits and self._is_way_out(event):
            self.forget()
        if self.jumps is not None:
            self._jump(self.jumps, keymap.by_place(key))
        elif self._waits_for:
            command = self._complete(key)
            if command is not None:
                self.perform(command)
                return True
        elif self._is_listed(key):
            pass
        elif key == LEADER:
            session.message = ""
            self._wait_for("leader")
        else:
            command = keymap.command(key)
            if command is None:
                return False
            self.perform(command)
            return True
        self._show(pending)
        return True

    @property
    def _waits(self) -> bool:
        """Whether the next key is not what the table says."""
        return bool(self._waits_for or self.jumps or self.listing)

    def _complete(self, key: str) -> Command | None:
        """The command that a key asks for behind another; None when all is done."""
        keymap, waited, take = self._screen.keymap, self._waits_for, self._take
        if waited == "relabel" and key == LEADER:  # some labels have a key behind it
            return None
        self.forget()
        if waited == "leader":
            command = keymap.after_leader(key)
            if command is None and key not in {LEADER, "escape"}:
                shown = shown_key(f"{LEADER} {key}")
                self._session.message = f"{shown} does nothing; Space shows what does"
            return command
        if waited == "relabel":
            self._relabel(key)
        elif take is not None:
            self._session.message = ""
            take(keymap.by_place(key))
        return None

    def _show(self, pending: int) -> None:
        """Paint what is there; what an undo does is not known before the store did it.

        Not even a tag waits for its commit: on a slow disk it would be felt.
        """
        session = self._session
        if session.is_undoing and session.save.pending > pending:
            self._screen.paint_soon()
        else:
            self._screen.paint()

    def _is_held(self, key: str) -> bool:
        """Whether a key waits for an undo: what it does may hang on the desk."""
        command = self._screen.keymap.command(key)
        if command is not None:
            # The way out stays open also when the store does not answer.
            return command.wish not in {Act.QUIT, Act.BACK}
        # Behind a key that waits, any key may complete it.
        return key == LEADER or self._session.holds

    def _is_way_out(self, event: events.Key) -> bool:
        command = self._screen.keymap.command(pressed_key(event.key, event.character))
        return command is not None and command.wish in _WAYS_OUT

    def leave_by(self, event: events.Key) -> bool:
        """Whether the key was a way out, which is taken then."""
        command = self._screen.keymap.command(pressed_key(event.key, event.character))
        if command is None or command.wish not in _WAYS_OUT:
            return False
        if command.wish is Act.BACK and not self._screen.is_current:
            return False
        self.perform(command)
        return True

    def perform(self, command: Command) -> None:
        """Do what a command says, and show it."""
        session, screen = self._session, self._screen
        wish, pending = command.wish, session.save.pending
        if isinstance(wish, RowMotion):
            self._move_rows(wish)
        elif isinstance(wish, Act):
            if wish is not Act.SUSPEND:  # what stands there stands there afterwards
                session.message = ""
            screen.acts.perform(wish)
        else:
            session.wish(wish)
        self._show(pending)

    def _move_rows(self, motion: RowMotion) -> None:
        slot = self._screen.painting.focused_slot
        if slot is not None and slot.rows is not None:
            desk = self._session.desk
            self._session.wish(moved_by_rows(desk, motion, slot.rows, slot.page))

    # Keys in the list of tags

    def enter_list(self) -> None:
        """Let the keys step through the list of tags and links."""
        from annotate.tui.screens.listing import Listing  # noqa: PLC0415 - see load_rules

        try:
            self.listing = Listing(self._screen)
        except DeskRefusal as refusal:
            self._session.message = str(refusal)

    def _is_listed(self, key: str) -> bool:
        """Whether a key was for the list; one that was not leaves it."""
        listing = self.listing
        if listing is None:
            return False
        is_taken = listing.press(self._screen.keymap.command(key))
        if listing.is_left:
            self.listing = None
        return is_taken

    # Keys that wait for another

    def wait_for_label(self) -> None:
        """Let the next key be the label that the active tag gets."""
        try:
            self._session.desk.own_active()
        except DeskRefusal as refusal:
            self._session.message = str(refusal)
            return
        self._wait_for("relabel")
        self._session.message = "relabel: press the key of the new label"

    def _relabel(self, key: str) -> None:
        keymap = self._screen.keymap
        for command in (keymap.command(key), keymap.after_leader(key)):
            if command is not None and isinstance(command.wish, Tag):
                self._session.wish(Relabel(command.wish.label))
                return
        self._session.message = "not relabelled"

    def _wait_for(self, what: str) -> None:
        self._waits_for = what
        self._screen.set_class(what in {"leader", "answer"}, "-leader")
        if what == "leader":
            self._screen.painting.show_which_key()

    def ask(self, panel: list[Strip], take: Callable[[str], None]) -> None:
        """Show a panel, and let the next key be the answer."""
        self._take = take
        self._wait_for("answer")
        self._screen.painting.show_panel(panel)

    def start_jump(self, *, extend: bool) -> None:
        """Label the words on the screen; the next keys choose one."""
        from annotate.tui.jumps import jump_labels  # noqa: PLC0415 - see load_rules

        visible = self._screen.painting.visible_texts()
        desk = self._session.desk
        self._session.message = "jump: type the letters of a word; Esc leaves"
        self.start_jumps(
            jump_labels(visible, focus=desk.focus, extend=extend, near=desk.cursor)
        )

    def start_jumps(
        self,
        jumps: Jumps,
        *,
        land: Callable[[int, int], None] | None = None,
        other: Mapping[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show labels; the next keys choose one, or do what `other` says.

        `land` takes the pane and offset of the one chosen; without it they are gone to.
        """
        self.jumps = jumps
        self._land = land or partial(self._place, extend=jumps.extend)
        self._other = other or {}

    def _jump(self, jumps: Jumps, key: str) -> None:
        said, self._session.message = self._session.message, ""
        self.jumps = jumps.with_key(key)
        if self.jumps is None:
            self._other.get(key, _nothing)()
        elif self.jumps.place is not None:
            place = self.jumps.place
            self.jumps = None
            self._land(*place)
        else:
            self._session.message = said

    def _place(self, pane: int, offset: int, *, extend: bool = False) -> None:
        if pane != self._session.desk.focus:
            self._session.wish(FocusPane(pane))
        from annotate.tui.jumps import landing  # noqa: PLC0415 - see load_rules

        place = landing(self._session.desk, offset, extend=extend)
        self._session.wish(Place(place, extend=extend))


def _nothing() -> None:
    """What a key does that is no label and means nothing else."""

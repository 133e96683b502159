"""The way of a key to a wish."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import FocusPane, Place, Relabel, Tag
from annotate.tui.commands import Act, RowMotion
from annotate.tui.keymap import LEADER, pressed_key
from annotate.tui.row_moves import moved_by_rows

if TYPE_CHECKING:
    from textual import events

    from annotate.tui.commands import Command
    from annotate.tui.jumps import Jumps
    from annotate.tui.screens.desk import DeskScreen

__all__ = ["Keys"]


class Keys:
    """The keys of one desk screen, and what those pressed so far wait for."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._waits_for = ""
        """What the next key completes: "leader", "relabel" or ""."""
        self.jumps: Jumps | None = None
        """The labels that wait to be typed; None when nobody jumps."""

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
        self._wait_for("")

    def _press(self, event: events.Key) -> bool:
        session, keymap = self._session, self._screen.keymap
        key = pressed_key(event.key, event.character)
        if session.is_undoing and self._is_held(key):
            session.hold(partial(self.press, event))
            return True
        if self.jumps is not None:
            self._jump(self.jumps, keymap.by_place(key))
        elif self._waits_for == "relabel":
            if key == LEADER:  # some labels have a key behind it
                return True
            self._wait_for("")
            self._relabel(key)
        elif self._waits_for == "leader":
            self._wait_for("")
            command = keymap.after_leader(key)
            if command is not None:
                self.perform(command)
                return True
        elif key == LEADER:
            session.message = ""
            self._wait_for("leader")
        else:
            command = keymap.command(key)
            if command is None:
                return False
            self.perform(command)
            return True
        self._screen.paint()
        return True

    def _is_held(self, key: str) -> bool:
        """Whether a key waits for an undo: what it does may hang on the desk."""
        command = self._screen.keymap.command(key)
        if command is not None:
            # The way out stays open also when the store does not answer.
            return command.wish is not Act.QUIT
        # Behind a key that waits, any key may complete it.
        return key == LEADER or self._session.holds

    def _is_way_out(self, event: events.Key) -> bool:
        command = self._screen.keymap.command(pressed_key(event.key, event.character))
        return command is not None and command.wish in {Act.QUIT, Act.SUSPEND}

    def perform(self, command: Command) -> None:
        """Do what a command says, and show it."""
        session, screen = self._session, self._screen
        wish, pending = command.wish, session.save.pending
        if isinstance(wish, RowMotion):
            self._move_rows(wish)
        elif isinstance(wish, Act):
            screen.acts.perform(wish)
        else:
            session.wish(wish)
        if session.save.pending > pending:
            screen.paint_soon()
        else:
            screen.paint()

    def _move_rows(self, motion: RowMotion) -> None:
        slot = self._screen.painting.focused_slot
        if slot is not None and slot.rows is not None:
            desk = self._session.desk
            self._session.wish(moved_by_rows(desk, motion, slot.rows, slot.page))

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
        self._screen.set_class(what == "leader", "-leader")
        if what == "leader":
            self._screen.painting.show_which_key()

    def start_jump(self, *, extend: bool) -> None:
        """Label the words on the screen; the next keys choose one."""
        from annotate.tui.jumps import jump_labels  # noqa: PLC0415 - see load_rules

        visible = self._screen.painting.visible_texts()
        desk = self._session.desk
        self.jumps = jump_labels(
            visible, focus=desk.focus, extend=extend, near=desk.cursor
        )
        self._session.message = "jump: type the letters of a word; Esc leaves"

    def _jump(self, jumps: Jumps, key: str) -> None:
        session = self._session
        session.message = ""
        self.jumps = jumps.with_key(key)
        if self.jumps is not None and self.jumps.place is not None:
            pane, offset = self.jumps.place
            self.jumps = None
            if pane != session.desk.focus:
                session.wish(FocusPane(pane))
            from annotate.tui.jumps import landing  # noqa: PLC0415 - see load_rules

            place = landing(session.desk, offset, extend=jumps.extend)
            session.wish(Place(place, extend=jumps.extend))

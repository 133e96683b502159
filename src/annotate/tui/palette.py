"""The command table as the palette finds it: plain text, never markup.

Textual's own provider reads titles as markup, and a label's title may hold anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from annotate.text.display import safe_line

if TYPE_CHECKING:
    from textual.command import Hits

__all__ = ["TableCommands"]


class TableCommands(Provider):
    """Gives what the app gives as its system commands."""

    async def discover(self) -> Hits:
        """All commands, by title."""
        found = self.app.get_system_commands(self.screen)
        for command in sorted(found, key=lambda one: one.title):
            title = safe_line(command.title)
            shown = _shown(Content(title), command.help)
            yield DiscoveryHit(shown, command.callback, title)

    async def search(self, query: str) -> Hits:
        """The commands whose title has the letters of the query, in order."""
        matcher = self.matcher(query)
        for command in self.app.get_system_commands(self.screen):
            title = safe_line(command.title)
            score, places = matcher.fuzzy_search.match(query, title)
            if score > 0:
                content = Content(title)
                for place in places:
                    content = content.stylize(matcher.match_style, place, place + 1)
                yield Hit(score, _shown(content, command.help), command.callback, title)


def _shown(title: Content, help_text: str) -> Content:
    return Content.assemble(title, "\n", (safe_line(help_text), "dim"))

"""What is to be done a moment later, also where the machine is busy."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump

__all__ = ["call_after"]


def call_after(
    pump: MessagePump, seconds: float, act: Callable[[], object]
) -> asyncio.TimerHandle:
    """What cancels the act that is done among the pump's messages after that time.

    Textual's `set_timer` drops the act when its task comes to its start so late that
    the time is over: a few milliseconds without the processor are enough.
    """
    return asyncio.get_running_loop().call_later(seconds, partial(pump.call_next, act))

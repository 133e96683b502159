"""Sessions, slow bad logins, places for desks, hosts and origins: the pure rules."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, ExitStack

import pytest

from annotate.serve import sessions as limits
from annotate.serve.addresses import (
    Addresses,
    BadPublicUrl,
    is_loopback,
    parse_public_url,
)
from annotate.serve.desks import size_of
from annotate.serve.places import MOST_OF_ONE, Places
from annotate.serve.process import DeskCommand, Size, clamped, environment
from annotate.serve.sessions import Sessions
from annotate.serve.slowing import MOST_ADDRESSES, MOST_HELD, MOST_HELD_OF_ONE, Slowing
from annotate.serve.tokens import Holder

ADA, BEN = Holder("ada", b"a"), Holder("ben", b"b")


class Clock:
    """A time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_found_by_its_cookie_until_it_ends() -> None:
    sessions = Sessions(Clock())
    secret = sessions.begin(ADA)
    found = sessions.find(secret)
    assert found is not None
    assert found.holder == ADA
    assert secret.encode() not in found.key
    assert sessions.find(secret[:-1]) is None
    sessions.end(found)
    assert sessions.find(secret) is None
    assert len(sessions) == 0


def test_a_session_runs_out_when_it_is_not_used_and_in_the_end_anyway() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    idle, busy = sessions.begin(ADA), sessions.begin(BEN)
    steps = int(limits.LONGEST_SECONDS // (limits.IDLE_SECONDS / 2))
    for _ in range(3):
        clock.now += limits.IDLE_SECONDS / 2
        assert sessions.find(busy)
    assert sessions.find(idle) is None
    sessions.sweep({ADA, BEN})
    assert len(sessions) == 1
    for _ in range(steps):
        clock.now += limits.IDLE_SECONDS / 2
        sessions.find(busy)
    assert sessions.find(busy) is None
    sessions.sweep({ADA, BEN})
    assert len(sessions) == 0


def test_sessions_of_a_token_that_is_withdrawn_end() -> None:
    sessions = Sessions(Clock())
    ada, ben = sessions.begin(ADA), sessions.begin(BEN)
    sessions.sweep({BEN})
    assert sessions.find(ada) is None
    assert sessions.find(ben) is not None


def test_sessions_are_bounded_and_one_person_does_not_end_anothers() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    ben = sessions.begin(BEN)
    last = ""
    for _ in range(5 * limits.MOST_OF_ONE):
        clock.now += 1
        last = sessions.begin(ADA)
    assert len(sessions) == limits.MOST_OF_ONE + 1
    assert sessions.find(ben) is not None
    assert sessions.find(last) is not None
    for number in range(2 * limits.MOST):
        sessions.begin(Holder(f"n{number}", b"n"))
    assert len(sessions) == limits.MOST


def test_a_few_bad_logins_are_free_then_each_is_held_and_time_forgives() -> None:
    clock = Clock()
    slowing = Slowing(clock)
    held = [slowing.fail("10.0.0.1") for _ in range(30)]
    assert held == [0.0] * 10 + [1.0] * 20
    assert slowing.fail("10.0.0.2") == 0  # another address has its own
    clock.now += 60
    assert [slowing.fail("10.0.0.1") for _ in range(30)].count(0) == 10


def test_bad_logins_of_many_addresses_are_slow_together() -> None:
    slowing = Slowing(Clock())
    held = [slowing.fail(f"10.0.{each // 250}.{each % 250}") for each in range(1000)]
    assert held.count(0) == 100


def test_an_ipv6_network_is_one_address() -> None:
    slowing = Slowing(Clock())
    held = [slowing.fail(f"2001:db8::{each:x}") for each in range(30)]
    assert held.count(0) == 10
    assert slowing.fail("::ffff:10.0.0.1") == 0


def test_no_number_of_bad_logins_needs_more_memory() -> None:
    clock = Clock()
    slowing = Slowing(clock)
    for each in range(50_000):
        clock.now += 0.001
        slowing.fail(f"10.{each >> 16}.{each >> 8 & 255}.{each & 255}")
    assert len(slowing) == MOST_ADDRESSES


def test_whoever_has_too_many_answers_held_is_not_listened_to() -> None:
    slowing = Slowing(Clock())
    with ExitStack() as held:
        for _ in range(MOST_HELD_OF_ONE):
            assert slowing.has_room("10.0.0.1")
            held.enter_context(slowing.holding("10.0.0.1"))
        assert not slowing.has_room("10.0.0.1")
        assert slowing.has_room("10.0.0.2")
    assert slowing.has_room("10.0.0.1")
    with ExitStack() as held:
        for each in range(MOST_HELD):
            held.enter_context(slowing.holding(f"10.0.1.{each}"))
        assert not slowing.has_room("10.0.0.2")
    assert slowing.has_room("10.0.0.2")


async def test_places_are_bounded_for_all_and_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotate.serve.places._PATIENCE_SECONDS", 0.01)
    places = Places(2)
    async with places.one("ada") as first, places.one("ben") as second:
        assert first
        assert second
        async with places.one("cy") as third:
            assert not third
        assert len(places) == 2
    many = Places(100)
    async with AsyncExitStack() as open_desks:
        for _ in range(MOST_OF_ONE):
            assert await open_desks.enter_async_context(many.one("ada"))
        assert many.is_full("ada")
        assert not many.is_full("ben")
        async with many.one("ada") as more:
            assert not more
    assert len(many) == 0


async def test_a_reload_waits_for_the_place_of_the_desk_before() -> None:
    places = Places(1)
    leaves = asyncio.Event()
    order = []

    async def before() -> None:
        async with places.one("ada"):
            await leaves.wait()
            order.append("before")

    async def reloaded() -> bool:
        async with places.one("ada") as has_place:
            order.append("reloaded")
            return has_place

    first = asyncio.create_task(before())
    await asyncio.sleep(0)
    second = asyncio.create_task(reloaded())
    await asyncio.sleep(0)
    leaves.set()
    assert await second
    await first
    assert order == ["before", "reloaded"]
    assert len(places) == 0


async def test_a_reload_waits_longer_while_the_desk_before_is_closing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotate.serve.places._PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr("annotate.serve.places._MOST_WAITS", 1000)
    places = Places(1)
    async with places.one("ada"):
        with places.closing():
            reloaded = asyncio.create_task(places.one("ada").__aenter__())
            await asyncio.sleep(0.2)
            assert not reloaded.done()
        assert not await reloaded  # the place was not given back after all


LOCAL = Addresses("127.0.0.1", 8000, None)
EVERYWHERE = Addresses("0.0.0.0", 8000, None)  # noqa: S104  what is tested
ONE = Addresses("192.168.1.5", 8000, None)
NAMED = Addresses("Lab", 8000, None)
SIX = Addresses("[2001:DB8:0::1]", 8000, None)
PROXIED = Addresses("127.0.0.1", 8000, parse_public_url("https://Tags.example.org/"))


@pytest.mark.parametrize(
    ("addresses", "host", "is_ours"),
    [
        (LOCAL, "127.0.0.1:8000", True),
        (LOCAL, "localhost:8000", True),
        (LOCAL, "LOCALHOST:8000", True),
        (LOCAL, "[::1]:8000", True),
        (LOCAL, "127.0.0.1", False),
        (LOCAL, "127.0.0.1:8001", False),
        (LOCAL, "localhost.evil.example:8000", False),
        (LOCAL, "evil.example:8000", False),
        (LOCAL, "192.168.1.5:8000", False),
        (LOCAL, "", False),
        (LOCAL, "127.0.0.1:8000@evil.example", False),
        (LOCAL, "127.0.0.1:99999", False),
        (LOCAL, "[zz]:8000", False),
        (EVERYWHERE, "192.168.1.5:8000", True),
        (EVERYWHERE, "[fe80::1]:8000", True),
        (EVERYWHERE, "localhost:8000", True),
        (EVERYWHERE, "evil.example:8000", False),
        (ONE, "192.168.1.5:8000", True),
        (ONE, "192.168.1.6:8000", False),
        (ONE, "localhost:8000", False),
        (NAMED, "lab:8000", True),
        (NAMED, "evil:8000", False),
        (SIX, "[2001:db8::1]:8000", True),
        (SIX, "[2001:db8::2]:8000", False),
        (PROXIED, "tags.example.org", True),
        (PROXIED, "tags.example.org:443", True),
        (PROXIED, "tags.example.org:8000", False),
        (PROXIED, "127.0.0.1:8000", True),
        (PROXIED, "evil.example", False),
    ],
)
def test_the_server_answers_to_its_own_names_alone(
    addresses: Addresses, host: str, is_ours: bool
) -> None:
    assert addresses.is_ours(host) is is_ours


@pytest.mark.parametrize(
    ("addresses", "origin", "host", "is_ours"),
    [
        (LOCAL, "http://localhost:8000", "localhost:8000", True),
        (LOCAL, "http://127.0.0.1:8000", "localhost:8000", False),
        (LOCAL, "https://localhost:8000", "localhost:8000", False),
        (LOCAL, "http://localhost:8001", "localhost:8000", False),
        (LOCAL, "http://evil.example", "localhost:8000", False),
        (LOCAL, "null", "localhost:8000", False),
        (LOCAL, "", "localhost:8000", False),
        (PROXIED, "https://tags.example.org", "tags.example.org", True),
        (PROXIED, "https://tags.example.org", "127.0.0.1:8000", True),
        (PROXIED, "http://tags.example.org", "127.0.0.1:8000", False),
        (PROXIED, "https://evil.example", "tags.example.org", False),
    ],
)
def test_only_our_own_page_talks_to_the_server(
    addresses: Addresses, origin: str, host: str, is_ours: bool
) -> None:
    assert addresses.is_our_page(origin, host) is is_ours


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://tags.example.org", "https://tags.example.org"),
        ("HTTPS://Tags.Example.org:443/", "https://tags.example.org"),
        ("http://lab:8000", "http://lab:8000"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_a_public_address_is_taken_as_browsers_send_it(url: str, origin: str) -> None:
    assert parse_public_url(url).origin == origin


@pytest.mark.parametrize(
    "url",
    [
        *("", "tags.example.org", "ftp://x.org", "https://", "https://x.org/tags"),
        *("https://x.org?a", "https://me@x.org", "https://x.org:0", "https://a b"),
        *("https://[::1", "javascript:alert(1)", "https://x.org:99999"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused(url: str) -> None:
    with pytest.raises(BadPublicUrl):
        parse_public_url(url)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *(("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True)),
        *(("localhost", True), ("0.0.0.0", False), ("::", False)),  # noqa: S104
        *(("192.168.1.5", False), ("lab", False), ("", False)),
    ],
)
def test_loopback_is_told_from_what_others_reach(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("columns", "rows", "size"),
    [
        ("142", "33", Size(142, 33)),
        ("999999", "999999", Size(500, 200)),
        ("9" * 5000, "9" * 5000, Size(500, 200)),
        ("0", "0", Size(10, 4)),
        ("-5", "1e9", Size(80, 24)),
        ("", "$(touch x)", Size(80, 24)),
        ("١٢", "²", Size(80, 24)),
    ],
)
def test_a_desk_is_never_larger_or_smaller_than_it_can_be_drawn(
    columns: str, rows: str, size: Size
) -> None:
    assert size_of(columns, rows) == size


def test_a_size_is_clamped_in_both_directions() -> None:
    assert clamped(-(10**9), 10**9) == Size(10, 200)


def test_a_name_is_one_word_of_the_command_and_no_option() -> None:
    words = DeskCommand("a.db").words("--db=other.db; touch x")
    assert "--as=--db=other.db; touch x" in words
    assert [each for each in words if "touch" in each] == [words[-1]]


def test_a_desk_gets_what_it_needs_of_the_environment_and_no_more() -> None:
    whole = {
        "PATH": "/bin",
        "LC_ALL": "C.UTF-8",
        "PGSERVICE": "tags",
        "ANNOTATE_THEME": "light",
        "ANNOTATE_AS": "mallory",
        "ANNOTATE_DB": "other.db",
        "AWS_SECRET_ACCESS_KEY": "s",
        "LD_PRELOAD": "x.so",
        "PYTHONSTARTUP": "x.py",
        "TEXTUAL_LOG": "x",
        "COLUMNS": "9",
    }
    given = environment(whole, Size(120, 40))
    assert set(given) & set(whole) == {
        *("PATH", "LC_ALL", "PGSERVICE", "ANNOTATE_THEME", "COLUMNS"),
    }
    assert (given["COLUMNS"], given["ROWS"]) == ("120", "40")

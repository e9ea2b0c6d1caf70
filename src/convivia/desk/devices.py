"""What the desk keeps of a browser that somebody signed in with: two words, and where its network begins. Pure.

A whole user agent and a whole address would tell apart more than anybody needs to recognise a device of their own.
"""

import re
from ipaddress import ip_address, ip_network
from typing import Final

UNKNOWN: Final = "?"
# What a browser calls itself, the more special one first: each names the ones that it descends from, too.
_BROWSERS: Final = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Vivaldi/", "Vivaldi"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chromium/", "Chromium"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Version/\S+ .*Safari/", "Safari"),
)
_SYSTEMS: Final = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"CrOS", "ChromeOS"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "macOS"),
    (r"Linux|X11", "Linux"),
)
_KEPT: Final = frozenset(
    f"{browser} / {system}"
    for browser in (*(name for _pattern, name in _BROWSERS), UNKNOWN)
    for system in (*(name for _pattern, name in _SYSTEMS), UNKNOWN)
)


def device_of(user_agent: str) -> str:
    """Return "browser / system" for what a browser calls itself, with "?" for what is not known; what is such words
    already stays as it is."""
    if user_agent in _KEPT:
        return user_agent
    return f"{_first(_BROWSERS, user_agent)} / {_first(_SYSTEMS, user_agent)}"


def network_of(address: str) -> str:
    """Return an address of the network without the part that tells machines of one network apart (24 of 32, 48 of 128
    bits stay); "0.0.0.0" for what is none."""
    try:
        number = ip_address(address.partition("%")[0])
    except ValueError:
        return "0.0.0.0"  # noqa: S104 (nobody listens here: the column wants an address)
    kept = 24 if number.version == 4 else 48
    return str(ip_network((number, kept), strict=False).network_address)


def _first(patterns: tuple[tuple[str, str], ...], words: str) -> str:
    return next((name for pattern, name in patterns if re.search(pattern, words)), UNKNOWN)

"""Writing help about addresses that lead nowhere, or where nobody should be sent. Pure: nothing is ever fetched here.

Whether an address still answers is another question; it takes the network and is asked by a command of the console.
"""

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, unquote, urlsplit

from convivia.practices.advice_values import Advice, Kind, Strength, fields_of, quote

if TYPE_CHECKING:
    from convivia.practices.snapshots import Content, TextContent

LONGEST: Final = 1000
_WRITTEN: Final = re.compile(
    r"(?<![\w@])(?:h[txX]{1,3}ps?s?\s?(?:[:;]\s?/{0,3}|//)|ftps?://|(?:javascript|vbscript)\s?:|file:/|data:[a-z]+/|www[.,])"
    r"[^\s<>\"«»“”„|\\^`{}]+",
    re.IGNORECASE,
)
_SIMPLE: Final = re.compile(r"https?://", re.IGNORECASE)
_RUNS: Final = re.compile(r"\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?!-)[^\W_](?:[\w\-]{0,61}[^\W_])?|[^\W_]")
_NUMBER_HOST: Final = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*", re.IGNORECASE)
_PRIVATE: Final = (
    "localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain", "home.arpa", "test", "invalid",
    "onion",
)  # fmt: skip
_SAMPLE: Final = ("example", "example.com", "example.org", "example.net")
_SHORTENING: Final = """
    bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly tiny.cc
    rb.gy shorturl.at lnkd.in t.ly tiny.pl s.id v.gd bl.ink adf.ly clck.ru
    dlvr.it ift.tt fb.me wp.me qr.ae soo.gd kutt.it urlz.fr
"""
_SHORTENERS: Final = frozenset(_SHORTENING.split())
_SEVERE: Final = frozenset({"runs", "private", "credentials", "syntax"})
_CLOSING: Final = ".,;:!?'’…"
_TRACKING: Final = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|mc_eid)=", re.IGNORECASE)


def links(text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield what is wrong with addresses in the words of a language version."""
    for key, words in fields_of(text):
        for address in dict.fromkeys(addresses_in(words)):
            yield from _advice(address, key, language)
    if text["source_url"]:
        yield from _advice(text["source_url"], "source_url", language)


def addresses_given(content: "Content") -> Iterator[Advice]:
    """Yield what is wrong with the addresses that have a field of their own."""
    for key, address in _given(content):
        yield from _advice(address, key, "")


def dead_links(content: "Content", dead: Mapping[str, bool]) -> Iterator[Advice]:
    """Yield which addresses, as they are written, are among the `dead`: those that are gone (true), or silent."""
    for key, language, address in addresses_of(content):
        if address in dead:
            is_gone = dead[address]
            strength = Strength.STRONG if is_gone else Strength.HINT
            yield Advice(Kind.LINK, "gone" if is_gone else "silent", key, language, quote(address), strength)


def addresses_of(content: "Content") -> Iterator[tuple[str, str, str]]:
    """Yield field, language ("" for facts) and address of all that a practice names, in fields and in words."""
    for key, address in _given(content):
        yield key, "", address
    for language, text in content["texts"].items():
        if text["source_url"]:
            yield "source_url", language, text["source_url"]
        for key, words in fields_of(text):
            yield from ((key, language, address) for address in addresses_in(words))


def _given(content: "Content") -> Iterator[tuple[str, str]]:
    given = [("source_url", content["source_url"]), ("contact", content["contact"]["page"])]
    given += [("evidence", row["source_url"]) for row in content["evidence"]]
    return ((key, address) for key, address in given if address)


def addresses_in(words: str) -> Iterator[str]:
    """Yield the addresses in `words` as they are written, without the signs that close a sentence."""
    for found in _WRITTEN.finditer(words):
        address = found[0].rstrip(_CLOSING)
        while address.endswith((")", "]")) and address.count("(") + address.count("[") < address.count(
            ")"
        ) + address.count("]"):
            address = address[:-1].rstrip(_CLOSING)
        yield address


def faults_of(address: str) -> list[str]:
    """Return what is wrong with an address, what is worst first: codes that `advice_words` has words for."""
    address = address.strip()
    if _RUNS.match(address):
        return ["runs"]
    if re.match(r"www\.[^.]", address, re.IGNORECASE):
        address = f"http://{address}"
    elif not _SIMPLE.match(address) or len(address) > LONGEST or re.search(r"\s", address):
        return ["syntax"]
    try:
        parts = urlsplit(address)
        host, _port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ["syntax"]
    return _faults(parts, host)


def is_private(host: str) -> bool:
    """Return whether a host is not of the open internet: by its name, or as a number of any notation."""
    if any(host == name or host.endswith(f".{name}") for name in _PRIVATE):
        return True
    if _NUMBER_HOST.fullmatch(host) and host.count(".") != 3:
        return True
    try:
        return not ip_address(host.split("%")[0]).is_global
    except ValueError:
        return bool(_NUMBER_HOST.fullmatch(host))


def _faults(parts: SplitResult, host: str) -> list[str]:
    if not host:
        return ["syntax"]
    found = ["credentials"] if parts.username is not None or parts.password is not None else []
    if is_private(host):
        return [*found, "private"]
    if ":" not in host and not _is_name(host):
        return [*found, "syntax"]
    if any(host == name or host.endswith(f".{name}") for name in _SAMPLE):
        found.append("sample")
    if host.removeprefix("www.") in _SHORTENERS:
        found.append("shortener")
    if _RUNS.search(unquote(parts.query).partition("=")[2]):
        found.append("runs")
    if _TRACKING.search(parts.geturl()):
        found.append("tracking")
    return found


def _is_name(host: str) -> bool:
    """Return whether a host is a name with a dot, whose parts are made as names are, or an address of four numbers."""
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253:
        return False
    return all(_LABEL.fullmatch(label) for label in labels) and (
        not labels[-1].isdigit() or _NUMBER_HOST.fullmatch(host) is not None
    )


def _advice(address: str, key: str, language: str) -> Iterator[Advice]:
    for fault in faults_of(address)[:1]:
        strength = Strength.STRONG if fault in _SEVERE else Strength.HINT
        yield Advice(Kind.LINK, fault, key, language, quote(address), strength)

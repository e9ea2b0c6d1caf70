"""Asking an address on the web whether it still answers, without being led anywhere that is not public. Pure.

Whoever writes a practice names addresses; none may lead a server to the inside of its own network (SSRF, OWASP's
cheat sheet). So each step, redirects too, resolves the host once, refuses unless every address of it is public, and
connects to that very address: a name that means something else a moment later (DNS rebinding) changes nothing.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from convivia.practices.advice_links import faults_of

SECONDS: Final = 10.0  # for one request, however slowly it trickles
MOST_STEPS: Final = 6  # the address itself and five redirects
LONGEST: Final = 2000  # characters of an address as it is sent
_PORTS: Final = {"http": 80, "https": 443}
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_GONE: Final = (404, 410)
# What servers say to HEAD that may well answer GET.
_HEAD_TELLS: Final = (*range(200, 300), *_REDIRECTS, 429)
_NEVER: Final = frozenset({"runs", "private", "credentials", "syntax", "sample"})
_SAFE: Final = "/:?#[]@!$&'()*+,;=%~-._"
# What Python 3.11 takes for public: a machine's secrets at a cloud, and a block for protocols (RFC 6890).
_NOT_PUBLIC: Final = (ip_network("168.63.129.16/32"), ip_network("192.0.0.0/24"))
_NAT64: Final = ip_network("64:ff9b::/96")

_Address = IPv4Address | IPv6Address


class Outcome(StrEnum):
    """What came of asking: there is something, it is gone, nobody answered for now, or it cannot be asked at all."""

    ANSWERS = "answers"
    GONE = "gone"
    SILENT = "silent"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome, and what was said: the status as a number ("404"), or a word ("timeout", "private", "loop", …)."""

    outcome: Outcome
    said: str


class _Refused(Exception):
    """An address may not be asked; the argument says why in a word."""


class _Unknown(Exception):
    """There is no host of this name."""


def resolve(host: str, port: int) -> list[str]:
    """Return the numbers of a host. Raises `OSError` where it has none (`socket.gaierror` says whether for good)."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def dial(number: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to the number of a host. Raises `OSError`."""
    return socket.create_connection((number, port), timeout=seconds)


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks addresses. Tests bring their own way to resolve and to dial; nothing else reaches the network."""

    agent: str
    resolve: Callable[[str, int], list[str]] = resolve
    dial: Callable[[str, int, float], socket.socket] = dial
    seconds: float = SECONDS
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, address: str) -> Answer:
        """Return whether `address`, as `askable` made it, answers, after HEAD and where need be GET. Raises nothing."""
        try:
            return self._follow(address)
        except _Refused as refused:
            return Answer(Outcome.NOT_ASKED, str(refused))
        except _Unknown:
            return Answer(Outcome.GONE, "no-host")
        except ssl.SSLError:
            return Answer(Outcome.SILENT, "certificate")
        except TimeoutError:
            return Answer(Outcome.SILENT, "timeout")
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(Outcome.SILENT, "no-answer")

    def _follow(self, address: str) -> Answer:
        for _step in range(MOST_STEPS):
            status, onward = self._status_of(address)
            if status not in _REDIRECTS or not onward:
                return _answer(status)
            address = askable(urljoin(address, onward))
            if not address:
                raise _Refused("redirect")
        return Answer(Outcome.SILENT, "loop")

    def _status_of(self, address: str) -> tuple[int, str]:
        status, onward = self._request("HEAD", address)
        return (status, onward) if status in _HEAD_TELLS else self._request("GET", address)

    def _request(self, method: str, address: str) -> tuple[int, str]:
        """Return status and where a redirect leads. No more than the head of an answer is read."""
        parts = urlsplit(address)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with self._connection(parts) as connection:
            head = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, target, headers=head)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", "")

    @contextmanager
    def _connection(self, parts: SplitResult) -> Iterator[http.client.HTTPConnection]:
        """Yield a connection to a number that was looked at; it is cut when the time for a request is over."""
        host, port = parts.hostname or "", _PORTS[parts.scheme]
        made = self.dial(self._public_number(host, port), port, self.seconds)
        is_https = parts.scheme == "https"
        kind = http.client.HTTPSConnection if is_https else http.client.HTTPConnection
        try:
            made.settimeout(self.seconds)
            if is_https:
                made = self.tls.wrap_socket(made, server_hostname=host, do_handshake_on_connect=False)
            with _cut_after(self.seconds, made):
                if isinstance(made, ssl.SSLSocket):
                    made.do_handshake()
                connection = kind(host, port)
                connection.sock = made
                yield connection
        finally:
            made.close()

    def _public_number(self, host: str, port: int) -> str:
        try:
            numbers = self.resolve(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                raise _Unknown(host) from error
            raise
        if not numbers:
            raise _Unknown(host)
        if not all(map(is_public, numbers)):
            raise _Refused("private")
        return numbers[0]


def askable(written: str) -> str:
    """Return an address as it can be asked: ASCII, without fragment. "" for one that may not or need not be asked:
    no http(s), another port, a name or password in it, a host of no public network, a sample, or too long."""
    try:
        address = _as_sent(written.strip())
    except ValueError:  # UnicodeError is one
        return ""
    return address if len(address) <= LONGEST else ""


def _as_sent(written: str) -> str:
    if _NEVER & set(faults_of(written)):
        return ""
    parts = urlsplit(written if "//" in written[:9] else f"http://{written}")
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS or parts.port not in (None, _PORTS[scheme]):
        return ""
    named = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return f"{scheme}://{named}{quote(parts.path or '/', safe=_SAFE)}{query}"


def is_public(number: str) -> bool:
    """Return whether the number of a host is one of the open internet, whatever notation hides it."""
    try:
        address = _unwrapped(ip_address(number.partition("%")[0]))
    except ValueError:
        return False
    is_special = address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
    return address.is_global and not is_special and not any(address in block for block in _NOT_PUBLIC)


def _unwrapped(address: _Address) -> _Address:
    """Return the number of four that one of sixteen carries: mapped, by 6to4, by Teredo, by NAT64."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


def _answer(status: int) -> Answer:
    """Return what a status means: a page that asks for a password or refuses programs is there all the same."""
    if status in _GONE:
        return Answer(Outcome.GONE, str(status))
    return Answer(Outcome.SILENT if status >= 500 else Outcome.ANSWERS, str(status))


@contextmanager
def _cut_after(seconds: float, made: socket.socket) -> Iterator[None]:
    """Shut a connection when its time is over, whatever it does then. Raises `TimeoutError` where that happened."""
    late: list[bool] = []

    def cut() -> None:
        late.append(True)
        with suppress(OSError):
            socket.socket.shutdown(made, socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if not late:
            raise
    finally:
        timer.cancel()
    if late:
        raise TimeoutError

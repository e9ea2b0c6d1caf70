"""Asking addresses: what answers, what is gone, and that nobody is led to the inside of a network.

A server of this machine stands in for all hosts; who is dialled, by which number, is noted and is what counts.
"""

import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.practices.link_asking import Answer, Asker, Outcome, askable, is_public

PUBLIC = "93.184.215.14"
HOSTS = {
    "city.gov": [PUBLIC],
    "other.gov": ["2606:2800:220:1::1"],
    "inside.gov": ["10.0.0.7"],
    "both.gov": [PUBLIC, "127.0.0.1"],
    "cloud.gov": ["169.254.169.254"],
    "none.gov": [],
}


class Pages(BaseHTTPRequestHandler):
    """What the stand-in says, by path."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.asked.append((self.command, self.headers["Host"], self.path, self.headers["User-Agent"]))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
        elif self.path == "/loop":
            self.send_response(301)
            self.send_header("Location", "loop")
        elif self.path == "/get-only":
            self.send_response(404 if self.command == "HEAD" else 200)
        elif self.path == "/slow":
            self.server.patience.wait(5)
            return
        elif self.path == "/endless":
            self.endless()
            return
        else:
            self.send_response(int(self.path.strip("/") or 200))
        self.end_headers()

    def endless(self):
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not self.server.patience.wait(0.02):
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    made.asked, made.patience = [], threading.Event()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.patience.set()
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def dialled():
    return []


@pytest.fixture
def asker(server, dialled):
    server.asked.clear()

    def resolve(host, port):
        if host == "unknown.gov":
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        if host == "later.gov":
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return HOSTS[host]

    def dial(number, port, seconds):
        dialled.append((number, port))
        return socket.create_connection(server.server_address, timeout=seconds)

    return Asker("Convivia-test (+https://library.gov)", resolve=resolve, dial=dial, seconds=0.3)


@pytest.mark.parametrize(
    ("path", "outcome", "said"),
    [
        ("", Outcome.ANSWERS, "200"),
        ("204", Outcome.ANSWERS, "204"),
        ("401", Outcome.ANSWERS, "401"),
        ("403", Outcome.ANSWERS, "403"),
        ("429", Outcome.ANSWERS, "429"),
        ("404", Outcome.GONE, "404"),
        ("410", Outcome.GONE, "410"),
        ("500", Outcome.SILENT, "500"),
        ("503", Outcome.SILENT, "503"),
        ("get-only", Outcome.ANSWERS, "200"),
        ("slow", Outcome.SILENT, "timeout"),
        ("endless", Outcome.SILENT, "timeout"),
        ("to/http://other.gov/410", Outcome.GONE, "410"),
        ("to//204", Outcome.ANSWERS, "204"),
        ("loop", Outcome.SILENT, "loop"),
        ("to/ftp://other.gov/", Outcome.NOT_ASKED, "redirect"),
        ("to/http://other.gov:8080/", Outcome.NOT_ASKED, "redirect"),
        ("to/http://127.0.0.1/", Outcome.NOT_ASKED, "redirect"),
        ("to/http://2130706433/", Outcome.NOT_ASKED, "redirect"),
        ("to/http://[::ffff:7f00:1]/", Outcome.NOT_ASKED, "redirect"),
        ("to/http://inside.gov/", Outcome.NOT_ASKED, "private"),
        ("to/http://cloud.gov/latest/meta-data/", Outcome.NOT_ASKED, "private"),
    ],
)
def test_what_is_said(path, outcome, said, asker):
    assert asker.ask(f"http://city.gov/{path}") == Answer(outcome, said)


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("inside.gov", Answer(Outcome.NOT_ASKED, "private")),
        ("both.gov", Answer(Outcome.NOT_ASKED, "private")),
        ("cloud.gov", Answer(Outcome.NOT_ASKED, "private")),
        ("unknown.gov", Answer(Outcome.GONE, "no-host")),
        ("none.gov", Answer(Outcome.GONE, "no-host")),
        ("later.gov", Answer(Outcome.SILENT, "no-answer")),
    ],
)
def test_who_is_not_dialled(host, answer, asker, dialled):
    assert asker.ask(f"http://{host}/") == answer
    assert dialled == []


def test_a_circle_of_redirects_ends_after_five(asker, dialled):
    asker.ask("http://city.gov/loop")
    assert len(dialled) == 6


def test_the_number_that_was_looked_at_is_dialled(asker, dialled, server):
    """A name that means another machine a moment later changes nothing: it is resolved once for each request."""
    numbers = iter([[PUBLIC], ["127.0.0.1"]])
    rebound = Asker(asker.agent, resolve=lambda host, port: next(numbers), dial=asker.dial, seconds=0.3)
    assert rebound.ask("http://city.gov/get-only") == Answer(Outcome.NOT_ASKED, "private")
    assert dialled == [(PUBLIC, 80)]
    assert server.asked == [("HEAD", "city.gov", "/get-only", "Convivia-test (+https://library.gov)")]


def test_head_is_enough_where_it_answers(asker, server):
    asker.ask("http://city.gov/204")
    assert [command for command, *_ in server.asked] == ["HEAD"]


def test_https_asks_for_a_certificate(asker, dialled):
    answer = asker.ask("https://city.gov/")
    assert (answer.outcome, dialled) == (Outcome.SILENT, [(PUBLIC, 443)])


def test_a_certificate_is_looked_at():
    assert Asker("x").tls.verify_mode == ssl.CERT_REQUIRED
    assert Asker("x").tls.check_hostname


def test_nobody_listens(asker):
    def refuse(number, port, seconds):
        raise ConnectionRefusedError

    nobody = Asker("x", resolve=asker.resolve, dial=refuse)
    assert nobody.ask("http://city.gov/") == Answer(Outcome.SILENT, "no-answer")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://City.gov", "https://city.gov/"),
        ("www.city.gov/a b", "http://www.city.gov/a%20b"),
        ("www.city.gov/a", "http://www.city.gov/a"),
        ("https://city.gov/a#part", "https://city.gov/a"),
        ("https://city.gov:443/a?b=c d", ""),
        ("https://city.gov:443/a?b=é", "https://city.gov/a?b=%C3%A9"),
        ("https://reykjavík.is/é", "https://xn--reykjavk-i2a.is/%C3%A9"),
        ("https://city.gov/%C3%A9", "https://city.gov/%C3%A9"),
        ("http://93.184.215.14/x", "http://93.184.215.14/x"),
        ("https://city.gov:8443/", ""),
        ("http://city.gov:443/", ""),
        ("https://me:secret@city.gov/", ""),
        ("ftp://city.gov/", ""),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("http://localhost/", ""),
        ("http://127.1/", ""),
        ("http://0x7f000001/", ""),
        ("http://[::1]/", ""),
        ("http://[fe80::1%25eth0]/", ""),
        ("http://intranet/", ""),
        ("http://printer.local/", ""),
        ("https://example.org/", ""),
        ("https://city.gov/" + "é" * 900, ""),
        ("", ""),
    ],
)
def test_what_can_be_asked(written, sent):
    assert askable(written) == sent


@given(st.text(max_size=60) | st.text(max_size=60).map(lambda rest: f"http://{rest}"))
def test_whatever_is_written_is_ascii_or_not_asked(written):
    sent = askable(written)
    assert sent.isascii() and sent.isprintable() and " " not in sent


INSIDE = """
    127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 0.0.0.0
    255.255.255.255 224.0.0.1 240.0.0.1 192.0.0.192 168.63.129.16 ::1 :: fe80::1 fe80::1%eth0 fc00::1
    fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1
    64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1:: 2001:db8::1 ::127.0.0.1 nonsense
"""


@pytest.mark.parametrize("number", INSIDE.split())
def test_numbers_of_the_inside(number):
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_numbers_of_the_open_internet(number):
    assert is_public(number)

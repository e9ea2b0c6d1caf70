"""A reader of a served library: its answers are timed, what is no answer stops the measurement."""

import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from benchmarks.clients import Reader, one_reader
from benchmarks.installation import HOST, BenchmarkError
from benchmarks.machine import connections_held

from benchmarks import clients


class Page(BaseHTTPRequestHandler):
    """A page of five bytes; one address is busy the first time, one does not exist."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    asked: list[str] = []

    def do_GET(self) -> None:
        busy = self.path == "/busy" and self.path not in self.asked
        self.asked.append(self.path)
        self.send_response(503 if busy else 404 if self.path == "/none" else 200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Page.asked = []
    server = ThreadingHTTPServer((HOST, 0), Page)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def test_answers_are_timed_with_their_size(port: int) -> None:
    with Reader(port) as reader:
        passed, size = reader.timed("/page")
        assert (passed > 0, size) == (True, 5)


def test_the_first_byte_is_waited_for_until_the_server_is_free(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "PAUSE", 0.001)
    with Reader(port) as reader:
        assert reader.begun("/busy")[1] == 0
        assert Page.asked == ["/busy", "/busy"]


def test_what_is_no_answer_stops_the_measurement(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "PAUSE", 0.001)
    monkeypatch.setattr(clients, "TRIES", 2)
    with Reader(port) as reader:
        for read in (reader.timed, reader.begun):
            with pytest.raises(BenchmarkError, match="/none was answered with 404"):
                read("/none")


def test_the_warm_up_is_not_counted_and_a_slow_page_ends_early(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert one_reader(port, ["/a", "/b"]).count == clients.REQUESTS
    assert len(Page.asked) == clients.WARM_UP + clients.REQUESTS
    monkeypatch.setattr(clients, "LONGEST", 0.0)
    assert one_reader(port, ["/a", "/b"]).count == clients.FEWEST


def test_who_holds_a_connection_is_read_from_the_system(port: int) -> None:
    with Reader(port) as reader:
        reader.timed("/page")
        own = reader._connection.sock.getsockname()[1]
        assert connections_held([str(os.getpid())]).keys() >= {own, port}  # both ends are in this process
        assert connections_held([]) == {}

"""How soon all workers find a practice that is published. Run by the benchmark as a program.

`python -m benchmarks.publishing PORT PID` takes a practice in, in the library at `CONVIVIA_HOME`, and asks each worker
of the server (whose first process is PID) for it every few milliseconds: by a word that only it has, and in another
language. It prints after how many seconds all of them had it.
"""

import json
import os
import sys
import threading
import time
from http.client import HTTPConnection
from importlib import import_module
from urllib.parse import urlencode

from benchmarks.installation import HOST
from benchmarks.machine import connections_of
from benchmarks.practices import public_id

# No practice of an invented library has this number, nor this word; the question has none of the words of the text.
NUMBER, WORD = 7_654_321, "bihtegnovarissum"
TITLE = f"Ruches {WORD} sur le toit de la mosquée"
SUMMARY = (
    "Des apiculteurs de toutes religions élèvent des abeilles sur le toit de la mosquée et montrent aux enfants des "
    "écoles comment on récolte le miel."
)
QUESTION = "beekeeping above a prayer house, where pupils learn about bees and honey"
PAUSE, PATIENCE, TRIES = 0.02, 30.0, 64


def main(port: int, pid: int) -> None:
    """Publish, and print how many seconds passed until all workers found the practice: by words, by meaning."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "convivia.settings", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    import_module("django").setup()
    import_module("convivia.search.encoders.installed").encoder().query("warm", "en")
    take_in = import_module("convivia.intake.actions").take_in
    drafts = [import_module("convivia.intake.objects").from_json(_row())]
    moments: dict[str, list[float]] = {"words": [], "meaning": []}
    watching = [
        threading.Thread(target=_watch, args=(connection, text, moments[how]))
        for connection in _to_each_worker(port, pid)
        for how, text in (("words", WORD), ("meaning", QUESTION))
    ]
    for one in watching:
        one.start()
    time.sleep(0.5)
    start = time.monotonic()
    take_in(drafts=drafts, by="benchmark")
    done = time.monotonic()
    for one in watching:
        one.join()
    print(json.dumps({how: max(found) - start for how, found in moments.items()} | {"saved": done - start}))


def _row() -> dict[str, object]:
    text = {"language": "fr", "title": TITLE, "summary": SUMMARY, "sections": {}, "keywords": [], "original": True}
    return {
        "id": public_id(NUMBER), "external_id": f"bench-{NUMBER}", "places": [{"country": "FR", "name": "Lyon"}],
        "period": "2024", "areas": ["education"], "principles": [], "source_url": "https://example.org/bees",
        "source": "Invented by the benchmark", "licence": "CC0-1.0", "texts": [text | {"external_id": "bees"}],
    }  # fmt: skip


def _watch(connection: HTTPConnection, text: str, found: list[float]) -> None:
    """Ask until the practice is on the first page; note when that was. Never, where patience ends first."""
    path, end = f"/api/v1/practices?{urlencode({'q': text})}", time.monotonic() + PATIENCE
    lock = _locks.setdefault(id(connection), threading.Lock())
    wanted = public_id(NUMBER)
    while time.monotonic() < end:
        with lock:  # both questions of a worker go over one connection
            connection.request("GET", path)
            rows = json.load(connection.getresponse())["results"]
        if any(row["id"] == wanted for row in rows):
            found.append(time.monotonic())
            return
        time.sleep(PAUSE)
    found.append(float("inf"))


_locks: dict[int, threading.Lock] = {}


def _to_each_worker(port: int, pid: int) -> list[HTTPConnection]:
    """Return one kept connection to each worker of the server: who accepts a connection is chance."""
    found: dict[int, HTTPConnection] = {}
    tried = []
    for _ in range(TRIES):
        connection = HTTPConnection(HOST, port, timeout=60)
        connection.request("GET", "/api/v1/practices?page_size=1")
        connection.getresponse().read()
        tried.append(connection)
        holders = connections_of(pid)
        for one in tried:
            worker = holders.get(one.sock.getsockname()[1])
            if worker is not None:
                found.setdefault(worker, one)
        if len(found) >= len(set(holders.values()) | found.keys()) >= 2:
            break
    for one in tried:
        if one not in found.values():
            one.close()
    return list(found.values())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

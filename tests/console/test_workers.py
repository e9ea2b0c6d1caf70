"""Several processes serve and write one library: changes reach all, and what is killed or deleted heals."""

import json
import shutil
import signal
import subprocess
import time
import urllib.parse
import urllib.request

from tests.conftest import CONVIVIA, convivia, environment_of, serving

SAMPLE = {
    "external_id": "sample-chess",
    "language": "el",
    "title": "Βραδιές σκακιού στην πλατεία",
    "summary": "Ηλικιωμένοι και νεοφερμένοι παίζουν σκάκι μαζί στην πλατεία κάθε Παρασκευή.",
    "places": [{"country": "NO", "name": "Bergen"}],
    "period": {"text": "2021"},
    "sections": {},
}
# No word of it is in the sample.
ASKED = "older people play chess with immigrants on Friday evenings"


def titles(address, q=ASKED):
    """Return the titles that the library finds for `q`, on a connection of its own."""
    with urllib.request.urlopen(f"{address}/api/v1/practices?{urllib.parse.urlencode({'q': q})}", timeout=30) as answer:
        return [row["title"] for row in json.load(answer)["results"]]


def all_workers_find(address, within):
    """Return whether the sample is found by all of twenty requests in a row, which two workers share."""
    until = time.monotonic() + within
    while True:
        found = [SAMPLE["title"] in titles(address) for _ in range(20)]
        if all(found) or time.monotonic() > until:
            return all(found)


def killed(home, *arguments, after):
    """Start the console command and kill it when it has run so long, in seconds; whether it was killed comes back."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([str(CONVIVIA), *arguments], env=environment_of(home), **quiet)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def test_changes_reach_every_worker_and_what_is_killed_or_deleted_heals(library_home):
    with serving(library_home, "--workers", "2") as address:
        assert SAMPLE["title"] not in titles(address)
        taken = convivia(library_home, "import", "-", "--format", "jsonl", "--json", input=json.dumps(SAMPLE))
        assert json.loads(taken.stdout)["created"] == 1, taken.stderr
        assert all_workers_find(address, within=2)
        assert any(killed(library_home, "reindex", after=seconds) for seconds in (1.2, 0.8, 0.4))
        assert all_workers_find(address, within=2)
        for folder in ("index", "vectors"):
            shutil.rmtree(library_home / folder)
        assert all_workers_find(address, within=5)
    shutil.rmtree(library_home / "index")
    shutil.rmtree(library_home / "vectors")
    assert convivia(library_home, "reindex").returncode == 0
    assert convivia(library_home, "doctor").returncode == 0

"""What docs/use/api.md shows is what the shipped library answers."""

import itertools
import json
import re
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from convivia.api.paging import WINDOW
from convivia.search.asked import MAX_WORDS
from convivia.search.facets import MOST_CITIES
from convivia.search.query import MAX_QUERY, MAX_VALUES

PAGE = (Path(__file__).parents[2] / "docs" / "use" / "api.md").read_text(encoding="utf-8")
HOST = "http://127.0.0.1:8000"
EXAMPLES = re.findall(r"```sh\n(curl .+?)\n```\n\n```json\n(.+?)\n```", PAGE, re.DOTALL)
SCRIPT = re.search(r"```python\n(.+?)```", PAGE, re.DOTALL)[1]
OPENAPI = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))


def part_of(shown, whole):
    """Return `whole` cut down to what `shown` shows of it: its keys of objects, as many of its items of lists."""
    if isinstance(shown, dict):
        return {key: part_of(value, whole[key]) for key, value in shown.items()}
    if isinstance(shown, list):
        return [part_of(value, item) for value, item in zip(shown, whole, strict=False)]
    return whole


def ask(command, served):
    """Return what the `curl` command of an example is answered, with the address that the page shows."""
    words = shlex.split(command.replace(HOST, served))[1:]
    headers = dict(word.split(": ", 1) for flag, word in itertools.pairwise(words) if flag == "-H")
    try:
        with urllib.request.urlopen(urllib.request.Request(words[-1], headers=headers), timeout=20) as answer:
            body = answer.read()
    except urllib.error.HTTPError as problem:
        body = problem.read()
    return json.loads(body.decode().replace(served, HOST))


def test_the_page_has_examples():
    assert len(EXAMPLES) == PAGE.count("```sh") == 7


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command.split("/v1")[-1] for command, _ in EXAMPLES])
def test_an_example_is_answered_as_the_page_shows(served, command, shown):
    expected = json.loads(shown)
    assert part_of(expected, ask(command, served)) == expected


def test_the_script_reads_all_pages(served):
    script = SCRIPT.replace(HOST, served)
    lines = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    total = ask(f"curl '{HOST}/api/v1/practices?area=mediation'", served)["total"]
    assert total > 5
    assert len(set(lines)) == len(lines) == total


def test_every_parameter_and_address_is_documented():
    parameters = {p["name"] for p in OPENAPI["paths"]["/api/v1/practices"]["get"]["parameters"] if "name" in p}
    assert {name for name in parameters if f"`{name}`" not in PAGE} == set()
    paths = {path.removeprefix("/api/v1") for path in OPENAPI["paths"]} - {"/", "/practices/{id}"}
    assert {path for path in paths if path not in PAGE} == set()


def test_the_limits_are_the_real_ones():
    for limit in (
        f"at most {MAX_QUERY} characters and {MAX_WORDS} words",
        f"at most {MAX_VALUES} values",
        f"The first {WINDOW:,} practices",
        f"the {MOST_CITIES} with most practices",
    ):
        assert limit in PAGE

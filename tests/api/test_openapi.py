"""The API keeps to its own description, and the description changes only when somebody means it to."""

import json
import re
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tools.write_openapi import SNAPSHOT, described

from convivia.api import practices
from convivia.places.models import Membership, Network
from convivia.practices.collection_actions import save_collection
from convivia.search.engines.port import IndexUnavailable
from convivia.wsgi import application

SAVED = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
PATHS = sorted(SAVED["paths"])
# The WSGI client of Schemathesis does not unpack what it asks for.
PLAIN = {"Accept-Encoding": "identity"}

EMPTY = re.compile(r"=(&|$)")

few = settings(max_examples=20, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def description(library, one_connection):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def ask_often(description, path, mode):
    """Ask an address in many ways, hold every answer against the description, and count the statuses."""
    statuses = Counter()

    @few
    @given(description[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        answer = case.call(headers=PLAIN)
        # An empty parameter counts as absent, which a schema cannot say.
        assume(mode == GenerationMode.POSITIVE or not EMPTY.search(answer.request.url))
        # What may stand in a filter is data, not description: a well-formed value may still be refused.
        case.validate_response(answer, excluded_checks=[positive_data_acceptance])
        statuses[answer.status_code] += 1

    ask()
    return statuses


def test_the_description_is_the_one_that_was_agreed_on():
    assert json.loads(described()) == SAVED, (
        "The API is described otherwise than before. If that is meant, run `.venv/bin/python -m tools.write_openapi`, "
        "read the difference, and name it in CHANGELOG.md; version 1 may gain fields, it may not lose or rename any."
    )


def test_the_description_says_who_and_where(get):
    document = get("/openapi.json").json()
    assert document == SAVED
    assert (document["openapi"], document["servers"][0]["url"]) == ("3.1.0", "/")
    assert {name: document["info"][name] for name in ("title", "version", "license")} == {
        "title": "Convivia",
        "version": "1",
        "license": {"name": "European Union Public Licence 1.2", "identifier": "EUPL-1.2"},
    }
    used = {tag for methods in document["paths"].values() for tag in methods["get"]["tags"]}
    assert used == {tag["name"] for tag in document["tags"]}


def test_every_parameter_says_what_it_is():
    parameters = [p for methods in SAVED["paths"].values() for p in methods["get"]["parameters"] if "$ref" not in p]
    assert [p["name"] for p in parameters if not p.get("description")] == []


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_the_answer_is_as_described(description, path):
    statuses = ask_often(description, path, GenerationMode.POSITIVE)
    assert statuses[404 if "{" in path else 200] > 0


@pytest.mark.parametrize("path", ["/api/v1/practices", "/api/v1/places"])
def test_what_is_asked_wrongly_is_refused_as_described(description, path):
    statuses = ask_often(description, path, GenerationMode.NEGATIVE)
    # In an address a number is a word, too: what is wrong as a value is not always wrong as it is written.
    assert statuses[422] > statuses.total() / 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_there_is_as_described(description, library, language):
    network = Network.objects.create(key="sample-net", source="tests", names={"en": "Sample"})
    for place in library["kitchen"].places.all():
        Membership.objects.create(network=network, place=place, source="tests")
    save_collection(
        key="sample", names={"en": "Sample"}, descriptions={}, public_ids=[library["kitchen"].public_id], by="tests"
    )
    keys = {
        "collections": {"key": "sample"},
        "practices": {"id": library["kitchen"].public_id},
        "places": {"key": "oslo"},
        "networks": {"key": "sample-net"},
        "vocabularies": {"key": "policy-areas"},
    }
    for path in PATHS:
        named = keys[path.split("/")[3]] if "{" in path else {}
        case = description[path]["GET"].Case(path_parameters=named, headers={"Accept-Language": language})
        assert case.call_and_validate(headers=PLAIN).status_code == 200


@pytest.mark.parametrize(
    ("path", "named", "headers", "status"),
    [
        ("/api/v1/practices/{id}", {"id": "x1"}, {}, 307),
        ("/api/v1/vocabularies", {}, {"If-None-Match": "*"}, 304),
        ("/api/v1/vocabularies", {}, {"If-Match": '"other"'}, 412),
    ],
)
def test_other_answers_are_as_described(description, path, named, headers, status):
    case = description[path]["GET"].Case(path_parameters=named)
    assert case.call_and_validate(headers=PLAIN | headers).status_code == status


def test_an_index_that_is_not_there_is_as_described(description, monkeypatch):
    def fail(*args, **kwargs):
        raise IndexUnavailable("broken")

    monkeypatch.setattr(practices, "search", fail)
    case = description["/api/v1/practices"]["GET"].Case()
    answer = case.call(headers=PLAIN)
    case.validate_response(answer, excluded_checks=[schemathesis.checks.not_a_server_error])
    assert answer.status_code == 503

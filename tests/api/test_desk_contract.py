"""The desk's API against its own description, as a contributor and as an editor: whatever a program sends, no answer is
an error of ours, and what is answered is as it is described."""

import json
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance
from tools.write_openapi import DESK_SNAPSHOT

from convivia.wsgi import application
from tests.desk.conftest import *  # noqa: F403 - the standing actors of the desk

SAVED = json.loads(DESK_SNAPSHOT.read_text(encoding="utf-8"))
OPERATIONS = sorted((path, method.upper()) for path, methods in SAVED["paths"].items() for method in methods)
TOKEN = "a" * 32  # the cookie and the header have to say the same, whatever it is
HEADERS = {"Accept-Encoding": "identity", "X-CSRFToken": TOKEN, "If-Match": '"1"'}
REFUSALS = {400, 403, 404, 405, 409, 412, 422, 423, 428}

few = settings(max_examples=5, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def description(db, one_connection):
    return schemathesis.openapi.from_wsgi("/api/v1/desk/openapi.json", application)


def ask_often(operation, mode, cookies, named):
    """Ask an operation in some ways, of a practice that is there where one is named; statuses are counted."""
    statuses = Counter()

    @few
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case):
        if "id" in case.path_parameters:
            case.path_parameters["id"] = named
        answer = case.call(headers=HEADERS, cookies=cookies)
        assert answer.status_code < 500, answer.text
        if answer.status_code < 300:
            case.validate_response(answer, checks=[response_schema_conformance])
        else:
            assert answer.headers["content-type"][0].startswith("application/problem+json")
        statuses[answer.status_code] += 1

    ask()
    return statuses


@pytest.mark.parametrize("who", ["contributor", "editor"])
def test_whatever_is_sent_is_answered_as_described(description, who, draft, contributor, signed_in, request):
    client = signed_in(request.getfixturevalue(who))
    practice = draft(contributor)
    cookies = {"sessionid": client.session.session_key, "csrftoken": TOKEN}
    for path, method in OPERATIONS:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            statuses = ask_often(description[path][method], mode, cookies, practice.public_id)
            assert 401 not in statuses, (path, method)
            assert {status for status in statuses if status >= 300} <= REFUSALS, (path, method, statuses)
            if mode == GenerationMode.POSITIVE and method == "GET":
                assert statuses[200] > 0, (path, statuses)

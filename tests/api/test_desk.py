"""The desk for programs: what it tells whom, how it saves, and how it refuses."""

import json
from itertools import product

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tools.write_openapi import DESK_SNAPSHOT, desk_described

from convivia.api.problems import KINDS
from convivia.practices.models import Event, Practice, WorkingCopy
from convivia.practices.workflow import State
from convivia.practices.writing_actions import hold, let_go, save_draft
from tests.desk.conftest import *  # noqa: F403 - the standing actors of the desk

BASE = "/api/v1/desk/practices"


def ask(client, method, address="", body=None, **headers):
    """Ask the desk's API; the status and what it says come back."""
    answer = client.generic(
        method,
        BASE + address,
        "" if body is None else json.dumps(body),
        content_type="application/json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
    assert answer["Cache-Control"].startswith(("max-age=0", "no-store"))
    assert "Access-Control-Allow-Origin" not in answer
    return answer.status_code, answer.json(), answer


def kind(answer):
    assert answer[2]["Content-Type"] == "application/problem+json"
    return answer[0], answer[1]["type"].partition("#")[2]


@pytest.fixture
def practice(draft, contributor):
    return draft(by=contributor)


def test_a_practice_goes_all_the_way_by_api(signed_in, contributor, editor, city, vocabularies):
    writer, judge = signed_in(contributor), signed_in(editor)
    status, begun, _ = ask(writer, "POST", body={"language": "en", "city": city.key})
    assert (status, begun["state"], begun["city"], begun["version"]) == (201, "draft", city.key, 1)
    at = f"/{begun['id']}"
    _, copy, answer = ask(writer, "GET", f"{at}/working-copy")
    assert (answer["ETag"], copy["content"]["places"]) == ('"1"', [city.key])
    status, missing, _ = ask(writer, "POST", f"{at}/steps/submit", {})
    assert (status, [each["parameter"] for each in missing["errors"]]) == (
        422,
        ["title", "period", "areas", "summary", "contact"],
    )
    content = copy["content"]
    content["texts"]["en"] |= {"title": "By a program", "summary": "What a program wrote."}
    content["period"]["text"], content["concepts"] = "2019 - 2021", ["mediation"]
    content["contact"]["email"] = "office@example.org"
    status, saved, answer = ask(writer, "PUT", f"{at}/working-copy", content, If_Match=answer["ETag"])
    assert (status, saved["version"], answer["ETag"]) == (200, 2, '"2"')
    assert (saved["content"]["period"]["start"], saved["content"]["period"]["end"]) == ("2019", "2021")
    assert saved["content"]["texts"] == content["texts"]
    for client, step, state in (
        (writer, "submit", "submitted"), (judge, "accept", "accepted"), (judge, "publish", "published"),
    ):  # fmt: skip
        status, told, _ = ask(client, "POST", f"{at}/steps/{step}", {"reason": ""})
        assert (status, told["state"]) == (200, state)
    assert (told["is_shown"], told["title"], told["version"]) == (True, "By a program", None)
    assert [each["step"] for each in told["steps"]] == ["revise", "withdraw", "archive"]
    assert ask(writer, "GET", f"{at}/working-copy")[0] == 404
    assert Client().get(f"/api/v1/practices/{begun['id']}").json()["title"] == "By a program"


def test_what_comes_is_what_goes(signed_in, contributor, practice):
    client = signed_in(contributor)
    before = WorkingCopy.objects.get().content
    _, copy, answer = ask(client, "GET", f"/{practice.public_id}/working-copy")
    status, again, _ = ask(
        client, "PUT", f"/{practice.public_id}/working-copy", copy["content"], If_Match=answer["ETag"]
    )
    assert (status, again["content"], again["version"]) == (200, copy["content"], 1)
    assert WorkingCopy.objects.get().content == before


def test_who_may_not_know_of_it_gets_404_and_who_may_not_do_it_403(
    signed_in, practice, neighbour, stranger, reader, reviewer, translator, contributor
):
    at = f"/{practice.public_id}"
    _, copy, _ = ask(signed_in(contributor), "GET", f"{at}/working-copy")
    for person in (neighbour, stranger, reader, reviewer):
        client = signed_in(person)
        for method, address, body in (
            ("GET", at, None),
            ("GET", f"{at}/working-copy", None),
            ("PUT", f"{at}/working-copy", copy["content"]),
            ("POST", f"{at}/steps/submit", {}),
        ):
            assert kind(ask(client, method, address, body, If_Match='"1"')) == (404, "not-found"), (person, address)
        assert ask(client, "GET")[1]["total"] == 0
    assert kind(ask(signed_in(translator), "POST", f"{at}/steps/submit", {})) == (403, "not-allowed")
    assert kind(ask(signed_in(stranger), "POST", body={"language": "en"})) == (403, "not-allowed")
    assert kind(ask(signed_in(contributor), "POST", body={"language": "en", "city": "otherwhere"})) == (
        422,
        "invalid-parameters",
    )
    for method, address in (("GET", ""), ("POST", ""), ("GET", at), ("PUT", f"{at}/working-copy")):
        assert kind(ask(Client(), method, address, {})) == (401, "sign-in"), address
    assert Event.objects.exclude(kind="begun").count() == 0


def test_a_translator_saves_translations_and_nothing_else(signed_in, practice, translator):
    client, at = signed_in(translator), f"/{practice.public_id}/working-copy"
    _, copy, _ = ask(client, "GET", at)
    content = copy["content"]
    french = content["texts"]["en"] | {"origin": "translation", "title": "Un exemple"}
    status, saved, _ = ask(client, "PUT", at, content | {"texts": {**content["texts"], "fr": french}}, If_Match='"1"')
    assert (status, saved["content"]["texts"]["fr"]["title"], saved["version"]) == (200, "Un exemple", 2)
    for changed in (content | {"licence": "CC0-1.0"}, content, {**content, "texts": {"fr": french}}):
        assert kind(ask(client, "PUT", at, changed, If_Match='"2"')) == (403, "not-allowed")


def test_two_who_save_and_one_who_holds(signed_in, practice, contributor, coordinator):
    at = f"/{practice.public_id}/working-copy"
    _, copy, _ = ask(signed_in(contributor), "GET", at)
    content = copy["content"] | {"licence": "CC0-1.0"}
    assert kind(ask(signed_in(contributor), "PUT", at, content)) == (428, "version-missing")
    assert kind(ask(signed_in(contributor), "PUT", at, content, If_Match='"x"')) == (428, "version-missing")
    hold(practice=practice, by=coordinator)
    assert kind(ask(signed_in(contributor), "PUT", at, content, If_Match='"1"')) == (423, "held")
    assert ask(signed_in(contributor), "GET", at)[1]["held_until"] is not None
    stored = WorkingCopy.objects.get().content | {"source": "Another"}
    save_draft(practice=practice, content=stored, version=1, by=coordinator)
    let_go(practice=practice, by=coordinator)
    lost = ask(signed_in(contributor), "PUT", at, content, If_Match='"1"')
    assert (kind(lost), lost[2]["ETag"]) == ((412, "changed-meanwhile"), '"2"')
    assert WorkingCopy.objects.get().content["source"] == "Another"


def test_steps_that_are_refused(signed_in, practice, contributor, editor):
    at = f"/{practice.public_id}/steps"
    client, judge = signed_in(contributor), signed_in(editor)
    assert kind(ask(judge, "POST", f"{at}/publish", {})) == (409, "moved-on")
    assert kind(ask(client, "POST", f"{at}/submit", {"seen": "published"})) == (409, "moved-on")
    assert kind(ask(client, "POST", f"{at}/submit", {"version": 7})) == (409, "moved-on")
    assert ask(client, "POST", f"{at}/dance", {})[0] == 422
    assert ask(client, "POST", f"{at}/submit", {})[0] == 200
    status, told, _ = ask(judge, "POST", f"{at}/ask-changes", {"reason": "  "})
    assert (status, told["errors"][0]["parameter"]) == (422, "reason")
    assert Practice.objects.get().state == State.SUBMITTED


BAD = [
    {"licence": 7},
    {"colour": "red"},
    {"texts": {}},
    {"texts": {"english": {}}},
    {"source_url": "javascript:alert(1)"},
    {"source": "a\x00b"},
    {"source": "x" * 201},
    {"confirmed": "soon"},
    {"places": ["no such/key"]},
    {"pictures": [{"digest": "../x", "alt": {}, "licence": "", "credit": ""}]},
    {"evidence": [{"kind": "sworn", "date": "", "source": "", "source_url": "", "statements": {}}]},
    {"contact": {"office": "", "organisation": "", "email": "nobody", "shows_email": True, "page": ""}},
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: next(iter(bad)))
def test_what_cannot_be_meant_is_refused_by_name(signed_in, practice, contributor, bad):
    client, at = signed_in(contributor), f"/{practice.public_id}/working-copy"
    _, copy, _ = ask(client, "GET", at)
    answer = ask(client, "PUT", at, copy["content"] | bad, If_Match='"1"')
    assert kind(answer) == (422, "invalid-parameters")
    assert answer[1]["errors"][0]["parameter"].startswith(next(iter(bad)))
    assert WorkingCopy.objects.get().version == 1


def test_two_originals_and_words_that_are_no_json(signed_in, practice, contributor):
    client, at = signed_in(contributor), f"/{practice.public_id}/working-copy"
    _, copy, _ = ask(client, "GET", at)
    texts = dict.fromkeys(("en", "fr"), copy["content"]["texts"]["en"])
    assert ask(client, "PUT", at, copy["content"] | {"texts": texts}, If_Match='"1"')[0] == 422
    broken = client.generic("PUT", BASE + at, "{", content_type="application/json", headers={"If-Match": '"1"'})
    assert (broken.status_code, broken["Content-Type"]) == (400, "application/problem+json")


def test_writing_needs_the_token_of_the_session(practice, contributor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(contributor, backend="django.contrib.auth.backends.ModelBackend")
    assert ask(client, "GET")[0] == 200
    assert kind(ask(client, "POST", f"/{practice.public_id}/steps/submit", {})) == (403, "not-allowed")
    assert Practice.objects.get().state == State.DRAFT


def test_who_needs_a_second_factor_needs_it_here_too(signed_in, practice, editor):
    Authenticator.objects.filter(user=editor).delete()
    client, at = signed_in(editor), f"{BASE}/{practice.public_id}"
    for method, address in (("GET", BASE), ("GET", f"{at}/working-copy"), ("POST", f"{at}/steps/submit")):
        assert client.generic(method, address, "{}", content_type="application/json").status_code == 403, address


def test_methods_that_there_are_not(signed_in, practice, contributor):
    client = signed_in(contributor)
    for method, address in product(("DELETE", "PATCH"), ("", f"/{practice.public_id}/working-copy")):
        assert client.generic(method, BASE + address).status_code == 405


def test_the_list_by_state_in_a_fixed_number_of_queries(signed_in, draft, contributor):
    client = signed_in(contributor)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert ask(client, "GET")[0] == 200
        return len(queries)

    draft(by=contributor, title="One")
    one = count()
    for title in ("Two", "Three"):
        draft(by=contributor, title=title)
    assert count() == one
    ask(client, "POST", f"/{Practice.objects.first().public_id}/steps/submit", {})
    told = ask(client, "GET", "?state=submitted")[1]
    assert (told["total"], [row["title"] for row in told["results"]]) == (1, ["One"])
    assert ask(client, "GET", "?page=2")[1]["results"] == []
    assert ask(client, "GET", "?state=lost")[0] == ask(client, "GET", "?page=0")[0] == 422


def test_the_description_is_the_saved_one_and_needs_no_account():
    assert DESK_SNAPSHOT.read_text(encoding="utf-8") == desk_described(), "Run: python -m tools.write_openapi"
    assert len({each.key for each in KINDS}) == len(KINDS)


def test_hostile_bodies_are_refused_and_change_nothing(signed_in, contributor, practice):
    client, at = signed_in(contributor), f"/{practice.public_id}/working-copy"
    before = WorkingCopy.objects.get()
    bodies = [
        "[" * 200_000,
        '{"a":' * 50_000,
        '"\\ud800"',
        "\0",
        "9" * 10_000,
        '{"texts": NaN}',
        '{"texts": {"en": null}}',
    ]
    for body in bodies:
        answer = client.put(BASE + at, body, content_type="application/json", headers={"If-Match": '"1"'})
        assert answer.status_code in (400, 422), body[:20]
    too_large = client.put(BASE + at, "x" * 3_000_000, content_type="application/json", headers={"If-Match": '"1"'})
    assert too_large.status_code in (400, 413)
    assert WorkingCopy.objects.get().version == before.version

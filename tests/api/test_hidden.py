"""What the API answers for practices that are in the archive or were withdrawn."""

import pytest
from django.contrib.auth.models import User

from convivia.people.models import HeldRole
from convivia.practices.models import ExternalId
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.practices.writing_actions import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    user = User.objects.create_user("editor", "editor@example.org")
    HeldRole.objects.create(user=user, role="editor", given_by="tests")
    return user


def test_one_in_the_archive_is_answered_as_it_was_last(library, editor, get):
    practice = library["kitchen"]
    before = get(f"/practices/{practice.public_id}").json()
    take_step(practice=practice, step=Step.ARCHIVE, by=editor, reason="It ended.")
    answer = get(f"/practices/{practice.public_id}")
    said = answer.json()
    assert (answer.status_code, said["archived"], said["archived_reason"]) == (200, True, "It ended.")
    changing = ("archived", "archived_reason", "revision", "updated")
    assert {key: value for key, value in said.items() if key not in changing} == {
        key: value for key, value in before.items() if key not in changing
    }
    assert practice.public_id not in [one["id"] for one in get("/practices").json()["results"]]


def test_the_external_id_of_one_in_the_archive_leads_to_it(library, editor, get):
    practice = library["kitchen"]
    take_step(practice=practice, step=Step.ARCHIVE, by=editor, reason="It ended.")
    assert ExternalId.objects.filter(practice=practice, value="x1").exists()
    assert get("/practices/x1")["Location"] == f"http://testserver/api/v1/practices/{practice.public_id}"


@pytest.mark.parametrize("tail", ["", "/similar"])
def test_one_that_was_withdrawn_is_gone(library, editor, get, tail):
    practice = library["kitchen"]
    take_step(practice=practice, step=Step.WITHDRAW, by=editor, reason="The city asked for it.")
    for name in (practice.public_id, "x1"):
        answer = get(f"/practices/{name}{tail}")
        assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
        assert answer.json()["type"] == "http://testserver/api/v1/problems#gone"
        assert answer.json()["detail"].startswith("The city asked for it. ")


@pytest.mark.parametrize("tail", ["", "/similar"])
def test_one_that_nobody_has_seen_is_not_there(library, editor, get, tail):
    practice = begin(by=editor, language="en", edition="1")
    assert get(f"/practices/{practice.public_id}{tail}").status_code == 404


def test_collections_leave_them_out(library, editor, get):
    practice = library["council"]
    take_step(practice=practice, step=Step.WITHDRAW, by=editor, reason="It ended.")
    assert get("/collections").status_code == 200

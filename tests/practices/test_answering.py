"""The answers to a form in a snapshot, back again, and a snapshot lifted to a newer edition."""

import pytest

from convivia.practices.answering import answers_of, with_answers
from convivia.practices.lifting_actions import lifted
from convivia.practices.models import WorkingCopy
from convivia.practices.snapshots import empty_content, empty_text
from convivia.practices.workflow_actions import missing_of
from convivia.questionnaires.actions import load_questionnaires
from convivia.questionnaires.definition import progress
from convivia.questionnaires.queries import form_in
from tests.desk.conftest import complete_content

ANSWERS = {
    "title": "A kitchen",
    "summary": "Neighbours cook.",
    "places": {"places": ["sampleton"], "countries": ["NO"]},
    "period": {"text": "2019", "start": "2019", "end": None, "ongoing": None, "recurrence": "", "precision": "year"},
    "areas": ["mediation"],
    "contact": {"office": "Schools", "organisation": "", "email": "o@example.org", "shows_email": True, "page": ""},
    "evidence": [{"kind": "told", "statements": {"en": "It helped."}, "date": "", "source": "", "source_url": ""}],
    "pictures": [],
    "purpose": "To meet.",
    "cost": "Little.",
}


def test_answers_go_in_and_come_out_again():
    content = with_answers(empty_content("en"), "en", ANSWERS)
    assert answers_of(content, "en") == ANSWERS
    assert content["texts"]["en"]["answers"] == {"purpose": "To meet.", "cost": "Little."}
    assert with_answers(content, "en", answers_of(content, "en")) == content


def test_what_is_not_named_stays_and_what_is_emptied_goes():
    content = with_answers(empty_content("en"), "en", ANSWERS)
    changed = with_answers(content, "en", {"cost": "", "areas": []})
    assert changed["texts"]["en"]["answers"] == {"purpose": "To meet."}
    assert (changed["concepts"], changed["contact"]) == ([], content["contact"])
    assert content["texts"]["en"]["answers"]["cost"] == "Little."


def test_another_language_has_its_own_words_and_the_same_facts():
    content = with_answers(with_answers(empty_content("en"), "en", ANSWERS), "fr", {"title": "Une cuisine"})
    french = answers_of(content, "fr")
    assert (french["title"], french["summary"], french["areas"]) == ("Une cuisine", "", ["mediation"])
    assert [content["texts"][code]["origin"] for code in ("en", "fr")] == ["original", "translation"]
    assert answers_of(content, "de")["title"] == ""


@pytest.fixture
def template(db):
    load_questionnaires(by="tests")


def test_progress_of_a_snapshot(template):
    content = complete_content(None)
    assert progress(form_in("en", depth="short"), answers_of(content, "en")).percent == 100
    assert progress(form_in("en"), answers_of(content, "en")).percent == 30
    assert progress(form_in("en"), answers_of(empty_content("en"), "en")).missing == (
        "title", "places", "period", "areas", "summary", "contact",
    )  # fmt: skip


@pytest.mark.parametrize("edition", ["1", "2", "none"])
def test_what_is_missing_is_what_the_edition_needs(template, edition):
    working = WorkingCopy(content=empty_content("en"), language="en", edition=edition)
    assert missing_of(working) == ["title", "places", "period", "areas", "summary", "contact"]
    working.content = complete_content(None)
    assert missing_of(working) == []
    working.language = "fr"
    assert missing_of(working) == ["title", "summary"]


def first_edition():
    content = complete_content(None)
    content["texts"]["en"]["answers"] = {"reference_person": "The office.", "purpose": "To meet.", "odd": "More."}
    content["texts"]["en"]["cut_off"] = ["reference_person"]
    content["texts"]["fr"] = {**empty_text("translation"), "answers": {"reference_person": "Le bureau."}}
    return content


def test_a_snapshot_is_lifted_with_all_its_texts(template):
    before = first_edition()
    after = lifted(before, "1")
    assert before == first_edition()
    assert after["texts"]["en"]["answers"] == {
        "purpose": "To meet.",
        "description": "Key reference person: The office.\n\nOdd: More.",
    }
    assert after["texts"]["en"]["cut_off"] == ["description"]
    assert after["texts"]["fr"]["answers"] == {"description": "Personne de référence: Le bureau."}
    assert {**after, "texts": {}} == {**before, "texts": {}}

import pytest

from convivia.questionnaires.actions import load_questionnaires
from convivia.questionnaires.models import Heading, Section
from convivia.questionnaires.queries import newest_edition, section_labels, sections_in

pytestmark = pytest.mark.django_db

KEYS = ["purpose", "rationale", "process", "impact", "reference_documents", "reference_person"]


def test_the_shipped_template_asks_six_things_in_order():
    load_questionnaires(by="tests")
    sections = sections_in(newest_edition(), "en")
    assert [section.key for section in sections if section.key != "description"] == KEYS
    assert [section.label for section in sections][:2] == ["Purpose", "Stimulus/Rationale"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_section_has_a_label_a_question_and_a_hint(language):
    load_questionnaires(by="tests")
    rows = Section.objects.exclude(key="description").prefetch_related("headings")
    bare = [
        row.key
        for row in rows
        if not (row.questions.get(language) and row.hints.get(language))
        or not any(heading.is_label and heading.language == language for heading in row.headings.all())
    ]
    assert bare == []


def test_a_heading_belongs_to_one_section_in_its_language():
    load_questionnaires(by="tests")
    seen = [(heading.language, heading.text.casefold()) for heading in Heading.objects.all()]
    assert sorted(seen) == sorted(set(seen))


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [("fr", "But", "purpose"), ("fr", "Objectif", "purpose"), ("fr", "Point de départ", "rationale"),
     ("sr", "Svrha", "purpose"), ("sq", "Qëllimi", "purpose"), ("en", "Concept", "purpose")],
)  # fmt: skip
def test_headings_met_in_real_cards_are_known(language, text, key):
    load_questionnaires(by="tests")
    assert Heading.objects.get(language=language, text=text).section.key == key


def test_an_edition_that_is_here_is_never_touched():
    load_questionnaires(by="tests")
    Heading.objects.filter(language="en", text="Purpose").update(text="Aim of it")
    assert load_questionnaires(by="tests") == 0
    assert sections_in(newest_edition(), "en")[0].label in {"Aim of it", "Description"}


def test_reading_the_template_takes_three_queries(django_assert_num_queries):
    load_questionnaires(by="tests")
    with django_assert_num_queries(3):
        sections_in(newest_edition(), "fr")


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_labels_alone_are_those_of_the_sections(language, django_assert_num_queries):
    load_questionnaires(by="tests")
    wanted = {section.key: section.label for section in sections_in(newest_edition(), language)}
    with django_assert_num_queries(1):
        assert section_labels(language) == wanted


def test_without_a_template_there_are_no_labels():
    assert section_labels("en") == {}

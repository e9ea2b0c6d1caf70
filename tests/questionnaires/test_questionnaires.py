import pytest

from convivia.common.library_files import library_path, read_json
from convivia.questionnaires.actions import load_questionnaires
from convivia.questionnaires.models import Heading, Questionnaire, Section
from convivia.questionnaires.queries import (
    FACTS,
    editions,
    form_in,
    lifting,
    merged_order,
    needed_questions,
    newest_edition,
    newest_edition_name,
    section_labels,
)

pytestmark = pytest.mark.django_db

FIRST = ["purpose", "rationale", "process", "impact", "reference_documents", "reference_person"]
SHORT = ["title", "places", "period", "areas", "summary", "contact"]
TOLD = ["purpose", "rationale", "process", "impact"]
TRANSFER = ["cost", "staff", "partners", "legal_setting", "obstacles", "what_did_not_work", "preconditions"]


def keys(form):
    return [question.key for question in form.questions]


def test_the_newest_edition_asks_six_things_in_short_and_all_in_full():
    assert keys(form_in("en", depth="short")) == SHORT
    assert keys(form_in("en")) == [*SHORT, *TOLD, "evidence", *TRANSFER, "reference_documents", "pictures"]
    assert [part.key for part in form_in("en").parts] == ["basics", "story", "effects", "transfer", "more"]
    assert form_in("en").needed == tuple(SHORT)


def test_the_first_edition_is_as_it_was_with_the_facts_before_it():
    form = form_in("en", edition="1")
    assert (form.edition, keys(form), form.needed) == ("1", [*SHORT, *FIRST], tuple(SHORT))
    assert [part.key for part in form.parts] == ["basics", "sections"]
    assert keys(form_in("en", edition="1", depth="short")) == SHORT


def test_an_edition_that_nobody_knows_has_no_form():
    with pytest.raises(Questionnaire.DoesNotExist):
        form_in("en", edition="99")


def test_a_form_takes_three_queries_whatever_the_edition(django_assert_num_queries):
    for edition in ("1", "2"):
        with django_assert_num_queries(3):
            form_in("fr", edition=edition)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_section_has_a_label_a_question_and_a_hint(language):
    rows = Section.objects.exclude(key="description").prefetch_related("headings")
    bare = [
        row.key
        for row in rows
        if not (row.questions.get(language) and row.hints.get(language))
        or not any(heading.is_label and heading.language == language for heading in row.headings.all())
    ]
    assert bare == []


def test_every_part_and_example_speaks_both_languages():
    newest = newest_edition()
    assert [
        row["key"] for row in newest.parts if set(row["label"]) != {"en", "fr"} or not row["introduction"]["fr"]
    ] == []
    uneven = [
        one.key for one in newest.sections.all() if len(one.examples.get("en", [])) != len(one.examples.get("fr", []))
    ]
    assert uneven == []


def test_the_newest_edition_knows_headings_in_the_languages_of_the_first():
    wanted = set(Heading.objects.filter(section__questionnaire__edition="1").values_list("language", flat=True))
    poor = [
        section.key
        for section in newest_edition().sections.exclude(key="description")
        if {heading.language for heading in section.headings.all()} != wanted
    ]
    assert (len(wanted), poor) == (20, [])


def test_headings_that_nobody_has_checked_are_marked_in_the_file():
    for row in read_json("templates", "good-practice-2026.json")["sections"]:
        assert set(row.get("unsure", [])) <= set(row["headings"])


@pytest.mark.parametrize("edition", ["1", "2"])
def test_a_heading_belongs_to_one_section_in_its_language(edition):
    rows = Heading.objects.filter(section__questionnaire__edition=edition)
    seen = [(heading.language, heading.text.casefold()) for heading in rows]
    assert sorted(seen) == sorted(set(seen))


@pytest.mark.parametrize("edition", ["1", "2"])
@pytest.mark.parametrize(
    ("language", "text", "key"),
    [("fr", "But", "purpose"), ("fr", "Objectif", "purpose"), ("fr", "Point de départ", "rationale"),
     ("sr", "Svrha", "purpose"), ("sq", "Qëllimi", "purpose"), ("en", "Concept", "purpose")],
)  # fmt: skip
def test_headings_met_in_real_cards_are_known(edition, language, text, key):
    heading = Heading.objects.get(language=language, text=text, section__questionnaire__edition=edition)
    assert heading.section.key == key


def test_an_edition_that_is_here_is_never_touched():
    Heading.objects.filter(language="en", text="Purpose").update(text="Aim of it")
    assert load_questionnaires(by="tests") == 0
    assert set(section_labels("en").values()) & {"Aim of it", "Purpose"} == {"Aim of it"}


def test_all_shipped_editions_are_loaded_in_their_order():
    assert editions() == ["2", "1"]
    assert newest_edition_name() == "2"
    assert len(list(library_path("templates").glob("*.json"))) == 2


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_labels_of_one_edition_are_those_of_its_sections(language, django_assert_num_queries):
    first = Questionnaire.objects.prefetch_related("sections__headings").get(edition="1")
    spoken = language if language in ("en", "fr") else "en"
    rows = Heading.objects.filter(section__questionnaire=first, is_label=True, language=spoken)
    rows = rows.exclude(section__key__in=FACTS).order_by("section__position")
    wanted = dict(rows.values_list("section__key", "text"))
    with django_assert_num_queries(1):
        labels = section_labels(language, edition="1")
    assert {key: label for key, label in labels.items() if key in wanted} == wanted
    assert [key for key in labels if key in wanted] == list(wanted)


def test_labels_of_all_editions_keep_the_order_of_each():
    labels = list(section_labels("en"))
    assert labels == [*TOLD, *TRANSFER, "reference_documents", "reference_person", "description"]
    assert [key for key in labels if key in FIRST] == FIRST
    assert not set(labels) & set(FACTS)


def test_an_edition_has_its_own_words():
    section = Section.objects.get(key="purpose", questionnaire__edition="2")
    section.headings.filter(is_label=True, language="en").update(text="What for")
    assert (section_labels("en")["purpose"], section_labels("en", edition="1")["purpose"]) == ("What for", "Purpose")


@pytest.mark.parametrize(
    ("orders", "merged"),
    [
        ([], []),
        ([["a", "b"]], ["a", "b"]),
        ([["a", "c"], ["a", "b", "c", "d"]], ["a", "b", "c", "d"]),
        ([["a"], ["x", "a"]], ["x", "a"]),
        ([["a", "b"], ["b", "x", "a", "y"]], ["a", "y", "b", "x"]),
    ],
)
def test_orders_are_merged(orders, merged):
    assert merged_order(orders) == merged


def test_without_a_template_there_are_no_labels(nothing_loaded):
    assert (section_labels("en"), newest_edition_name(), editions()) == ({}, "", [])


@pytest.mark.parametrize("edition", ["1", "2", "99"])
def test_every_edition_needs_the_six_facts(edition, django_assert_num_queries):
    with django_assert_num_queries(1):
        needed = needed_questions(edition)
    assert needed == {key: FACTS[key] for key in SHORT}


def test_what_an_edition_needs_is_what_it_marks():
    Section.objects.filter(questionnaire__edition="2").exclude(key="purpose").update(is_needed=False)
    Section.objects.filter(questionnaire__edition="2", key="purpose").update(is_needed=True)
    assert needed_questions("2") == {"purpose": "text"}


def test_lifting_is_declared_by_the_newer_edition():
    way = lifting("1", language="fr")
    assert (way.moves, way.labels["reference_person"]) == ({"reference_person": "description"}, "Personne de référence")
    assert way.known == {*TOLD, *TRANSFER, "reference_documents", "description"}
    with pytest.raises(Questionnaire.DoesNotExist):
        lifting("1", to="99")

import pytest
from django.db import IntegrityError, transaction

from convivia.vocabularies.actions import load_vocabularies
from convivia.vocabularies.models import Concept, ConceptScheme, Label
from convivia.vocabularies.queries import AREAS, THEMES, concept_names

pytestmark = pytest.mark.usefixtures("nothing_loaded")

LINES = [
    "commitment", "education", "neighbourhoods", "public-service", "business-labour", "cultural-social-life",
    "public-space", "mediation", "language", "media-communication", "international-outlook",
    "intercultural-competence", "welcoming", "leadership-citizenship", "anti-discrimination", "participation",
    "interaction",
]  # fmt: skip


def test_the_shipped_vocabularies_have_17_lines_with_the_lens_as_a_group_of_six_and_four_principles():
    load_vocabularies(by="tests")
    names = concept_names("en")
    lines = [name.key for name in names.values() if name.scheme == AREAS and not name.is_group]
    lens = [name.key for name in names.values() if name.broader == "intercultural-lens"]
    principles = [name.key for name in names.values() if name.scheme == "principles"]
    assert lines == LINES
    assert lens == LINES[1:7]
    assert principles == ["real-equality", "diversity-advantage", "meaningful-interaction", "active-citizenship"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_concept_has_a_label_and_those_that_are_read_a_definition_in_the_languages_of_the_interface(language):
    load_vocabularies(by="tests")
    bare = [c.key for c in Concept.objects.all() if not c.labels.filter(kind="pref", language=language).exists()]
    undefined = [c.key for c in Concept.objects.exclude(scheme__key=THEMES) if not c.definitions.get(language)]
    assert (bare, undefined) == ([], [])


def test_labels_come_in_the_readers_language_and_else_in_english():
    load_vocabularies(by="tests")
    assert concept_names("fr")["education"].label == "Éducation"
    assert concept_names("xx")["education"].label == "Education"


def test_loading_again_changes_nothing_and_keeps_what_was_mended():
    first = load_vocabularies(by="tests")
    Label.objects.filter(concept__key="education", language="en", kind="pref").update(text="Schools")
    assert (first > 20, load_vocabularies(by="tests")) == (True, 0)
    assert concept_names("en")["education"].label == "Schools"


def test_another_version_replaces_the_labels():
    load_vocabularies(by="tests")
    ConceptScheme.objects.filter(key=AREAS).update(version="older")
    Label.objects.filter(concept__key="education", language="en", kind="pref").update(text="Schools")
    load_vocabularies(by="tests")
    assert concept_names("en")["education"].label == "Education"


def test_names_take_two_queries_however_many_concepts(django_assert_num_queries):
    load_vocabularies(by="tests")
    with django_assert_num_queries(2):
        concept_names("fr")


def test_synonyms_of_all_languages_are_there_for_the_search():
    load_vocabularies(by="tests")
    labels = Label.objects.filter(concept__key="mediation").values_list("text", flat=True)
    assert {"Médiation et résolution des conflits", "Mediation and conflict resolution"} & set(labels)


def test_a_concept_has_one_preferred_label_a_language():
    load_vocabularies(by="tests")
    concept = Concept.objects.get(key="education")
    with pytest.raises(IntegrityError), transaction.atomic():
        Label.objects.create(concept=concept, language="en", kind="pref", text="Another")


def test_a_concept_is_not_broader_than_itself():
    load_vocabularies(by="tests")
    concept = Concept.objects.get(key="education")
    concept.broader = concept
    with pytest.raises(IntegrityError), transaction.atomic():
        concept.save()

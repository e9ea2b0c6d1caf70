"""Defects of the library: each is seen where it is, and only there; what they cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.defect_words import say_defect
from convivia.practices.defects import DEFECTS, counted, having
from convivia.practices.defects_in_words import Version, faults_in_words
from convivia.practices.models import Contact, Evidence, LikelyPair, Practice, PracticePlace
from convivia.vocabularies.models import Concept
from tests.making import make_place, make_practice, text_record

WORDS = "The council has set up a place where people of all origins meet and learn from each other."
FRENCH = "La ville a ouvert un lieu où les habitants de toutes origines se rencontrent et apprennent."


def version(language="en", **values):
    whole = {"title": "A house", "title_language": "", "summary": WORDS, "answers": {}, "cut_off": [], "source_url": ""}
    return Version(**({"language": language} | whole | values))


@pytest.fixture
def sound(db):
    """A practice in which nothing is wrong."""
    practice = make_practice(
        text_record(title="A house for all", summary=WORDS), period="2019 - ongoing", source="tests"
    )
    PracticePlace.objects.create(practice=practice, place=make_place("sampleton"))
    practice.concepts.add(Concept.objects.exclude(broader=None).first() or Concept.objects.first())
    Contact.objects.create(practice=practice, email="office@city.gov")
    Evidence.objects.create(practice=practice, kind="told", statements={"en": "Neighbours meet."})
    Practice.objects.filter(pk=practice.pk).update(last_confirmed=date.today(), licence="CC-BY-4.0")  # noqa: DTZ011
    practice.refresh_from_db()
    return practice


def defects_of(practice):
    return {key for key in DEFECTS if practice.pk in having(key, Practice.objects.all())}


def test_a_sound_practice_has_none(sound):
    assert defects_of(sound) == set()
    told = counted(Practice.objects.all())
    assert (told.total, set(told.by_defect.values()), told.unread) == (1, {0}, 0)


@pytest.mark.parametrize(
    ("values", "defects"),
    [
        ({"period_text": "", "period_start": "", "start_year": None, "ongoing": None}, {"no-period"}),
        ({"period_text": "some time", "period_start": "", "start_year": None, "ongoing": None}, {"unread-period"}),
        ({"last_confirmed": None}, {"stale"}),
        ({"last_confirmed": date(2001, 1, 1)}, {"stale"}),
        ({"last_confirmed": None, "ongoing": False}, set()),
        ({"source": ""}, {"no-source"}),
        ({"licence": ""}, {"no-licence"}),
        ({"period_text": "Sampleton 2019 - ongoing"}, {"place-in-period"}),
        ({"period_text": "N/A"}, {"placeholder"}),
    ],
)
def test_facts(sound, values, defects):
    Practice.objects.filter(pk=sound.pk).update(**values, revision=sound.revision + 1)
    assert defects_of(sound) == defects


@pytest.mark.parametrize(
    ("values", "defects"),
    [
        ({"title": ""}, {"no-title"}),
        ({"summary": ""}, {"no-summary"}),
        ({"cut_off": ["summary"]}, {"cut-off"}),
        ({"title_language": "fr"}, {"title-language"}),
        ({"answers": {"purpose": "n/a", "process": WORDS}}, {"placeholder"}),
        ({"answers": {"purpose": WORDS}}, {"empty-sections"}),
        ({"answers": {"purpose": WORDS, "process": FRENCH}}, {"mixed-language"}),
        ({"summary": f"{WORDS} Ask jane.sample@city.gov."}, {"personal"}),
        ({"summary": f"{WORDS} See http://localhost/x."}, {"bad-link"}),
    ],
)
def test_texts(sound, values, defects):
    sound.texts.update(**values)
    Practice.objects.filter(pk=sound.pk).update(revision=sound.revision + 1)
    assert defects_of(sound) == defects


def test_what_is_missing_beside(sound):
    sound.concepts.clear()
    sound.place_links.all().delete()
    sound.evidence.all().delete()
    Contact.objects.update(email="")
    assert defects_of(sound) == {"no-area", "no-city", "no-evidence", "no-contact"}


def test_doubled_records_are_the_pairs_that_nobody_told_apart(sound):
    other = make_practice(text_record(title="Another"))
    first, second = sorted((sound, other), key=lambda one: one.pk)
    LikelyPair.objects.create(first=first, second=second, score=0.9)
    assert "doubled" in defects_of(sound)


def test_what_readers_do_not_see_is_not_counted(sound):
    Practice.objects.filter(pk=sound.pk).update(licence="", is_shown=False, state="draft")
    assert defects_of(sound) == set()
    assert counted(Practice.objects.all()).total == 0


def test_versions_that_tell_different_things():
    answers = {"purpose": WORDS * 6, "process": WORDS * 6}
    alike = [version(answers=answers), version("fr", summary=FRENCH, answers=dict.fromkeys(answers, FRENCH * 6))]
    assert faults_in_words("2019", [], alike) == set()
    less = [alike[0], version("fr", summary=FRENCH, answers={"purpose": FRENCH, "process": FRENCH})]
    assert "divergent" in faults_in_words("2019", [], less)
    other = [alike[0], version("fr", summary=FRENCH, answers={"purpose": FRENCH * 9})]
    assert "divergent" in faults_in_words("2019", [], other)


def test_every_defect_has_words():
    assert all(say_defect(key).name and say_defect(key).mending for key in DEFECTS)
    with pytest.raises(KeyError):
        say_defect("nothing")


def test_no_other_defects(db):
    with pytest.raises(KeyError):
        having("nothing", Practice.objects.all())


def queries_of(count):
    for number in range(count):
        make_practice(text_record(title=f"Practice {count} {number}", summary=f"{WORDS} {count} {number}"))
    with CaptureQueriesContext(connection) as told:
        counted(Practice.objects.all())
    return len(told)


def test_queries_do_not_grow_with_the_library(db):
    assert queries_of(1) == queries_of(3) <= 8


def test_a_change_is_read_again(sound):
    assert counted(Practice.objects.all()).by_defect["placeholder"] == 0
    sound.texts.update(summary="N/A")
    Practice.objects.filter(pk=sound.pk).update(updated_at=sound.updated_at + timedelta(seconds=1))
    assert counted(Practice.objects.all()).by_defect["placeholder"] == 1

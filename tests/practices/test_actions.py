import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from convivia.practices.actions import delete_practices, record_repair, save_practices
from convivia.practices.models import Event, ExternalId, Practice, Text
from convivia.practices.signals import practices_changed
from tests.making import make_place, make_practice, practice_record, text_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    heard = []

    def listen(sender, practice_ids, **kwargs):
        heard.append(list(practice_ids))

    practices_changed.connect(listen)
    yield heard
    practices_changed.disconnect(listen)


def test_a_new_record_becomes_a_practice_with_all_that_hangs_on_it():
    place = make_place()
    practice = make_practice(
        text_record(answers={"purpose": "To try."}, external_id="x1", other_external_ids=("x2",), keywords=("one",)),
        text_record(language="fr", title="Un exemple", is_original=False),
        place_ids=(place.pk,),
        country_codes=("NO",),
        concept_keys=("mediation", "real-equality"),
        period="2016-2018",
        source_url="https://example.org/1",
    )
    assert (practice.period_text, practice.start_year, practice.end_year, practice.ongoing) == (
        "2016-2018",
        2016,
        2018,
        False,
    )
    assert [(t.language, t.origin, t.title) for t in practice.texts.all()] == [
        ("en", "original", "A sample"),
        ("fr", "translation", "Un exemple"),
    ]
    assert [(e.value, e.is_main) for e in ExternalId.objects.all()] == [("x1", True), ("x2", False)]
    assert [p.key for p in practice.places.all()] == ["sampleton"]
    assert [c.key for c in practice.concepts.all()] == ["mediation", "real-equality"]
    assert [(e.kind, e.practice, e.by) for e in Event.objects.all()] == [("created", practice.public_id, "tests")]


def test_the_same_record_twice_changes_nothing():
    practice = make_practice(text_record(external_id="x1"))
    outcome = save_practices(records=[practice_record(text_record(external_id="x1"))], by="tests")[0]
    practice.refresh_from_db()
    assert (outcome.kind, outcome.public_id, outcome.changes) == ("unchanged", practice.public_id, {})
    assert (practice.revision, Event.objects.count(), Practice.objects.count()) == (1, 1, 1)


def test_without_an_id_a_record_is_known_by_language_title_and_place():
    place, other = make_place(), make_place("otherby")
    practice = make_practice(text_record(), place_ids=(place.pk,))
    same = practice_record(text_record(title="A  SAMPLE"), place_ids=(place.pk,), period="2020")
    elsewhere = practice_record(text_record(), place_ids=(other.pk,))
    kinds = [(o.kind, o.public_id == practice.public_id) for o in save_practices(records=[same, elsewhere], by="tests")]
    assert kinds == [("updated", True), ("created", False)]


def test_a_changed_record_says_what_changed():
    make_practice(text_record(external_id="x1"), period="2019")
    changed = practice_record(text_record(external_id="x1", summary="It does more now."), period="2019 onwards")
    outcome = save_practices(records=[changed], by="import")[0]
    assert outcome.changes == {
        "period": ["2019", "2019 onwards"],
        "summary/en": ["What a sample does.", "It does more now."],
    }
    practice = Practice.objects.get()
    assert (practice.ongoing, practice.revision) == (True, 2)
    assert Event.objects.filter(kind="updated", by="import").get().changes == outcome.changes


def test_empty_values_never_erase():
    place = make_place()
    make_practice(
        text_record(external_id="x1", answers={"purpose": "To try."}),
        place_ids=(place.pk,),
        concept_keys=("mediation",),
    )
    bare = practice_record(text_record(external_id="x1", summary="", answers={"purpose": ""}), period="")
    assert save_practices(records=[bare], by="tests")[0].kind == "unchanged"
    practice = Practice.objects.get()
    assert (practice.start_year, practice.places.count(), practice.concepts.count()) == (2019, 1, 1)
    assert practice.texts.get().answers == {"purpose": "To try."}


def test_a_text_that_is_cut_off_never_replaces_a_whole_one():
    make_practice(text_record(external_id="x1", answers={"purpose": "A whole text."}))
    cut = text_record(external_id="x1", summary="Cut.", answers={"purpose": "A wh…"}, cut_off=("purpose",))
    outcome = save_practices(records=[practice_record(cut)], by="tests")[0]
    assert (outcome.kind, sorted(outcome.kept)) == ("unchanged", ["purpose", "summary"])
    assert Text.objects.get().answers == {"purpose": "A whole text."}


def test_a_whole_text_replaces_one_that_was_cut_off():
    make_practice(text_record(external_id="x1", answers={"purpose": "A wh…"}, cut_off=("purpose",)))
    whole = text_record(external_id="x1", answers={"purpose": "A whole text."})
    assert save_practices(records=[practice_record(whole)], by="tests")[0].kind == "updated"
    text = Text.objects.get()
    assert (text.answers, text.cut_off) == ({"purpose": "A whole text."}, [])


def test_a_newer_print_of_a_teaser_replaces_the_older():
    make_practice(text_record(external_id="x1", answers={"purpose": "Old te…"}, cut_off=("purpose",)))
    newer = text_record(external_id="x1", answers={"purpose": "New te…"}, cut_off=("purpose",))
    save_practices(records=[practice_record(newer)], by="tests")
    text = Text.objects.get()
    assert (text.answers, text.cut_off) == ({"purpose": "New te…"}, ["purpose"])


def test_a_further_language_joins_the_practice():
    make_practice(text_record(external_id="x1"))
    both = practice_record(
        text_record(external_id="x1"), text_record(language="fr", title="Un exemple", external_id="x2")
    )
    outcome = save_practices(records=[both], by="tests")[0]
    assert outcome.changes == {"text/fr": ["", "Un exemple"]}
    assert [(t.language, t.origin) for t in Practice.objects.get().texts.all()] == [
        ("en", "original"),
        ("fr", "translation"),
    ]


def test_a_batch_that_speaks_of_a_practice_twice_makes_one():
    records = [practice_record(), practice_record(period="2020")]
    kinds = [o.kind for o in save_practices(records=records, by="tests")]
    assert (kinds, Practice.objects.count(), Practice.objects.get().start_year) == (["created", "updated"], 1, 2020)


def test_all_of_a_batch_is_saved_or_none():
    good = practice_record(text_record(external_id="x1"))
    bad = practice_record(text_record(external_id="x2"), concept_keys=("no-such-concept",))
    with pytest.raises(KeyError), transaction.atomic():
        save_practices(records=[good, bad], by="tests")
    assert Practice.objects.count() == 0


def test_the_queries_do_not_grow_with_the_records():
    make_practice()
    counts = []
    for size in (1, 3):
        records = [practice_record(text_record(title=f"Sample {size} {n}")) for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            save_practices(records=records, by="tests")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_news_goes_up_after_commit_only(news, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        practice = make_practice()
        assert news == []
    assert news == [[practice.pk]]


def test_nothing_new_is_no_news(news, django_capture_on_commit_callbacks):
    make_practice(text_record(external_id="x1"))
    with django_capture_on_commit_callbacks(execute=True):
        save_practices(records=[practice_record(text_record(external_id="x1"))], by="tests")
    assert news == []


def test_a_repair_is_noted_and_makes_a_new_revision(news, django_capture_on_commit_callbacks):
    practice = make_practice()
    with django_capture_on_commit_callbacks(execute=True):
        record_repair(practice=practice, changes={"summary": ["", ""]}, by="an editor")
    assert (practice.revision, news) == (2, [[practice.pk]])
    assert [(e.kind, e.by) for e in Event.objects.all()] == [("repaired", "an editor"), ("created", "tests")]


def test_what_is_deleted_leaves_its_event(news, django_capture_on_commit_callbacks):
    practice = make_practice()
    pk, public_id = practice.pk, practice.public_id
    with django_capture_on_commit_callbacks(execute=True):
        delete_practices(practices=[practice], by="an editor")
    assert (Practice.objects.count(), news) == (0, [[pk]])
    assert Event.objects.filter(kind="deleted").get().practice == public_id


@pytest.mark.parametrize(
    "values",
    [
        {"start_year": 2020, "end_year": 2016, "period_start": "2020", "period_end": "2016"},
        {"start_year": 2016},
        {"period_end": "2016"},
        {"start_year": 20, "period_start": "0020"},
        {"indexed_revision": 2},
        {"public_id": ""},
    ],
)
def test_the_database_refuses_facts_that_contradict_each_other(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.create(**values)


def test_the_database_refuses_a_second_text_in_a_language_and_a_second_original():
    practice = make_practice()
    for language in ("en", "fr"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Text.objects.create(practice=practice, language=language, origin="original")

"""The index follows the database, whatever happens to either."""

import logging
from unittest.mock import Mock

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import Practice, Text
from convivia.practices.queries import practices_to_index
from convivia.search import actions, receivers
from convivia.search.actions import index_pending, index_practices, reindex
from convivia.search.documents import CHUNK, Catalogue, documents
from convivia.search.engines.installed import engine
from convivia.search.engines.port import IndexBusy, IndexUnavailable, Order, Question
from convivia.search.queries import search
from convivia.search.query import SearchQuery
from convivia.vocabularies.actions import load_vocabularies
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def indexed():
    return sorted(engine().find(Question(), Order("newest"), offset=0, limit=1000))


def make_many(count):
    load_vocabularies(by="tests")
    from_here = [Practice() for _ in range(count)]
    Practice.objects.bulk_create(from_here)
    Text.objects.bulk_create(Text(practice=practice, language="en", title="Many") for practice in from_here)
    return [practice.pk for practice in from_here]


def test_an_index_is_made_of_all_practices_and_says_how_far_it_is():
    pks = make_many(CHUNK + 1)
    said = []
    assert reindex(progress=lambda done, total: said.append((done, total))) == CHUNK + 1
    assert (indexed(), said) == (pks, [(CHUNK, CHUNK + 1), (CHUNK + 1, CHUNK + 1)])
    assert not practices_to_index().exists()


def test_a_library_without_practices_has_an_index():
    assert (reindex(), indexed(), index_pending()) == (0, [], 0)


def test_what_is_pending_is_written_and_what_is_done_is_left_alone():
    one, two = make_practice(text_record(title="One")), make_practice(text_record(title="Two"))
    reindex()
    making = engine().making()
    Practice.objects.filter(pk=two.pk).update(revision=F("revision") + 1)
    two.texts.update(title="Newly named")
    assert index_pending() == 1
    assert (index_pending(), engine().making()) == (0, making)
    two.refresh_from_db()
    assert (two.indexed_revision, indexed()) == (2, [one.pk, two.pk])


def test_practices_that_are_gone_are_taken_away_and_lost_ones_written():
    pks = make_many(4)
    reindex()
    Practice.objects.filter(pk=pks[0]).delete()
    with engine().writing(wait=0) as writing:
        writing.remove([pks[1]])
        writing.commit()
    assert index_pending() == 1
    assert (indexed(), index_pending()) == (pks[1:], 0)


def test_as_many_gone_as_new_are_noticed():
    pks = make_many(2)
    reindex()
    Practice.objects.filter(pk=pks[0]).delete()
    new = make_many(1)
    assert index_pending() == 1
    assert indexed() == [pks[1], *new]


@pytest.mark.parametrize("damage", ["nothing", "folder", "pointer", "some file", "meta"])
def test_pending_heals_an_index_that_was_lost_or_damaged(index_folder, damage):
    pks = make_many(3)
    reindex()
    assert indexed() == pks
    if damage == "folder":
        for path in sorted(index_folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    elif damage == "pointer":
        next(index_folder.glob("*.now")).unlink()
    elif damage == "some file":
        next(index_folder.rglob("*.term")).unlink()
    elif damage == "meta":
        next(index_folder.rglob("meta.json")).write_text("?")
    assert index_pending() == (0 if damage == "nothing" else 3)
    assert (indexed(), index_pending()) == (pks, 0)


def test_what_was_saved_while_an_index_was_made_is_in_it():
    pks = make_many(2)
    late = []
    assert reindex(progress=lambda done, total: late.extend(make_many(1))) == 2
    assert indexed() == [*pks, *late]
    assert not practices_to_index().exists()


def test_saved_practices_are_indexed_at_once(django_capture_on_commit_callbacks):
    reindex()
    with django_capture_on_commit_callbacks(execute=True):
        practice = make_practice(text_record(title="Fresh"))
    practice.refresh_from_db()
    assert (indexed(), practice.indexed_revision) == ([practice.pk], 1)


def test_deleted_practices_are_taken_away_at_once():
    pks = make_many(2)
    reindex()
    Practice.objects.filter(pk=pks[0]).delete()
    receivers.index_changed(practice_ids=[pks[0]])
    assert indexed() == pks[1:]


def test_a_busy_index_leaves_practices_pending_for_the_next(monkeypatch):
    pks = make_many(2)
    reindex()
    monkeypatch.setattr(actions, "SHORT_WAIT", 0.01)
    Practice.objects.update(revision=2)
    with engine().writing(wait=0):
        assert index_practices(ids=[pks[0]]) is False
    assert practices_to_index().count() == 2
    assert index_practices(ids=[pks[1]]) is True
    assert not practices_to_index().exists()


def test_whoever_makes_an_index_says_when_another_does(monkeypatch):
    reindex()
    with engine().writing(wait=0), pytest.raises(IndexBusy):
        reindex(wait=0.01)
    Practice.objects.bulk_create([Practice()])
    with engine().writing(wait=0), pytest.raises(IndexBusy):
        index_pending(wait=0.01)


def test_the_missing_index_of_a_small_library_is_made_when_a_practice_is_saved():
    pks = make_many(2)
    assert index_practices(ids=[pks[0]]) is True
    assert indexed() == pks


def test_the_missing_index_of_a_large_library_waits(monkeypatch, caplog):
    pks = make_many(2)
    monkeypatch.setattr(actions, "SMALL", 1)
    assert index_practices(ids=[pks[0]]) is False
    assert practices_to_index().count() == 2
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    with pytest.raises(IndexUnavailable):
        engine().size()


@pytest.mark.parametrize("trouble", [IndexBusy("busy"), IndexUnavailable("broken"), OSError("no space left")])
def test_an_index_that_cannot_be_made_is_told_and_stays_unavailable(monkeypatch, caplog, trouble):
    monkeypatch.setattr(actions, "reindex", Mock(side_effect=trouble))
    with pytest.raises(IndexUnavailable):
        search(SearchQuery())
    assert [record.message for record in caplog.records] == [f"The search index could not be made: {trouble}"]


def test_trouble_with_the_index_never_stops_a_save(monkeypatch, caplog, django_capture_on_commit_callbacks):
    def fail(**given):
        raise OSError("no space left")

    monkeypatch.setattr(receivers, "index_practices", fail)
    with django_capture_on_commit_callbacks(execute=True):
        practice = make_practice()
    assert Practice.objects.get().pk == practice.pk
    assert [record.message for record in caplog.records] == ["1 practices could not be indexed; they stay pending."]


@pytest.mark.parametrize("count", [1, 3])
def test_documents_are_read_in_the_same_few_queries(count):
    city = make_place("city")
    for number in range(count):
        part = make_place(f"part-{number}", parent=city)
        make_practice(text_record(title=f"N {number}"), place_ids=(part.pk,), concept_keys=("mediation",))
    catalogue = Catalogue()
    ids = list(Practice.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as first:
        found = list(documents(ids, catalogue))
    with CaptureQueriesContext(connection) as again:
        list(documents(ids, catalogue))
    # Practices, texts, places, countries, concepts; then once places, their parents, names; three for profiles.
    assert (len(found), len(first), len(again)) == (count, 11, 5)


def test_the_document_of_a_practice():
    place = make_place("oslo", "NO")
    practice = make_practice(
        text_record(title="Café talks", keywords=("talks",), summary="Good.", answers={"purpose": "Ease"}),
        text_record(language="sq", title="Biseda", summary="", is_original=False),
        place_ids=(place.pk,),
        concept_keys=("education", "real-equality"),
        period="2016-2018",
    )
    indexed_as = next(iter(documents([practice.pk], Catalogue())))
    document = indexed_as.document
    assert (document.pk, indexed_as.revision, document.year) == (practice.pk, 1, 2016)
    title = ["cafe", "=café", "en~cafe", "talks", "talks", "en~talk"]
    assert document.words.split() == [
        *title * 4,
        *["talks", "talks", "en~talk"] * 3,
        *["good", "good", "en~good"] * 2,
        *["ease", "ease", "en~eas"],
        *["biseda", "biseda", "sq~bised"] * 4,
    ]
    assert document.in_title.split() == [*title, "biseda", "biseda", "sq~bised"]
    assert {"oslo", "norway", "norvege", "=norvège"} < set(document.in_names.split())
    assert document.titles == ("cafe talks", "biseda")
    assert document.title_order == "cafe talks ¶ biseda"
    assert document.text_order.startswith("talks ¶ good ¶ ease ¶ ")
    assert document.facets == {
        "language": ("en", "sq"),
        "status": ("ended",),
        "evidence": ("none",),
        "area": ("education", "intercultural-lens"),
        "principle": ("real-equality",),
        "theme": (),
        "country": ("NO",),
        "city": ("oslo",),
        "network": (),
        "size": (),
        "diversity": (),
        "profile": ("||NO|",),
    }
    assert document.sort_titles == {"en": "cafe talks", "fr": "cafe talks"}


def test_a_practice_without_texts_has_a_document():
    practice = Practice.objects.create()
    document = next(iter(documents([practice.pk], Catalogue()))).document
    assert (document.words, document.titles, document.sort_titles) == ("", (), {"en": "", "fr": ""})
    assert document.facets["status"] == ("unknown",)


def test_practices_that_do_not_exist_have_no_document():
    assert list(documents([10**9], Catalogue())) == []

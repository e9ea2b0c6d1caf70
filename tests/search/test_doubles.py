"""Which records are compared, and that pairs are kept and made anew."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import LikelyPair, Practice
from convivia.practices.signals import practices_changed
from convivia.practices.snapshots import snapshot_of
from convivia.search.doubles import compare_pending, compare_practices, doubles_of, pending
from convivia.search.encoding import encode_pending
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_place("sampleton")


def pairs():
    return [(pair.first_id, pair.second_id) for pair in LikelyPair.objects.order_by("first", "second")]


def test_pairs_are_kept_and_made_anew_when_one_changes(city):
    one, two, three = (
        make_practice(text_record(external_id=key, title="The open round table"), place_ids=(city.pk,)) for key in "abc"
    )
    assert compare_pending(limit=2) == 1
    assert compare_pending() == 0
    assert pairs() == [(one.pk, two.pk), (one.pk, three.pk), (two.pk, three.pk)]
    make_practice(text_record(external_id="b", title="Quite another thing"), place_ids=(city.pk,))
    assert list(pending()) == [two]
    practices_changed.send(Practice, practice_ids=[two.pk])
    assert (pairs(), pending().count()) == ([(one.pk, three.pk)], 0)
    Practice.objects.filter(pk=three.pk).update(is_shown=False, state="withdrawn")
    three.texts.all().delete()
    compare_practices(ids=[three.pk])
    assert pairs() == []


def test_pairs_are_weighed_anew_when_the_weights_change(city, monkeypatch):
    for key in "ab":
        make_practice(text_record(external_id=key, title="The open round table"), place_ids=(city.pk,))
    compare_pending()
    LikelyPair.objects.update(score=0.6)
    assert pending().count() == 0
    monkeypatch.setattr("convivia.search.doubles.STAMP", "other weights")
    assert pending().count() == 2
    assert compare_pending() == 0
    assert LikelyPair.objects.get().score > 0.9


def test_what_was_compared_by_words_alone_is_compared_again_when_it_was_read(city, fake_encoder):
    one = make_practice(text_record(external_id="a", title="Chess chess", summary="Chess."), place_ids=(city.pk,))
    compare_practices(ids=[one.pk])
    assert pending().count() == 0
    encode_pending()
    assert list(pending()) == [one]
    assert compare_pending() == 0


def test_another_place_is_another_practice(city):
    make_practice(text_record(external_id="a", title="The open round table"), place_ids=(city.pk,))
    other = make_place("otherby")
    make_practice(text_record(external_id="b", title="The open round table"), place_ids=(other.pk,))
    compare_pending()
    assert pairs() == []


def test_a_borough_is_near_its_city(city):
    borough = make_place("quarter", parent=city)
    make_practice(text_record(external_id="a", title="The open round table"), place_ids=(city.pk,))
    make_practice(text_record(external_id="b", title="The open round table"), place_ids=(borough.pk,))
    compare_pending()
    assert LikelyPair.objects.get().signs == ["same-title", "same-period", "near-place"]


def test_meaning_finds_what_no_word_does(city, fake_encoder):
    one = make_practice(text_record(external_id="a", title="Chess chess", summary="Chess."), place_ids=(city.pk,))
    for key in "bcd":
        make_practice(text_record(external_id=key, title=f"Thing {key}", summary=f"Of {key}."), place_ids=(city.pk,))
    encode_pending()
    content = snapshot_of(one)
    content["texts"] = {"es": content["texts"]["en"] | {"title": "Ajedrez ajedrez", "summary": "Ajedrez."}}
    found = doubles_of(Practice(), content)
    assert [double.pk for double in found] == [one.pk]
    assert found[0].signs[:2] == ("told-alike", "title-means")
    assert found[0].signs[-1] == "other-language"


def test_queries_stay_the_same_for_one_and_many(city):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            doubles_of(one, snapshot)
        return len(queries)

    one = make_practice(text_record(external_id="a", title="The open round table"), place_ids=(city.pk,))
    snapshot = snapshot_of(one)
    make_practice(text_record(external_id="b", title="The open round table"), place_ids=(city.pk,))
    first = asked()
    for key in "cde":
        make_practice(text_record(external_id=key, title="The open round table"), place_ids=(city.pk,))
    assert (asked(), first <= 9) == (first, True)

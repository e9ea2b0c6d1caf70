"""Encodings are made once for each passage, kept, and found by all; whoever is stopped goes on where it stopped."""

import shutil

import pytest
from django.db.models import F

from convivia.practices.models import Practice, Text
from convivia.search import encoding, receivers
from convivia.search.documents import texts_of
from convivia.search.encoding import (
    AT_ONCE,
    encode_pending,
    encode_practices,
    make_anew,
    make_if_small,
    needs_encoding,
    pending,
)
from convivia.search.engines.port import IndexBusy
from convivia.search.meaning import form, near, nearest, nearest_passage, store
from convivia.search.models import Encoded, Encoding
from convivia.search.passages import MAX_PASSAGE
from tests.making import make_practice, text_record
from tests.search.fake_encoders import FakeEncoder, use_encoder

# A sentence that leaves no room for another in its passage.
LONG = MAX_PASSAGE - 10

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fake_encoder")]


def make(title, summary="", language="en", **values):
    return Text.objects.create(
        practice=Practice.objects.create(), title=title, summary=summary, language=language, **values
    ).practice_id


def make_many(count):
    practices = Practice.objects.bulk_create(Practice() for _ in range(count))
    Text.objects.bulk_create(
        Text(practice=each, language="en", title=f"Title{each.pk}", summary="Something to read.") for each in practices
    )
    return [each.pk for each in practices]


def edit(pk, **values):
    Text.objects.filter(practice_id=pk).update(**values)
    Practice.objects.filter(pk=pk).update(revision=F("revision") + 1)


def waiting():
    return sorted(pending().values_list("pk", flat=True))


def found(text):
    return list(near(text))


def test_all_that_waits_is_encoded_and_told_in_steps():
    pks = make_many(45)
    said = []
    assert (needs_encoding(), waiting(), found("Title")) == (True, pks, [])
    assert encode_pending(progress=lambda *how_far: said.append(how_far)) == 45
    assert (needs_encoding(), waiting(), said) == (False, [], [(20, 45), (40, 45), (45, 45)])
    assert [found(f"Title{pk}. Something to read.")[0] for pk in pks] == pks
    assert encode_pending(progress=lambda *how_far: said.append(how_far)) == 0
    assert len(said) == 3


def test_equal_texts_are_encoded_once_and_texts_that_stay_never_again(fake_encoder):
    one = make("One", "Same words.", answers={"purpose": "z" * LONG + "."})
    two = make("One", "Same words.", answers={"purpose": "y" * LONG + "."})
    encode_pending()
    assert sorted(fake_encoder.read) == sorted(["One. Same words.", f"One. {'z' * LONG}.", f"One. {'y' * LONG}."])
    fake_encoder.read.clear()
    edit(one, answers={"purpose": "New words."})
    assert (waiting(), encode_pending()) == ([one], 1)
    assert fake_encoder.read == ["One. Same words. New words."]
    assert sorted(found("One Same words.")) == [one, two]
    fake_encoder.read.clear()
    edit(two, keywords=[])
    assert (encode_pending(), fake_encoder.read) == (1, [])


def test_keywords_and_the_first_passage_make_one_vector_near_to_both(fake_encoder):
    pk = make("Words of a title", "And of a summary.", keywords=["needle", "thread"])
    other = make("Words of a title", "And of a summary.")
    encode_pending()
    assert fake_encoder.read.count("needle, thread") == 1
    by_both = near("needle thread")
    assert by_both[pk].likeness > 0.7 > 2 * by_both[other].likeness
    assert near("Words of a title. And of a summary.")[pk].likeness > 0.5


def test_a_run_that_is_broken_off_goes_on_where_it_stopped(fake_encoder):
    pks = make_many(50)
    fake_encoder.fails_at = f"Title{pks[30]}."
    with pytest.raises(RuntimeError):
        encode_pending()
    first = list(fake_encoder.read)
    assert len(first) == 20
    fake_encoder.fails_at = None
    said = []
    encode_pending(progress=lambda *how_far: said.append(how_far))
    assert (sorted(fake_encoder.read), len(set(fake_encoder.read))) == (sorted(set(fake_encoder.read)), 50)
    assert (waiting(), said[-1][0], {pk for each in pks for pk in found(f"Title{each}")[:1]}) == (
        [],
        said[-1][1],
        {*pks},
    )


@pytest.mark.parametrize("is_bulk", [True, False])
def test_whoever_is_stopped_before_the_stock_is_written_leaves_nothing_that_passes_for_done(
    monkeypatch, fake_encoder, is_bulk
):
    old = make_many(2)
    encode_pending()
    monkeypatch.setattr(encoding, "TOGETHER", 3 if is_bulk else 100)
    new = make_many(25)
    edit(old[0], summary="Newly told.")

    def stop(*given, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(type(store()), "rebuild" if is_bulk else "put", stop)
        with pytest.raises(KeyboardInterrupt):
            encode_pending()
    assert waiting() == [old[0], *new]
    read = list(fake_encoder.read)
    encode_pending()
    assert ([text for text in fake_encoder.read[len(read) :] if text in read], waiting()) == ([], [])
    assert [found(f"Title{pk} Something to read.")[0] for pk in new] == new
    assert found("Newly told.")[0] == old[0]


def test_many_new_ones_are_made_findable_as_often_as_the_stock_doubles(monkeypatch):
    monkeypatch.setattr(encoding, "TOGETHER", 20)
    made = []
    rebuild = encoding._rebuild
    monkeypatch.setattr(encoding, "_rebuild", lambda *given: made.append(len(waiting())) or rebuild(*given))
    pks = make_many(130)
    encode_pending()
    assert made == [130, 130, 110, 90, 50]
    assert (waiting(), store().size()) == ([], 130)
    assert found(f"Title{pks[-1]}")[0] == pks[-1]


def test_another_encoder_makes_all_anew_and_the_old_encodings_go(settings, monkeypatch, fake_encoder):
    pks = make_many(3)
    encode_pending()
    other = FakeEncoder("other-encoder", dimensions=64)
    use_encoder(settings, monkeypatch, other)
    assert (waiting(), needs_encoding(), found("Title")) == (pks, True, [])
    assert make_anew() == 3
    assert {*Encoding.objects.values_list("encoder", flat=True)} == {form(other)}
    assert [len(bytes(vector)) for vector in Encoding.objects.values_list("vector", flat=True)] == [64] * 3
    assert {*Encoded.objects.values_list("encoder", flat=True)} == {form(other)}
    assert found(f"Title{pks[1]}")[0] == pks[1]
    use_encoder(settings, monkeypatch, fake_encoder)
    assert waiting() == pks


def test_a_few_changes_are_found_at_once_and_take_along_some_that_wait():
    old = make_many(2)
    encode_pending()
    some = make_many(AT_ONCE + 5)
    edit(old[0], summary="Fresh words.")
    assert encode_practices(ids=[old[0]]) is True
    assert found("Fresh words")[0] == old[0]
    assert waiting() == some[AT_ONCE - 1 :]


def test_many_changes_wait(fake_encoder):
    make_many(1)
    encode_pending()
    pks = make_many(AT_ONCE + 1)
    read = len(fake_encoder.read)
    assert encode_practices(ids=pks) is False
    assert (waiting(), len(fake_encoder.read)) == (pks, read)
    assert encode_practices(ids=pks[:AT_ONCE]) is True
    assert waiting() == pks[AT_ONCE:]


def test_saved_practices_are_found_by_meaning_at_once(django_capture_on_commit_callbacks):
    encode_pending()
    make_anew()
    with django_capture_on_commit_callbacks(execute=True):
        pk = make_practice(text_record(title="Checkmate days")).pk
    assert (found("σκάκι"), waiting()) == ([pk], [])


def test_deleted_practices_are_found_no_longer():
    one, two = make("Chess one"), make("Chess two")
    encode_pending()
    Practice.objects.filter(pk=one).delete()
    receivers.index_changed(practice_ids=[one])
    assert (found("chess"), store().size() >= 1, Encoded.objects.count()) == ([two], True, 1)
    make_anew()
    assert (found("chess"), Encoding.objects.count()) == ([two], 1)


def test_without_a_stock_or_while_another_writes_practices_wait(monkeypatch):
    monkeypatch.setattr(encoding, "SHORT_WAIT", 0.01)
    (pk,) = make_many(1)
    assert (encode_practices(ids=[pk]), waiting()) == (False, [pk])
    encode_pending()
    edit(pk, summary="Fresh words.")
    with store()._folders.lock(0):
        assert (encode_practices(ids=[pk]), waiting()) == (False, [pk])
        with pytest.raises(IndexBusy):
            encode_pending(wait=0.01)
    assert (encode_practices(ids=[pk]), waiting()) == (True, [])


def test_trouble_with_the_encoder_never_stops_a_save(fake_encoder, caplog, django_capture_on_commit_callbacks):
    encode_pending()
    fake_encoder.fails_at = "Fresh"
    with django_capture_on_commit_callbacks(execute=True):
        pk = make_practice(text_record(title="Fresh")).pk
    assert ([record.message[:37] for record in caplog.records], waiting()) == (
        ["1 practices could not be indexed; the"],
        [pk],
    )


@pytest.mark.parametrize("file", ["keys.npy", "rows.npy", "log", "*.now", ""])
def test_a_small_stock_that_was_lost_is_made_anew_on_the_spot_from_what_is_kept(settings, fake_encoder, file):
    pks = make_many(3)
    encode_pending()
    fake_encoder.read.clear()
    if file:
        next(settings.SEARCH_VECTORS.rglob(file)).unlink()
    else:
        shutil.rmtree(settings.SEARCH_VECTORS)
    assert (found(f"Title{pks[1]}"), needs_encoding()) == ([], True)
    make_if_small()
    assert (found(f"Title{pks[1]}")[0], needs_encoding(), fake_encoder.read) == (pks[1], False, [])


def test_the_lost_stock_of_a_large_library_waits_for_the_next_run(monkeypatch, settings):
    pks = make_many(3)
    encode_pending()
    shutil.rmtree(settings.SEARCH_VECTORS)
    monkeypatch.setattr(encoding, "SMALL", 2)
    make_if_small()
    assert (found(f"Title{pks[1]}"), needs_encoding()) == ([], True)
    assert (encode_pending(), needs_encoding(), found(f"Title{pks[1]}")[0]) == (0, False, pks[1])


def test_a_stock_that_another_is_making_or_that_cannot_be_written_is_left_alone(monkeypatch, settings):
    make_many(1)
    encode_pending()
    shutil.rmtree(settings.SEARCH_VECTORS)
    monkeypatch.setattr(encoding, "SHORT_WAIT", 0.01)
    with store()._folders.lock(0):
        make_if_small()
        assert needs_encoding()
    shutil.rmtree(settings.SEARCH_VECTORS)
    settings.SEARCH_VECTORS.write_text("a file where the folder should be")
    make_if_small()
    assert (found("Title"), needs_encoding()) == ([], True)


def test_encodings_that_no_practice_has_any_more_are_deleted():
    pk, other = make_many(2)
    encode_pending()
    edit(pk, summary="Newly told.")
    encode_pending()
    assert Encoding.objects.count() == 3
    make_anew()
    assert (Encoding.objects.count(), found("Newly told.")[0], found(f"Title{other}")[0]) == (2, pk, other)


def test_a_practice_whose_encodings_are_lost_is_encoded_again(settings):
    pk, other = make_many(2)
    encode_pending()
    keys = Encoded.objects.get(pk=pk).digests
    Encoding.objects.filter(digest__in=keys).delete()
    assert make_anew() == 1
    assert (found(f"Title{pk}")[0], waiting(), Encoding.objects.count()) == (pk, [], 2)
    Encoding.objects.filter(digest__in=keys).delete()
    shutil.rmtree(settings.SEARCH_VECTORS)
    make_if_small()
    assert (found(f"Title{pk} Something to read."), waiting()) == ([other], [pk])
    assert (encode_pending(), found(f"Title{pk}")[0]) == (1, pk)


def test_without_an_encoder_nothing_waits_and_nothing_is_done(settings):
    settings.SEARCH_ENCODER = "none"
    pks = make_many(2)
    assert (encode_practices(ids=pks), encode_pending(), waiting(), needs_encoding()) == (True, 0, [], False)
    make_anew()
    make_if_small()
    assert (near("Title"), nearest(pks[0], 5), store(), Encoding.objects.count()) == ({}, [], None, 0)
    assert not settings.SEARCH_VECTORS.exists()


def test_a_practice_without_a_text_is_done_and_found_by_nothing():
    empty = Practice.objects.create()
    one = make("One")
    encode_pending()
    late = Practice.objects.create()
    assert (waiting(), encode_pending(), waiting()) == ([late.pk], 1, [])
    assert (found("One"), store().of(empty.pk).shape[0]) == ([one], 0)


def test_what_is_near_is_told_with_its_passage_and_language():
    pk = make("Days", "A summary.", answers={"aim": "w" * LONG + ".", "impact": "A checkmate."}, language="fr")
    make("Nothing", "Of this.")
    encode_pending()
    hits = near("chess")
    assert (next(iter(hits)), hits[pk].number) == (pk, 2)
    passage = nearest_passage(texts_of([pk])[pk], hits[pk])
    assert (passage.body, passage.language) == ("A checkmate.", "fr")
    edit(pk, answers={})
    assert nearest_passage(texts_of([pk])[pk], hits[pk]) is None
    assert nearest_passage([], hits[pk]) is None


def test_a_practice_stands_once_by_its_nearest_passage_and_is_not_near_itself():
    pk = make("Chess", "Checkmate.", answers={"aim": "v" * LONG + ".", "impact": "Chess chess chess."})
    close, far = make("Chess", "Other."), make("Elsewhere", "Entirely.")
    encode_pending()
    assert list(near("chess")) == [pk, close, far]
    assert [each for each, _ in nearest(pk, 5)][:1] == [close]
    assert [each for each, _ in nearest(pk, 1)] == [close]
    assert nearest(999_999, 5) == []

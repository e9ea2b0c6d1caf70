"""Two records of one practice are made one, and parted again: nothing is lost on either way."""

import pytest

from convivia.practices.actions import save_practices
from convivia.practices.collection_actions import save_collection
from convivia.practices.collection_queries import member_ids
from convivia.practices.merging import NotMergeable, ask_again, merge, tell_apart, unmerge
from convivia.practices.merging_content import put_back, shared_languages
from convivia.practices.merging_queries import (
    history_of,
    leads_of,
    likely_pairs,
    merged_records,
    stands_for,
    stands_for_external,
)
from convivia.practices.models import (
    Collection,
    DistinctPair,
    Event,
    ExternalId,
    LikelyPair,
    Merge,
    Practice,
    Revision,
    Text,
)
from convivia.practices.rules import NotAllowed, steps_for
from convivia.practices.snapshots import snapshot_of
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import NotPossible, Outdated, take_step
from tests.desk.conftest import give, make_account
from tests.making import make_place, make_practice, practice_record, text_record


@pytest.fixture
def editor(db):
    return give(make_account("editor"), "editor")


@pytest.fixture
def pair(db):
    """An English record, and a French one with an English summary, of the same place."""
    city, quarter = make_place("sampleton"), make_place("otherby")
    kept = make_practice(
        text_record(external_id="en1", title="The round table", keywords=("dialogue",)),
        place_ids=(city.pk,), concept_keys=("mediation",), source="First source",
    )  # fmt: skip
    gone = make_practice(
        text_record(language="fr", external_id="fr1", title="La table ronde", summary="Ce que fait la table."),
        text_record(external_id="en2", title="Round table", summary="Other words.", is_original=False),
        place_ids=(city.pk, quarter.pk), concept_keys=("public-service",), source="Second source",
        source_url="https://example.org/fr",
    )  # fmt: skip
    return kept, gone


def again(practice):
    return Practice.objects.get(pk=practice.pk)


def test_one_record_says_for_both(pair, editor):
    kept, gone = pair
    merge(kept=kept, gone=gone, by=editor)
    kept, gone = again(kept), again(gone)
    content = snapshot_of(kept)
    assert {language: text["title"] for language, text in content["texts"].items()} == {
        "en": "The round table",
        "fr": "La table ronde",
    }
    assert [text["origin"] for text in content["texts"].values()] == ["original", "translation"]
    assert content["texts"]["en"]["other_titles"] == ["Round table"]
    assert content["texts"]["fr"]["source_url"] == "https://example.org/fr"
    assert (content["places"], content["concepts"]) == (["sampleton", "otherby"], ["mediation", "public-service"])
    assert content["source"] == "First source; Second source"
    assert (gone.is_shown, gone.merged_into, gone.texts.count(), gone.state) == (False, kept, 0, State.ARCHIVED)
    owners = dict(ExternalId.objects.values_list("value", "practice__public_id"))
    assert owners == {"en1": kept.public_id, "fr1": kept.public_id, "en2": gone.public_id}
    assert ExternalId.objects.get(value="fr1").text == kept.texts.get(language="fr")


def test_the_text_that_is_chosen_is_shown_and_the_other_is_a_revision(pair, editor):
    kept, gone = pair
    assert shared_languages(snapshot_of(kept), snapshot_of(gone)) == ["en"]
    merge(kept=kept, gone=gone, by=editor, shown={"en": "gone"})
    text = again(kept).texts.get(language="en")
    assert (text.title, text.summary, text.other_titles) == ("Round table", "Other words.", ["The round table"])
    owners = dict(ExternalId.objects.values_list("value", "practice__public_id"))
    assert owners == {"en1": gone.public_id, "fr1": kept.public_id, "en2": kept.public_id}
    first = Revision.objects.filter(practice=kept).order_by("number").first()
    assert first.content["texts"]["en"]["title"] == "The round table"


@pytest.mark.parametrize("shown", [{}, {"en": "gone"}])
def test_an_import_of_both_again_changes_nothing(pair, editor, shown):
    kept, gone = pair
    merge(kept=kept, gone=gone, by=editor, shown=shown)
    before = snapshot_of(kept)
    chosen = "en2" if shown else "en1"
    titles = {"en1": "The round table", "en2": "Round table"}
    outcomes = save_practices(
        records=[
            practice_record(text_record(external_id="en1", title="The round table")),
            practice_record(text_record(external_id="en2", title="Round table", summary="Other words.")),
            practice_record(
                text_record(language="fr", external_id="fr1", title="La table ronde", summary="Ce que fait la table.")
            ),
        ],
        by="tests",
    )
    assert [outcome.kind for outcome in outcomes] == ["unchanged"] * 3
    save_practices(
        records=[practice_record(text_record(external_id=chosen, title=titles[chosen], summary="New."))], by="t"
    )
    aside = next(value for value in titles if value != chosen)
    save_practices(
        records=[practice_record(text_record(external_id=aside, title=titles[aside], summary="Not this."))], by="t"
    )
    after = snapshot_of(again(kept))
    assert after["texts"]["en"]["summary"] == "New."
    assert after["texts"]["fr"] == before["texts"]["fr"]


def test_the_later_confirmation_counts(pair, editor):
    kept, gone = pair
    Practice.objects.filter(pk=gone.pk).update(last_confirmed="2024-05-01")
    Practice.objects.filter(pk=kept.pk).update(last_confirmed="2023-05-01")
    done = merge(kept=kept, gone=gone, by=editor)
    assert again(kept).last_confirmed.isoformat() == "2024-05-01"
    unmerge(merge=done, by=editor)
    assert [again(one).last_confirmed.isoformat() for one in pair] == ["2023-05-01", "2024-05-01"]


def test_undone_both_are_as_they_were(pair, editor):
    kept, gone = pair
    before = snapshot_of(kept), snapshot_of(gone)
    ids = set(ExternalId.objects.values_list("value", "practice_id", "text__language"))
    done = merge(kept=kept, gone=gone, by=editor, shown={"en": "gone"})
    assert unmerge(merge=done, by=editor) == []
    kept, gone = again(kept), again(gone)
    assert (snapshot_of(kept), snapshot_of(gone)) == before
    assert set(ExternalId.objects.values_list("value", "practice_id", "text__language")) == ids
    assert (gone.merged_into, gone.state, gone.is_shown) == (None, State.PUBLISHED, True)
    with pytest.raises(NotMergeable, match="undone"):
        unmerge(merge=done, by=editor)
    kinds = list(Event.objects.filter(practice=gone.public_id).order_by("id").values_list("kind", flat=True))
    assert kinds == ["created", "merged", "unmerged"]


def test_what_changed_since_a_merge_stays_and_is_named(pair, editor):
    kept, gone = pair
    done = merge(kept=kept, gone=gone, by=editor)
    Text.objects.filter(practice=kept, language="fr").update(summary="Mended since.")
    Practice.objects.filter(pk=kept.pk).update(source="Mended source")
    assert unmerge(merge=done, by=editor) == ["source", "text/fr"]
    content = snapshot_of(again(kept))
    assert (content["source"], content["texts"]["fr"]["summary"]) == ("Mended source", "Mended since.")
    assert content["places"] == ["sampleton"]
    assert again(gone).texts.get(language="fr").summary == "Ce que fait la table."


def test_collections_keep_their_place(pair, editor):
    kept, gone = pair
    other = make_practice(text_record(external_id="x9", title="Another"))
    save_collection(
        key="one", names={"en": "One"}, descriptions={}, public_ids=[other.public_id, gone.public_id], by="t"
    )
    both = [gone.public_id, kept.public_id]
    save_collection(key="two", names={"en": "Two"}, descriptions={}, public_ids=both, by="t")
    done = merge(kept=kept, gone=gone, by=editor)
    one, two = (Collection.objects.get(key=key) for key in ("one", "two"))
    assert member_ids(one) == [other.public_id, kept.public_id]
    assert member_ids(two) == [kept.public_id]
    unmerge(merge=done, by=editor)
    assert (member_ids(one), member_ids(two)) == ([other.public_id, gone.public_id], both)


def test_addresses_lead_on_through_several_merges(pair, editor):
    kept, gone = pair
    last = make_practice(text_record(external_id="x9", title="The last"))
    first = merge(kept=kept, gone=gone, by=editor)
    merge(kept=last, gone=kept, by=editor)
    assert [stands_for(one.public_id) for one in (gone, kept, last)] == [last.public_id, last.public_id, ""]
    ids = [one.public_id for one in (last, gone, kept)]
    assert leads_of([*ids, "2222222"]) == {gone.public_id: last.public_id, kept.public_id: last.public_id}
    assert [stands_for_external(value) for value in ("en2", "en1", "nothing")] == [last.public_id, last.public_id, ""]
    assert merged_records(last) == [again(kept), again(gone)]
    history = history_of(last)
    assert {event.practice for event in history.events} == {one.public_id for one in (kept, gone, last)}
    assert {revision.practice_id for revision in history.revisions} == {kept.pk, gone.pk, last.pk}
    assert len(history.merges) == 2
    with pytest.raises(NotMergeable, match="kept-is-gone"):
        unmerge(merge=first, by=editor)


def test_what_cannot_be_merged(pair, editor):
    kept, gone = pair
    with pytest.raises(NotMergeable, match="same"):
        merge(kept=kept, gone=kept, by=editor)
    for role in ("reader", "reviewer", "translator"):
        with pytest.raises(NotAllowed):
            merge(kept=kept, gone=gone, by=give(make_account(role), role))
    with pytest.raises(Outdated):
        merge(kept=kept, gone=gone, by=editor, seen=(kept.revision, gone.revision + 1))
    take_step(practice=gone, step=Step.REVISE, by=editor)
    with pytest.raises(NotMergeable, match="being-changed"):
        merge(kept=kept, gone=gone, by=editor)
    take_step(practice=gone, step=Step.DISCARD, by=editor)
    take_step(practice=gone, step=Step.WITHDRAW, by=editor, reason="Asked for.")
    with pytest.raises(NotMergeable, match="not-public"):
        merge(kept=kept, gone=gone, by=editor)
    assert not Merge.objects.exists()


def test_a_merged_record_takes_no_step(pair, editor):
    kept, gone = pair
    merge(kept=kept, gone=gone, by=editor)
    gone = again(gone)
    assert steps_for(editor, gone) == {}
    for step in (Step.SHOW_AGAIN, Step.REVISE):
        with pytest.raises(NotPossible):
            take_step(practice=gone, step=step, by=editor)
    with pytest.raises(NotMergeable, match="not-public"):
        merge(kept=kept, gone=gone, by=editor)


def test_told_apart_for_ever_or_until_asked_again(pair, editor):
    kept, gone = pair
    LikelyPair.objects.create(first=kept, second=gone, score=0.9)
    assert likely_pairs().count() == 1
    with pytest.raises(NotAllowed):
        tell_apart(one=gone, other=kept, by=give(make_account("reader"), "reader"))
    for _ in range(2):
        tell_apart(one=gone, other=kept, by=editor)
    assert not likely_pairs().exists()
    ask_again(pair=DistinctPair.objects.get(), by=editor)
    assert likely_pairs().count() == 1


def test_one_field_of_a_text_is_put_back_beside_one_that_changed(pair):
    before = snapshot_of(pair[0])
    after = snapshot_of(pair[0])
    after["texts"]["en"] |= {"summary": "After.", "answers": {"purpose": "New."}, "note": "Note."}
    now = snapshot_of(pair[0])
    now["texts"]["en"] |= {"summary": "After.", "answers": {"purpose": "Changed."}, "note": "Note.", "title": "Title"}
    made, left = put_back(now, before, after)
    assert left == ["purpose/en"]
    assert made["texts"]["en"] == before["texts"]["en"] | {"answers": {"purpose": "Changed."}, "title": "Title"}

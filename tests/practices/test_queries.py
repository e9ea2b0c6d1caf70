import pytest

from convivia.practices.models import Practice, Text
from convivia.practices.queries import cards, practice_by_public_id, practices_to_index
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def test_a_card_tells_what_where_and_when_in_the_readers_language():
    place = make_place("oslo", "NO", name="Oslo")
    practice = make_practice(
        text_record(external_id="x1"),
        text_record(language="fr", title="Un exemple", summary="Ce que fait un exemple.", is_original=False),
        place_ids=(place.pk,),
        concept_keys=("mediation", "education", "real-equality"),
        period="Since 2008",
    )
    card = cards([practice.pk], "fr")[0]
    assert (card.title, card.language, card.languages) == ("Un exemple", "fr", ("en", "fr"))
    assert [(p.key, p.name, p.country) for p in card.places] == [("oslo", "Oslo", "Norvège")]
    assert [area.key for area in card.areas] == ["education", "mediation"]
    assert [principle.key for principle in card.principles] == ["real-equality"]
    assert (card.period.text, card.period.start_year, card.period.ongoing) == ("Since 2008", 2008, True)


def test_the_original_is_shown_where_the_readers_language_lacks():
    practice = make_practice(
        text_record(language="sq", title="Një shembull", external_id="x1"),
        text_record(title="A sample", is_original=False),
    )
    card = cards([practice.pk], "fr")[0]
    assert (card.title, card.language, card.external_id) == ("Një shembull", "sq", "x1")


def test_a_title_that_the_source_lacks_is_marked_as_ours():
    practice = make_practice(text_record(title="", stand_in_title="Our words"))
    card = cards([practice.pk], "en")[0]
    assert (card.title, card.title_is_ours, card.slug) == ("Our words", True, "our-words")


def test_cards_keep_the_order_that_was_asked_for_and_leave_out_what_is_gone():
    first, second = make_practice(text_record(title="First")), make_practice(text_record(title="Second"))
    assert [card.title for card in cards([second.pk, 999_999, first.pk], "en")] == ["Second", "First"]


@pytest.mark.parametrize("size", [1, 3])
def test_cards_take_the_same_queries_for_one_and_for_three(django_assert_num_queries, size):
    place = make_place()
    ids = [
        make_practice(text_record(title=f"Sample {n}"), place_ids=(place.pk,), concept_keys=("mediation",)).pk
        for n in range(size)
    ]
    with django_assert_num_queries(9):
        assert len(cards(ids, "fr")) == size


def test_a_national_practice_names_its_country():
    practice = make_practice(country_codes=("NO",)) if make_place() else None
    assert [(p.key, p.name, p.country) for p in cards([practice.pk], "en")[0].places] == [("", "", "Norway")]


def test_a_practice_is_found_by_its_public_id_or_not_at_all():
    practice = make_practice()
    assert practice_by_public_id(practice.public_id).pk == practice.pk
    with pytest.raises(Practice.DoesNotExist):
        practice_by_public_id("nothing")


def test_what_the_index_lacks_is_known():
    fresh, stale, held = make_practice(), make_practice(text_record(title="B")), make_practice(text_record(title="C"))
    Practice.objects.filter(pk=stale.pk).update(revision=2, indexed_revision=1)
    Practice.objects.filter(pk=held.pk).update(indexed_revision=1)
    assert {practice.pk for practice in practices_to_index()} == {fresh.pk, stale.pk}


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Women’s House", "womens-house"), ("Łódź for all", "lodz-for-all"), ("Женева", "practice"), ("", "practice"),
     ("a" * 200, "a" * 60)],
)  # fmt: skip
def test_the_slug_is_readable_short_and_never_empty(title, slug):
    assert Text(title=title).slug == slug


def test_a_place_is_called_as_the_reader_calls_it():
    place = make_place("geneva", "CH", name="Geneva")
    place.names.create(language="fr", kind="preferred", text="Genève")
    practice = make_practice(place_ids=(place.pk,))
    shown = [cards([practice.pk], language)[0].places[0] for language in ("fr", "en")]
    assert [(p.name, p.own_name) for p in shown] == [("Genève", "Geneva"), ("Geneva", "Geneva")]


def test_a_practice_without_any_text_is_not_shown():
    practice = make_practice()
    practice.texts.all().delete()
    assert cards([practice.pk], "en") == []
    with pytest.raises(Practice.DoesNotExist):
        practice_by_public_id(practice.public_id)

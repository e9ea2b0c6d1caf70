"""A practice as plain values, and what is told of it in sheets."""

import pytest

from convivia.practices.lists import practices_in_order
from convivia.practices.plain import Addresses, summary_of, whole
from convivia.practices.queries import card, cards, told
from convivia.vocabularies.queries import concept_names
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db
ADDRESSES = Addresses(
    page=lambda public_id, slug: f"/p/{public_id}/{slug}/",
    api=lambda public_id: f"/api/{public_id}",
    picture=lambda digest: f"/pictures/{digest}.webp",
)


@pytest.fixture
def practice():
    """A practice in two languages; its title in French is ours."""
    place = make_place("oslo", name="Oslo", latitude=59.9, longitude=10.75)
    texts = (
        text_record(external_id="x", answers={"purpose": "To meet."}),
        text_record(language="fr", title="", stand_in_title="Nos mots", summary="Un exemple.", is_original=False),
    )
    return make_practice(*texts, place_ids=(place.pk,), country_codes=("NO",), concept_keys=("mediation",))


def test_a_whole_practice_says_what_its_summary_says_and_more(practice):
    names = concept_names("fr")
    short = summary_of(cards([practice.pk], "fr")[0], "fr", ADDRESSES)
    fetched = practices_in_order([practice.pk])[0]
    long = whole(fetched, card(fetched, "fr", names), "fr", ADDRESSES)
    assert {name: long[name] for name in short.keys() - {"places"}} == {
        name: short[name] for name in short.keys() - {"places"}
    }
    more = {"texts", "source", "last_confirmed", "revision", "created", "updated"}
    more |= {"evidence", "contact", "pictures", "archived", "archived_reason"}
    assert long.keys() - short.keys() == more
    assert short["places"] == [
        {"key": "oslo", "name": "Oslo", "country": "NO", "country_name": "Norvège"},
        {"key": "", "name": "", "country": "NO", "country_name": "Norvège"},
    ]
    assert [place["point"] for place in long["places"]] == [{"latitude": 59.9, "longitude": 10.75}, None]
    assert (short["title"], short["title_is_ours"], short["url"]) == (
        "Nos mots",
        True,
        f"/p/{practice.public_id}/nos-mots/",
    )
    assert [(text["language"], text["origin"], text["url"][-8:]) for text in long["texts"]] == [
        ("en", "original", "?text=en"),
        ("fr", "translation", "?text=fr"),
    ]


def test_what_sheets_tell_is_what_cards_tell_with_the_whole_text(practice, django_assert_num_queries):
    names = concept_names("en")
    with django_assert_num_queries(7):
        one = told([practice.pk, 999_999], "en", concepts=names)
        assert [each.text.answers for each in one] == [{"purpose": "To meet."}]
    assert [each.card for each in one] == cards([practice.pk], "en", concepts=names)
    assert one[0].place_ids == tuple(link.place_id for link in practice.place_links.all())

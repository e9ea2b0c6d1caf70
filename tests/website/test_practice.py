"""The page of a practice."""

import json
from datetime import date

import pytest

from convivia.practices.models import Practice, Text
from convivia.search.engines.port import IndexUnavailable
from convivia.website import practice as practice_page
from tests.making import make_practice, text_record


def facts_of(page):
    """Return the facts of a page as pairs of name and words."""
    return list(zip(page.texts(".aside .facts dt"), page.texts(".aside .facts dd"), strict=True))


def test_a_practice_is_told_section_by_section(library, address, read):
    page = read(address("kitchen"))
    assert page.text("h1") == "A kitchen for neighbours"
    assert page.text(".lead") == "Neighbours cook together every week."
    assert page.texts(".section h2") == ["Purpose#", "Process#", "Extra part#"]
    assert [node.attributes["id"] for node in page.all(".section")] == ["purpose", "process", "extra_part"]
    assert page.texts("#process .prose p") == ["One long table.", "And another."]
    assert page.text("head title") == "A kitchen for neighbours · Convivia"


def test_its_places_lead_to_their_pages(library, address, read):
    page = read(address("kitchen"))
    assert page.text(".page-head .where") == "Oslo, Norway · Fika, Sweden"
    assert page.links(".page-head .where a") == [
        "/en/cities/oslo/", "/en/countries/no/", "/en/cities/fika/", "/en/countries/se/",
    ]  # fmt: skip


def test_a_practice_of_a_country_alone_and_of_nowhere(library, address, read, index):
    assert read(address("radio")).text(".page-head .where") == "Sweden"
    nowhere = make_practice(text_record(title="Nowhere", external_id="n"))
    assert read(f"/en/practices/{nowhere.public_id}/nowhere/").text(".page-head .where") == "No single city"


def test_its_areas_are_marked_and_lead_to_their_pages(library, address, read):
    page = read(address("kitchen"))
    assert page.links(".page-head .areas a") == ["/en/areas/public-space/", "/en/areas/mediation/"]


def test_a_section_that_the_source_cuts_off_says_so(library, address, read):
    page = read(address("kitchen"))
    assert page.text("#process .more-at") == (
        "The source shows only the beginning of this section. Read on at the source"
    )
    assert page.links("#process .more-at a") == ["https://example.org/kitchen"]
    assert page.all("#purpose .more-at") == []


def test_its_facts(library, address, read):
    Practice.objects.filter(pk=library["kitchen"].pk).update(created_at="2024-05-01T00:00:00Z")
    assert facts_of(read(address("kitchen"))) == [
        ("Period", "Since 2016"),
        ("Status", "Running"),
        ("Principle", "Real equality"),
        ("Source", "A sample source"),
        ("Licence of this text", "CC BY 4.0"),
        ("Last confirmed", "Not yet confirmed by the city"),
        ("In this library since", "May 2024"),
    ]


def test_a_period_is_also_shown_as_printed_where_our_words_differ(library, address, read):
    assert ("As printed", "2017-2019") in facts_of(read(address("council")))


def test_when_the_city_confirmed_it(library, address, read):
    Practice.objects.filter(pk=library["kitchen"].pk).update(last_confirmed=date(2025, 3, 1))
    assert ("Last confirmed", "March 2025") in facts_of(read(address("kitchen")))
    assert ("Dernière confirmation", "mars 2025") in facts_of(read(address("kitchen", "fr")))
    assert read("/en/").all(".card")[2].css(".tag")[0].text().strip() == "Confirmed by the city in March 2025"


def test_the_map_has_a_twin_in_words(library, address, read):
    page = read(address("kitchen"))
    assert page.one("svg.map").attributes["role"] == "img"
    assert page.text("svg.map title") == "Map: Oslo, Norway · Fika, Sweden"
    assert page.text("figcaption") == "Oslo, Norway · Fika, Sweden"
    assert len(page.all("svg.map .pin")) == 1
    assert read(address("radio")).all("svg.map") == []


def test_numbers_in_the_map_are_no_words_of_a_language(library, address, read):
    page = read(address("kitchen", "fr"))
    assert [node.attributes["cx"] for node in page.all("svg.map .pin")] == ["150.0"]


def test_each_version_and_which_one_is_shown(library, address, read):
    page = read(address("kitchen"))
    assert page.texts(".listed li") == ["English as first written", "Français translation"]
    assert page.texts(".listed strong") == ["English"]
    assert page.links(".listed a") == [address("kitchen") + "?text=fr"]
    assert page.all(".notice") == []


def test_another_version_is_shown_on_demand_and_said_so(library, address, read):
    page = read(address("kitchen") + "?text=fr")
    assert page.text("h1") == "Une cuisine pour les voisins"
    assert page.one("h1").attributes["lang"] == "fr"
    assert page.text(".notice") == "You are reading this practice in French. Read it in English"
    assert page.links(".notice a") == [address("kitchen")]
    assert page.links("link[rel=canonical]") == [f"http://testserver{address('kitchen')}"]


def test_where_there_is_no_version_in_the_readers_language(library, address, read):
    page = read(address("radio"))
    assert page.text("h1") == "La radio du quartier"
    assert page.text(".notice") == "You are reading this practice in French. There is no version in English yet."
    assert page.one(".lead").attributes["lang"] == "fr"


def test_a_translation_by_machine_is_said_so(library, address, read):
    Text.objects.filter(practice=library["kitchen"], language="fr").update(origin="machine")
    page = read(address("kitchen", "fr"))
    assert page.text(".notice") == "Ce texte a été traduit par une machine. Personne ne l’a encore vérifié."


def test_a_title_of_ours_is_marked(index, read):
    practice = make_practice(text_record(title="", stand_in_title="A garden", external_id="g"))
    index()
    page = read(f"/en/practices/{practice.public_id}/a-garden/")
    assert page.text("h1") == "A garden"
    assert "The source gives no title; this one is ours." in page.texts(".page-head p")


def test_a_practice_without_any_title_has_a_name_all_the_same(index, read):
    practice = make_practice(text_record(title="", summary="Only a summary.", external_id="g"))
    index()
    page = read(f"/en/practices/{practice.public_id}/practice/")
    assert page.text("h1") == "Practice without a title"
    assert "Practice without a title" in read("/en/").texts(".card .title")


def test_its_languages_are_told_to_crawlers_with_the_right_slugs(library, address, read):
    page = read(address("kitchen"))
    found = {node.attributes["hreflang"]: node.attributes["href"] for node in page.all("link[hreflang]")}
    assert found == {
        "en": f"http://testserver{address('kitchen')}",
        "fr": f"http://testserver{address('kitchen', 'fr')}",
        "x-default": f"http://testserver{address('kitchen')}",
    }


def test_the_short_address_and_old_slugs_are_sent_on_for_ever(library, address, read):
    practice = library["kitchen"]
    for path, query in [("", ""), ("old-slug/", "?text=fr&from=q%3Da")]:
        page = read(f"/en/practices/{practice.public_id}/{path}{query}")
        assert (page.status, page.headers["Location"]) == (301, address("kitchen") + query)


@pytest.mark.parametrize("path", ["zzzzzzz/", "zzzzzzz/x/", "no-such_id/x/"])
def test_an_unknown_practice(library, read, path):
    assert read(f"/en/practices/{path}").status == 404


def test_before_and_after_it_in_the_list_it_was_opened_from(library, address, read):
    page = read(address("council") + "?from=country%3DNO%26page%3D1")
    assert page.text(".turn p") == "Practice 1 of 2 in this list"
    assert page.links(".turn .next") == [address("kitchen") + "?from=country%3DNO"]
    assert page.all(".turn .previous") == []
    assert page.texts(".trail a") == ["Your search"]
    assert page.links(".trail a") == ["/en/?country=NO"]


def test_without_a_search_it_stands_in_the_whole_library(library, address, read):
    page = read(address("council"))
    assert page.text(".turn p") == "Practice 2 of 3 in this list"
    assert page.links(".turn a") == [address("radio"), address("kitchen")]
    assert page.one(".turn .previous .title").attributes["lang"] == "fr"
    assert page.texts(".trail a") == ["All practices"]


def test_from_a_search_that_it_is_not_in(library, address, read):
    page = read(address("council") + "?from=area%3Dmediation")
    assert page.all(".turn") == []
    assert page.links(".trail a") == ["/en/?area=mediation"]


def test_the_way_back_leads_to_the_right_page_of_the_list(library, address, read):
    assert read(address("kitchen") + "?from=page_size%3D2").links(".trail a") == ["/en/?page=2&page_size=2"]


def test_without_an_index_the_practice_can_still_be_read(library, address, read, monkeypatch):
    def fail(query, pk):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(practice_page, "neighbours", fail)
    page = read(address("council"))
    assert page.text("h1") == "A council of newcomers"
    assert page.all(".turn") == []


def test_how_to_cite_it(library, address, read):
    practice = library["kitchen"]
    assert read(address("kitchen")).text("#citation") == (
        "“A kitchen for neighbours”, Oslo, Norway · Fika, Sweden, since 2016. "
        f"In: Convivia, http://testserver/en/practices/{practice.public_id}/. "
        "First told at: A sample source, https://example.org/kitchen"
    )


def test_machines_read_it_as_linked_data(library, address, read):
    page = read(address("kitchen"))
    data = json.loads(page.one("script[type='application/ld+json']").text())
    assert data["name"] == "A kitchen for neighbours"
    assert data["inLanguage"] == "en"
    assert data["temporalCoverage"] == "2016/.."
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["spatialCoverage"][0] == {
        "@type": "Place",
        "name": "Oslo",
        "address": {"@type": "PostalAddress", "addressCountry": "NO"},
    }


def test_hostile_words_stay_words(index, read):
    hostile = "</script><script>alert(1)</script><!--&\u2028"
    practice = make_practice(
        text_record(
            title=hostile, summary=hostile, answers={"purpose": hostile + " javascript:alert(1)"}, external_id="h"
        )
    )
    index()
    page = read(f"/en/practices/{practice.public_id}/{practice.texts.get().slug}/")
    assert page.status == 200
    assert "<script>alert" not in page.html
    assert json.loads(page.one("script[type='application/ld+json']").text())["name"] == practice.texts.get().title
    assert [node for node in page.all("a") if (node.attributes["href"] or "").startswith("javascript")] == []


def test_addresses_in_answers_become_links(index, read):
    answers = {"reference_documents": "See https://example.org/plan.pdf and mail@example.org"}
    practice = make_practice(text_record(title="Links", answers=answers, external_id="l"))
    index()
    page = read(f"/en/practices/{practice.public_id}/links/")
    assert page.links("#reference_documents .prose a") == ["https://example.org/plan.pdf", "mailto:mail@example.org"]
    assert page.all("#reference_documents .prose a")[0].attributes["rel"] == "nofollow"


def test_as_many_queries_however_much_there_is(index, queries):
    small = make_practice(text_record(title="Small", external_id="s"), concept_keys=("mediation",))
    large = make_practice(
        text_record(title="Large", external_id="l1", answers={"purpose": "A", "process": "B"}),
        text_record(language="fr", title="Grande", external_id="l2", is_original=False),
        text_record(language="it", title="Grande", external_id="l3", is_original=False),
        concept_keys=("mediation", "language", "education"),
    )
    index()
    one = queries(f"/en/practices/{small.public_id}/small/?from=q%3Dsmall")
    assert queries(f"/en/practices/{large.public_id}/large/?from=q%3Dlarge") == one


def test_similar_practices_stand_at_the_end_and_say_what_they_share(library, address, read, index):
    assert read(address("kitchen")).all(".similar") == []
    make_practice(text_record(title="Autre", language="fr", external_id="s1"), concept_keys=("mediation",))
    index()
    page = read(address("kitchen"))
    assert page.text(".similar h2") == "Similar practices"
    assert page.texts(".similar .title") == ["Autre"]
    assert page.one(".similar .title a").attributes["lang"] == "fr"
    assert page.texts(".similar .why li")[0] == "Same area: Mediation and conflict resolution"
    (link,) = page.links(".similar .title a")
    assert read(link).status == 200


def test_without_an_index_a_practice_has_no_similar_ones(library, address, read, monkeypatch):
    def fail(pk):
        raise IndexUnavailable("no index")

    monkeypatch.setattr("convivia.website.reasons.similar", fail)
    page = read(address("kitchen"))
    assert (page.status, page.all(".similar")) == (200, [])

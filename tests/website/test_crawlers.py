"""robots.txt and the site maps."""

from xml.etree import ElementTree

import pytest

from convivia.practices.models import Practice
from convivia.website import crawlers

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_robots_need_no_states_of_the_search(db, read):
    page = read("/robots.txt")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.html.splitlines() == [
        "User-agent: *", "Disallow: /*?", "Disallow: /*/practices.", "Disallow: /admin/", "", "Sitemap: http://testserver/sitemap.xml",
    ]  # fmt: skip


def test_the_index_of_site_maps(library, read, monkeypatch):
    monkeypatch.setattr(crawlers, "A_MAP", 2)
    root = ElementTree.fromstring(read("/sitemap.xml").html)  # noqa: S314 - our own words
    assert [node.text for node in root.iter(f"{SITEMAP}loc")] == [
        "http://testserver/sitemap-pages.xml",
        "http://testserver/sitemap-practices-1.xml",
        "http://testserver/sitemap-practices-2.xml",
    ]


def test_practices_with_their_languages(library, address, read, settings):
    settings.BASE_URL = "https://convivia.example"
    root = ElementTree.fromstring(read("/sitemap-practices-1.xml").html)  # noqa: S314 - our own words
    assert len(root) == 6
    assert root[0].findtext(f"{SITEMAP}loc") == f"https://convivia.example{address('kitchen')}"
    assert [(node.attrib["hreflang"], node.attrib["href"]) for node in root[1].iter(f"{XHTML}link")] == [
        ("en", f"https://convivia.example{address('kitchen')}"),
        ("fr", f"https://convivia.example{address('kitchen', 'fr')}"),
    ]
    assert root[0].findtext(f"{SITEMAP}lastmod") == library["kitchen"].updated_at.date().isoformat()


def test_pages_with_places_and_areas(library, read):
    root = ElementTree.fromstring(read("/sitemap-pages.xml").html)  # noqa: S314 - our own words
    found = [node.text.removeprefix("http://testserver") for node in root.iter(f"{SITEMAP}loc")]
    assert len(found) == len(set(found))
    wanted = {"/en/", "/fr/", "/en/areas/mediation/", "/fr/cities/oslo/", "/en/countries/no/", "/en/model/"}
    assert wanted - set(found) == set()
    assert all(read(path).status == 200 for path in found[:40])


def test_a_practice_without_a_text_has_no_page(library, read):
    Practice.objects.create()
    assert len(ElementTree.fromstring(read("/sitemap-practices-1.xml").html)) == 6  # noqa: S314 - our own words


@pytest.mark.parametrize("number", [0, 2, 999999])
def test_there_is_no_map_beyond_the_last(library, read, number):
    assert read(f"/sitemap-practices-{number}.xml").status == 404


def test_as_many_queries_for_three_practices_as_for_one(library, queries, monkeypatch):
    monkeypatch.setattr(crawlers, "A_MAP", 1)
    one = queries("/sitemap-practices-1.xml")
    monkeypatch.setattr(crawlers, "A_MAP", 3)
    assert queries("/sitemap-practices-1.xml") == one

"""What holds on every page, in every language."""

import gzip
import json
import re
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client, override_settings

from convivia.practices.collection_actions import save_collection
from convivia.questionnaires.actions import load_questionnaires
from convivia.reviews.criteria_actions import load_criteria
from convivia.search.actions import reindex
from convivia.vocabularies.actions import load_vocabularies
from tests.website.reading import read_page
from tests.website.sample_library import fill_library

PATHS = (
    "", "?area=mediation", "?q=zzzz", "map/", "map/?area=mediation&view=world", "map/?q=zzzz", "timeline/",
    "timeline/?area=mediation", "practices/{kitchen}/a-kitchen-for-neighbours/", "cities/", "cities/oslo/",
    "?like=oslo&alike=country", "cities/like/", "cities/like/?name=Ossloo&like_population=0",
    "countries/", "countries/no/", "areas/", "areas/mediation/", "areas/intercultural-lens/", "networks/",
    "networks/sample-network/",
    "collections/", "collections/sample/", "collection/", "collection/?id={kitchen}&id={council}&title=Mine",
    "compare/", "compare/?id={kitchen}", "compare/?id={kitchen}&id={council}",
    "template/", "model/", "about/", "accessibility/", "privacy/", "gallery/", "nothing/",
)  # fmt: skip
# Bytes over the wire for the first view of any page.
MOST_BYTES = 60_000
MOST_BLOCKING = 3


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """All pages in both languages, read once, by language and path; with the client that read them."""
    index = tmp_path_factory.mktemp("everywhere")
    with django_db_blocker.unblock(), override_settings(SEARCH_INDEX=index), transaction.atomic():
        load_vocabularies(by="tests")
        load_questionnaires(by="tests")
        load_criteria(by="tests")
        ids = {name: practice.public_id for name, practice in fill_library().items()}
        save_collection(
            key="sample", names={"en": "Sample", "fr": "Exemple"}, descriptions={"en": "Some.", "fr": "Quelques."},
            public_ids=list(ids.values()), by="tests",
        )  # fmt: skip
        reindex()
        client = Client()
        found = {}
        for language, path in product(("en", "fr"), PATHS):
            page = read_page(client, f"/{language}/{path.format(**ids)}")
            found[language, path] = read_page(client, page.headers["Location"]) if page.status == 301 else page
        yield found, partial(read_page, client)
        transaction.set_rollback(True)


@pytest.fixture(params=list(product(("en", "fr"), PATHS)), ids="/".join)
def page(request, site):
    """Each page in each language."""
    return site[0][request.param]


@pytest.fixture
def everywhere(site):
    """A reader of the pages of that library."""
    return site[1]


def test_one_title_one_heading_one_main_in_the_pages_language(page, request):
    language = page.one("html").attributes["lang"]
    assert request.node.callspec.id.startswith(f"{language}/")
    assert page.one("html").attributes["dir"] == "ltr"
    assert page.headers["Content-Language"] == language
    assert page.text("head title").endswith(" · Convivia")
    assert page.text("h1")
    assert page.one("main").attributes["id"] == "main"
    assert page.one("a.skip").attributes["href"] == "#main"
    assert page.one("meta[name=description]").attributes["content"]


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(node.tag[1]) for node in page.all("main h1, main h2, main h3, main h4")]
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps, default=0) <= 1
    assert levels.count(1) == 1


def test_no_id_stands_twice(page):
    ids = [node.attributes["id"] for node in page.all("[id]")]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_what_labels_point_to_is_there(page):
    ids = {node.attributes["id"] for node in page.all("[id]")}
    wanted = [
        node.attributes[name] for name in ("for", "aria-labelledby", "popovertarget") for node in page.all(f"[{name}]")
    ]
    anchors = [link[1:] for link in page.links("a[href^='#']") if len(link) > 1]
    gallery = {"type", "buttons", "facts", "tables"}
    assert set(wanted) | (set(anchors) - gallery) <= ids


def test_the_policy_lets_nothing_in_that_is_not_ours(page):
    policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert page.all("[style], style, [onclick], [onload]") == []
    scripts = [node for node in page.all("script") if node.attributes.get("type") != "application/ld+json"]
    assert [node for node in scripts if not node.attributes.get("src")] == []


def test_nothing_comes_from_another_host(page):
    sources = [node.attributes["src"] for node in page.all("[src]")]
    sources += page.links("link[rel=stylesheet], link[rel=icon]")
    assert sources
    assert [source for source in sources if urlsplit(source).netloc] == []


def test_readers_get_no_cookies_and_pages_do_not_depend_on_any(page):
    assert page.cookies == {}
    assert "cookie" not in page.headers.get("Vary", "").lower()


def test_pages_are_kept_for_a_minute_and_asked_for_again_cheaply(library, read):
    first = read("/en/")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = read("/en/", if_none_match=first.headers["ETag"])
    assert (again.status, again.html) == (304, "")


@pytest.mark.parametrize("path", [path for path in PATHS if "{" not in path and path != "nothing/"])
def test_pages_can_only_be_read(everywhere, path):
    assert [everywhere(f"/en/{path}", method=method).status for method in ("post", "put", "delete")] == [405, 405, 405]
    head = everywhere(f"/en/{path}", method="head")
    assert (head.status in {200, 404}, head.html) == (True, "")


def test_each_page_knows_itself_in_every_language(page):
    if page.status == 404:
        return
    found = {node.attributes["hreflang"]: node.attributes["href"] for node in page.all("link[hreflang]")}
    assert sorted(found) == ["en", "fr", "x-default"]
    assert found["x-default"] == found["en"]
    assert page.links("link[rel=canonical]")[0] in {found["en"], found["fr"]}
    assert urlsplit(found["fr"]).path.startswith("/fr/")


def test_the_language_menu_keeps_the_state(library, read):
    page = read("/en/?area=mediation&q=a")
    assert page.links(".languages a") == ["/fr/?area=mediation&q=a"]
    link = page.one(".languages a")
    assert (link.attributes["lang"], link.attributes["hreflang"], link.text()) == ("fr", "fr", "Français")
    assert page.text(".languages [aria-current]") == "English"


def test_links_inside_the_site_lead_somewhere(site):
    pages, read = site
    links = {link for page in pages.values() for link in page.links("main a[href], footer a[href]")}
    inside = {link for link in links if link.startswith("/") and not re.search(r"/sample\d|exampleville", link)}
    assert len(inside) > 100
    assert [link for link in sorted(inside) if read(link).status not in {200, 301, 302}] == []


def test_links_to_other_sites_carry_no_tags_and_are_whole(page):
    outside = [link for link in page.links("a[href]") if not link.startswith(("/", "#", "?", "mailto:"))]
    assert [link for link in outside if urlsplit(link).scheme not in {"http", "https"}] == []


def packed(page):
    """Return the bytes of a page's own resources over the wire, compressed, and how many of them block drawing."""
    sizes = {"html": len(gzip.compress(page.html.encode(), 6))}
    blocking = 1
    for node in page.all("link[rel=stylesheet], script[src], link[rel=icon]"):
        address = node.attributes.get("href") or node.attributes.get("src")
        file = Path(finders.find(address.removeprefix("/static/")))
        sizes[address] = len(gzip.compress(file.read_bytes(), 6))
        waits = node.tag == "script" and "defer" not in node.attributes
        # A style sheet in the body holds up only what follows it, not the first view.
        draws = node.parent.tag == "head" and node.attributes.get("rel") == "stylesheet"
        draws = draws and node.attributes.get("media") != "print"
        blocking += waits or draws
    return sizes, blocking


def test_a_page_is_light_and_drawn_early(page):
    sizes, blocking = packed(page)
    assert sum(sizes.values()) < MOST_BYTES
    assert blocking <= MOST_BLOCKING


def test_our_own_script_is_small(page):
    sizes, _ = packed(page)
    assert sizes["/static/convivia/js/convivia.js"] < 4_000


def test_htmx_needs_neither_eval_nor_styles_of_its_own(library, read):
    config = json.loads(read("/en/").one("meta[name=htmx-config]").attributes["content"])
    assert (config["allowEval"], config["includeIndicatorStyles"]) == (False, False)

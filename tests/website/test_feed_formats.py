"""Feeds are whole and well-formed whatever stands in them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from convivia.common.characters import carried
from convivia.website.feed import Category, Entry, Feed, Turns
from convivia.website.feed_formats import NAMESPACE, atom, json_feed

MOMENT = datetime(2024, 3, 1, 12, 30, 15, 999, tzinfo=UTC)
HERE = "https://example.org/en/feed.atom"
ENTRY = Entry(
    uri="urn:uuid:27d909d8-06ad-5f9e-9ad5-2d3cdda20b91", title="A title", title_language="en", summary="A summary.",
    language="fr", url="https://example.org/en/1", versions=(("fr", "https://example.org/en/1"),), authors=("A city",),
    place="Oslo, Norway", period="since 2019", categories=(Category("a", "https://example.org/v", "Area"),),
    licence=("CC BY 4.0", "https://example.org/by"), source_url="https://example.org/s?a=1&b=2",
    published=MOMENT, updated=MOMENT,
)  # fmt: skip
FEED = Feed(
    address=HERE, home="https://example.org/en/", title="A feed", subtitle="What it is.", language="en",
    publisher="An office", origin="https://example.org", turns=Turns(HERE, HERE, "", "", HERE), entries=(ENTRY,),
)  # fmt: skip
HOSTILE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.sampled_from(["<script>alert(1)</script>", "&amp;&lt;&#0;", "\x00\x0b\x1f", "\ud800", "\uffff", "a\r\nb\r"]),
    st.lists(st.sampled_from([*"<>&\"'\x85\u2028é😀", "]]>", "<!--", "--", "<![CDATA["])).map("".join),
)  # fmt: skip


def elements(document, name):
    root = ElementTree.fromstring(document)  # noqa: S314 - our own words
    return root.iter(f"{{{NAMESPACE}}}{name}")


@given(HOSTILE, HOSTILE, HOSTILE)
def test_atom_carries_any_text(title, summary, name):
    entry = replace(
        ENTRY, title=title, summary=summary, authors=(name,), categories=(Category("a", "https://example.org/v", name),)
    )
    document = atom(replace(FEED, title=title, subtitle=summary, publisher=name, entries=(entry,)))
    assert [node.text or "" for node in elements(document, "title")] == [carried(title)] * 2 or not carried(title)
    if carried(summary):
        assert [node.text for node in elements(document, "summary")] == [carried(summary)]
    assert [node.get("label", "") for node in elements(document, "category")] == [carried(name)]
    assert not feedparser.parse(document, response_headers={"content-type": "application/atom+xml"}).bozo


@given(HOSTILE, HOSTILE, HOSTILE)
def test_json_feed_carries_any_text(title, summary, name):
    entry = replace(ENTRY, title=title, summary=summary, authors=(name,))
    found = json.loads(json_feed(replace(FEED, title=title, entries=(entry,))))
    assert found["items"][0].get("title", "") == carried(title)
    assert found["items"][0]["content_text"] == carried(summary) or not carried(summary)
    assert found["items"][0]["authors"] == [{"name": carried(name)}]


def test_moments_are_those_of_rfc_3339():
    assert [node.text for node in elements(atom(FEED), "updated")] == ["2024-03-01T12:30:15Z"] * 2


def test_every_entry_has_what_rfc_4287_wants_of_it():
    bare = replace(ENTRY, summary="", authors=(), categories=(), licence=("", ""), source_url="", place="", period="")
    root = ElementTree.fromstring(atom(replace(FEED, entries=(bare,))))  # noqa: S314 - our own words
    entry = root.find(f"{{{NAMESPACE}}}entry")
    assert [node.tag.rpartition("}")[2] for node in entry] == [
        "id", "title", "published", "updated", "link", "summary",
    ]  # fmt: skip
    assert [node.tag.rpartition("}")[2] for node in root][:8] == [
        "id", "title", "subtitle", "updated", "author", "link", "link", "link",
    ]  # fmt: skip


def test_no_two_alternates_are_of_one_language():
    several = replace(ENTRY, versions=(("fr", "https://example.org/1"), ("en", "https://example.org/2")))
    links = [node.attrib for node in elements(atom(replace(FEED, entries=(several,))), "link")]
    alternates = [link.get("hreflang") for link in links if link["rel"] == "alternate"]
    assert alternates == ["en", "fr", "en", None]  # the first is that of the feed itself


def test_a_json_feed_leaves_out_what_is_not_known():
    item = json.loads(json_feed(replace(FEED, entries=(replace(ENTRY, authors=(), source_url="", categories=()),))))
    assert set(item["items"][0]) == {
        "id", "url", "title", "content_text", "date_published", "date_modified", "language", "_convivia",
    }  # fmt: skip

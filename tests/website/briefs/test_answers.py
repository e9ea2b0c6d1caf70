"""Briefs of comparisons as files."""

import io
from datetime import date

import pypdf
import pytest
from django.test import Client
from docx import Document

from convivia.practices.models import Practice
from tests.making import make_practice, text_record


@pytest.fixture
def brief(library, client: Client):
    """Return what fetches the brief of a comparison of sample practices, by the form and names or ids."""

    def fetch(form, *names, language="en"):
        ids = "&".join(f"id={library[name].public_id if name in library else name}" for name in names)
        return client.get(f"/{language}/compare/brief.{form}?{ids}")

    return fetch


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("md", "text/markdown; charset=utf-8", b"# 2 practices side by side\n"),
    ],
)
def test_each_form_is_a_file_to_keep(brief, form, media_type, start):
    answer = brief(form, "kitchen", "radio")
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert answer.content.startswith(start)
    name = answer["Content-Disposition"]
    assert name.startswith('attachment; filename="convivia-2-practices-side-by-side-20')
    assert name.endswith(f'.{form}"')
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "public, max-age=60")
    assert not answer.cookies


def test_what_a_council_reads(brief, library):
    Practice.objects.filter(pk=library["kitchen"].pk).update(last_confirmed=date(2025, 3, 1))
    text = brief("md", "kitchen", "radio").content.decode()
    kitchen, radio = (library[name].public_id for name in ("kitchen", "radio"))
    told = text[text.index("## 1\\.") :].split("\n")
    assert [line for line in told if line] == [
        "## 1\\. A kitchen for neighbours",
        "*Oslo, Norway · Fika, Sweden · since 2016*",
        "### Summary",
        "Neighbours cook together every week.",
        "### Purpose",
        "To meet.",
        "### Process",
        "One long table.",
        "And another.",
        "The source shows only the beginning of this section.",
        "### Extra part",
        "More.",
        "### Facts",
        "- Inhabitants: [Oslo: 12,345 (2020, Sample office)](<https://example.org/people>)",
        "- Born in another country: Oslo: 15.4% (2019, Sample office)",
        "- Status: Running",
        "- Policy areas: Public space; Mediation and conflict resolution",
        "- Principles: Real equality",
        "- Evidence: Nothing is told of effects.",
        "- Language of the text: English (as first written)",
        "- Source: [A sample source](<https://example.org/kitchen>)",
        "- Licence of this text: [CC BY 4.0](<https://creativecommons.org/licenses/by/4.0/>)",
        f"- In this library: [http://testserver/en/practices/{kitchen}/](<http://testserver/en/practices/{kitchen}/>)",
        "- Last confirmed: March 2025",
        "## 2\\. La radio du quartier",
        "*Sweden · in 2021*",
        "### Summary",
        "Une radio faite par les voisins.",
        "### Facts",
        "- Status: Not known whether it still runs",
        "- Policy areas: Media and communication",
        "- Principles: Not told",
        "- Evidence: Nothing is told of effects.",
        "- Language of the text: French (There is no version in English yet.)",
        "- Source: Not told",
        "- Licence of this text: Not told",
        f"- In this library: [http://testserver/en/practices/{radio}/](<http://testserver/en/practices/{radio}/>)",
        "- Last confirmed: Not yet confirmed by the city",
        "## Sources",
        "1. “A kitchen for neighbours”, Oslo, Norway · Fika, Sweden, since 2016. In: Convivia, "
        f"http://testserver/en/practices/{kitchen}/. First told at: A sample source, https://example.org/kitchen",
        "2. “La radio du quartier”, Sweden, in 2021. In: Convivia, "
        f"http://testserver/en/practices/{radio}/.",
        "## How to cite",
        told[-2],
    ]  # fmt: skip
    assert told[-2].startswith("“2 practices side by side”. Brief of 2 practices, ")


def test_effects_that_are_told_are_named_for_what_they_are(brief, index):
    one = make_practice(text_record(title="Told", answers={"impact": "Many came."}, external_id="t"))
    text = brief("md", one.public_id).content.decode()
    assert "- Evidence: Effects are told by the source; this library has not checked them." in text


def test_facts_stand_side_by_side_in_a_comparison(brief):
    table = Document(io.BytesIO(brief("docx", "kitchen", "council").content)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[:3] == [
        ["Fact", "A kitchen for neighbours", "A council of newcomers"],
        ["Place", "Oslo, Fika", "Oslo"],
        ["Country", "Norway, Sweden", "Norway"],
    ]


def test_one_alone_is_a_brief_too(brief):
    assert "Side by side" not in brief("md", "kitchen").content.decode()


def test_it_speaks_the_readers_language(brief):
    reader = pypdf.PdfReader(io.BytesIO(brief("pdf", "kitchen", "radio", language="fr").content))
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert "Une cuisine pour les voisins" in "".join(page.extract_text() for page in reader.pages)


def test_what_was_left_out_is_said_in_the_brief(brief):
    text = brief("md", "kitchen", "zzzzzzz", "radio").content.decode()
    assert "## Not in this brief\n\nNo practice has the id “zzzzzzz”." in text


def test_without_any_practice_the_page_says_why(brief):
    answer = brief("pdf", "zzzzzzz")
    assert (answer.status_code, answer["Location"]) == (302, "/en/compare/?id=zzzzzzz")
    assert brief("pdf")["Location"] == "/en/compare/"


@pytest.mark.parametrize("form", ["odt", "PDF", "pdf.exe", "html"])
def test_there_are_no_other_forms(brief, form):
    assert brief(form, "kitchen").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(library, client, method):
    address = f"/en/compare/brief.md?id={library['kitchen'].public_id}"
    assert getattr(client, method)(address).status_code == 405
    assert client.head(address).content == b""


def test_hostile_titles_make_no_hostile_file_names(brief, index):
    one = make_practice(text_record(title='"; rm -rf /\r\nX-Evil: 1', external_id="h"))
    answer = brief("md", one.public_id, "kitchen")
    assert "X-Evil" not in answer.headers
    assert '"; rm \\-rf' not in answer["Content-Disposition"]


def test_as_many_queries_however_much_there_is(index, queries):
    made = [
        make_practice(text_record(title=f"Sample {n}", external_id=f"s{n}"), concept_keys=("mediation",)).public_id
        for n in range(3)
    ]

    def count(number):
        return queries("/en/compare/brief.md?" + "&".join(f"id={one}" for one in made[:number]))

    assert count(1) == count(3)

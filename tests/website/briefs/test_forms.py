"""A brief in its three forms, read again by other programs: every text comes out as it went in."""

import io
import re
import time
import zipfile

import pypdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from convivia.website.briefs.brief import Line, Part, fitted, paragraphs, printable
from convivia.website.briefs.markdown import escaped, linked, markdown_of
from convivia.website.briefs.pdf import pdf_of
from convivia.website.briefs.word import docx_of
from tests.website.briefs.making import GRID, make_brief, make_entry

HOSTILE = (
    '#import "@preview/evil:0.1.0": *',
    '#read("/etc/passwd")',
    "\\ #[x] $y$ `z` <w> @label *a* _b_ ~ -- --- /* c */ // d",
    '"quotes" and \\n \\u{41} ]]> &amp; &#65; <script>alert(1)</script>',
    "[a](javascript:b) ![c](d) [e]: f",
    "1. one",
    "- two",
    "+ three",
    "    four",
    "===",
    "---",
    "***",
    "> five",
    "## six",
    "~~~",
    "```",
    "| a | b |",
    "https://example.org/a_b_c",
    "_",
    "http://[",
    "{{ 7*7 }} {% x %} ${x} %s",
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
LATIN = st.text("abcdefghijklmnopqrstuvwxyzABCDEFéüßñ αβγδ бвгд #[]\\\"'$*_`<>@~/=-+&%{}()!?.,;:|^0123", max_size=80)
reader = MarkdownIt("commonmark")


def seen(html_tokens):
    """Return the words of parsed Markdown, block by block."""
    rows = []
    for token in html_tokens:
        if token.type == "inline":
            rows.append("".join(part.content if part.type != "softbreak" else "\n" for part in token.children))
    return rows


def squeezed(text):
    return re.sub(r"\s+", "", text)


class TestMarkdown:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_is_one_paragraph_of_itself(self, text):
        shown = printable(text)
        tokens = reader.parse(escaped(shown))
        assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
        assert seen(tokens) == [shown]

    @settings(max_examples=400)
    @given(TEXT)
    def test_any_text_comes_out_as_it_went_in(self, text):
        for line in paragraphs(text):
            tokens = reader.parse(f"{escaped(line)}\n\n- {escaped(line)}\n\n## {escaped(line)}")
            assert [row.strip() for row in seen(tokens)] == [line] * 3
            assert [token.tag for token in tokens if token.type.endswith("_open")] == ["p", "ul", "li", "p", "h2"]

    @given(LATIN, st.sampled_from(["https://example.org/a(b)c[d]*e\\f", "https://example.org/ä?x=<y>"]))
    def test_links_hold_their_words(self, text, url):
        line = printable(text) or "x"
        tokens = reader.parse(linked(Line(line, url.replace("<", "").replace(">", ""))))
        inline = tokens[1].children
        assert (inline[0].type, inline[-1].type) == ("link_open", "link_close")
        assert "".join(part.content for part in inline) == line

    def test_the_whole(self):
        brief = make_brief(*(make_entry(f"p-{n}", f"Sample #{n}") for n in range(4)), grid=GRID)
        tokens = reader.parse(markdown_of(brief).decode())
        heads = [(tokens[n].tag, tokens[n + 1].content) for n in range(len(tokens)) if tokens[n].type == "heading_open"]
        assert [row for row in heads if row[0] in {"h1", "h2"}] == [
            ("h1", "A brief"), ("h2", "Side by side"), ("h2", "Contents"),
            ("h2", "1\\. Sample \\#0"), ("h2", "2\\. Sample \\#1"), ("h2", "3\\. Sample \\#2"),
            ("h2", "4\\. Sample \\#3"),
            ("h2", "Sources"), ("h2", "How to cite"),
        ]  # fmt: skip
        assert "Policy areas: Mediation; Language" in seen(tokens)


class TestWord:
    def read(self, brief):
        return Document(io.BytesIO(docx_of(brief)))

    def test_headings_title_language_and_heads_of_tables(self):
        brief = make_brief(*(make_entry(f"p-{n}", f"Sample {n}") for n in range(4)), grid=GRID)
        file = self.read(brief)
        about = file.core_properties
        assert (about.title, about.language, about.author) == ("A brief", "en", "Convivia")
        assert about.created.date() == brief.made
        heads = [(one.style.name, one.text) for one in file.paragraphs if one.style.name.startswith(("Title", "Head"))]
        assert heads[:7] == [
            ("Title", "A brief"), ("Heading 1", "Side by side"), ("Heading 1", "Contents"),
            ("Heading 1", "1. Sample 0"), ("Heading 2", "Purpose"), ("Heading 2", "Facts"),
            ("Heading 1", "2. Sample 1"),
        ]  # fmt: skip
        assert [len(table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")) for table in file.tables] == [1] * 5
        assert [table._tbl.xpath("string(./w:tblPr/w:tblCaption/@w:val)") for table in file.tables] == [
            "Side by side", *(f"Facts: Sample {n}" for n in range(4)),
        ]  # fmt: skip
        assert file.styles.element.xpath("string(//w:rPrDefault//w:lang/@w:val)") == "en"

    def test_the_contents_lead_to_the_practices(self):
        file = self.read(make_brief(*(make_entry(f"p-{n}") for n in range(4))))
        anchors = file.element.xpath("//w:hyperlink/@w:anchor")
        assert anchors == file.element.xpath("//w:bookmarkStart/@w:name") == [f"p-{n}" for n in range(4)]

    def test_links_lead_out(self):
        file = self.read(make_brief())
        assert [rel.target_ref for rel in file.part.rels.values() if rel.is_external] == [
            "https://example.org/a?b=(c)&d=[e]"
        ]

    def test_another_language_is_marked_and_turned(self):
        file = self.read(make_brief(make_entry(language="ar", text="نص", title="عنوان"), make_entry(language="fr")))
        assert file.element.xpath("//w:r[w:rPr/w:rtl]/w:t/text()") == ["عنوان", "نص"]
        assert file.element.xpath("//w:r[w:rPr/w:lang/@w:bidi='ar']/w:t/text()") == ["عنوان", "نص"]
        assert len(file.element.xpath("//w:p[w:pPr/w:bidi]")) == 2
        assert len(file.element.xpath("//w:r[w:rPr/w:lang/@w:val='fr']")) == 2

    def test_a_document_from_right_to_left(self):
        file = self.read(make_brief(language="he", direction="rtl"))
        assert len(file.element.xpath("/w:document/w:body/w:p[not(w:pPr/w:bidi)]")) == 0

    @settings(max_examples=100, deadline=None)
    @given(st.lists(TEXT | st.sampled_from(HOSTILE), max_size=4))
    def test_any_text_comes_out_as_it_went_in(self, texts):
        told = paragraphs("\n".join(texts))
        brief = make_brief(make_entry(text="\n".join(told) or "x"))
        data = docx_of(brief)
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        shown = [one.text for one in Document(io.BytesIO(data)).paragraphs]
        start = shown.index("Purpose") + 1
        assert tuple(shown[start : shown.index("Facts")]) == (told or ("x",))


class TestPdf:
    def read(self, brief):
        return pypdf.PdfReader(io.BytesIO(pdf_of(brief)))

    def words(self, brief):
        return squeezed("".join(page.extract_text() for page in self.read(brief).pages))

    def test_it_is_accessible(self):
        file = self.read(make_brief(*(make_entry(f"p-{n}", f"Sample {n}") for n in range(4)), grid=GRID))
        root = file.trailer["/Root"]
        assert (file.metadata.title, root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("A brief", "en", True)
        assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
        assert "<pdfuaid:part>1</pdfuaid:part>" in file.xmp_metadata.stream.get_data().decode()
        tags = set(tags_of(root["/StructTreeRoot"]["/K"]))
        assert {"/Title", "/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Link", "/TOC", "/L"} <= tags
        assert [entry.title.strip() for entry in file.outline if not isinstance(entry, list)] == [
            "Side by side", *(f"{n + 1}. Sample {n}" for n in range(4)), "Sources", "How to cite",
        ]  # fmt: skip

    def test_another_language_is_marked(self):
        brief = make_brief(make_entry(language="fr", title="Un exemple", text="Un texte."))
        assert set(languages_of(self.read(brief).trailer["/Root"]["/StructTreeRoot"]["/K"])) == {"fr"}

    def test_links_lead_out(self):
        links = [
            annotation.get_object()["/A"]["/URI"]
            for page in self.read(make_brief()).pages
            for annotation in page.get("/Annots", [])
            if "/URI" in annotation.get_object().get("/A", {})
        ]
        assert set(links) == {"https://example.org/a?b=(c)&d=[e]"}

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_is_text(self, text):
        assert squeezed(text) in self.words(make_brief(make_entry(title=text, text=text, where=text)))

    @settings(max_examples=60, deadline=None)
    @given(LATIN)
    def test_text_comes_out_as_it_went_in(self, text):
        line = printable(text)
        assert squeezed(line) in self.words(make_brief(make_entry(text=line or "x")))

    @settings(max_examples=60, deadline=None)
    @given(TEXT, st.sampled_from(["", "ar", "zh-Hant", "not a language", "el"]))
    def test_no_text_breaks_it(self, text, language):
        line = printable(text) or "x"
        assert pdf_of(make_brief(make_entry(title=line, text=line, language=language))).startswith(b"%PDF-1.7")

    def test_where_a_letter_is_missing_the_pdf_says_so_and_has_tags_all_the_same(self):
        file = self.read(make_brief(make_entry(text="\U00012345 and \U0001e900 and words")))
        root = file.trailer["/Root"]
        assert bool(root["/MarkInfo"]["/Marked"])
        text = "".join(page.extract_text() for page in file.pages)
        assert "Some letters could not be drawn." in text
        assert "words" in text

    @pytest.mark.parametrize("text", ["Neighbours cook. " * 6000, "Neighbours cook.\n" * 6000], ids=["long", "many"])
    def test_as_long_as_a_brief_may_be_it_takes_a_moment_only(self, text):
        brief = fitted(make_brief(*(make_entry(f"p-{n}", text=text.strip()) for n in range(50))))
        start = time.perf_counter()
        assert len(pdf_of(brief)) > 100_000
        assert len(docx_of(brief)) > 10_000
        assert time.perf_counter() - start < 10

    def test_one_word_without_an_end(self):
        brief = make_brief(make_entry(title="x" * 400, text="y" * 100_000))
        assert pdf_of(brief).startswith(b"%PDF")

    def test_the_same_brief_is_the_same_file(self):
        assert pdf_of(make_brief()) == pdf_of(make_brief())

    def test_a_note_on_what_was_left_out(self):
        brief = make_brief(about=(Part("", ("Made.",)), Part("Not in this brief", ("No practice has the id “x”.",))))
        assert "Notinthisbrief" in self.words(brief)


def nodes(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from nodes(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from nodes(node["/K"])


def tags_of(tree):
    """Return the tags of a PDF."""
    return [node["/S"] for node in nodes(tree) if "/S" in node]


def languages_of(tree):
    """Return the languages that parts of a PDF say they are in."""
    return [node["/Lang"] for node in nodes(tree) if "/Lang" in node]

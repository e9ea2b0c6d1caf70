"""A brief is taken along and opened by other programs."""

import zipfile

import pypdf
import pytest
from docx import Document
from markdown_it import MarkdownIt

from tests.journeys.kinds import KINDS


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_comparison_is_exported_and_opened(visit, script, tmp_path):
    page = visit(f"/en/{KINDS['comparison']}", java_script_enabled=script)
    titles = [text.strip() for text in page.locator(".comparison thead th").all_text_contents()]
    files = {}
    for name in ("PDF", "Word", "Markdown"):
        with page.expect_download() as download:
            page.locator(".carry").get_by_role("link", name=name).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    assert [file.name.partition("side-20")[0] for file in files.values()] == ["convivia-3-practices-side-by-"] * 3
    pdf = pypdf.PdfReader(files["PDF"])
    assert (pdf.metadata.title, pdf.trailer["/Root"]["/Lang"]) == ("3 practices side by side", "en")
    text = " ".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert [title for title in titles if title not in text] == []
    assert zipfile.ZipFile(files["Word"]).testzip() is None
    heads = [one.text for one in Document(str(files["Word"])).paragraphs if one.style.name == "Heading 1"]
    assert heads[1:4] == [f"{n}. {title}" for n, title in enumerate(titles, start=1)]
    html = MarkdownIt("commonmark").render(files["Markdown"].read_text())
    assert [title for title in titles if f"{title}</h2>" not in html] == []

"""A reader takes a list along: follows it with a feed reader, opens its files."""

import csv
import io
import json
import urllib.request

import feedparser
import openpyxl
from playwright.sync_api import Page, expect

FOLLOW = "Follow this search"


def count(page: Page) -> int:
    """Return how many practices the page says that the list has."""
    return int(page.locator("#results-title").inner_text().split(" ")[0])


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return bytes(answer.read())


def test_a_search_is_followed_with_a_feed_reader(visit, served):
    page = visit("/en/?country=ES")
    total = count(page)
    page.click("#area-mediation")
    expect(page.locator("#results-title")).to_contain_text("Mediation")
    assert count(page) < total
    address = page.get_by_role("link", name=FOLLOW).evaluate("link => link.href")
    # What programs find in the head of the page is the same, though htmx drew the list anew.
    assert page.locator("head link[type='application/atom+xml']").evaluate("link => link.href") == address
    found = feedparser.parse(address)
    assert (found.bozo, found.status, len(found.entries)) == (False, 200, count(page))
    assert found.feed.title == "Practices on Mediation and conflict resolution in Spain · Convivia"
    shown = {title.inner_text() for title in page.locator(".card .title a").all()}
    assert {entry.title for entry in found.entries} == shown
    again = feedparser.parse(address, etag=found.etag, modified=found.modified)
    assert (again.status, again.entries) == (304, [])
    page.goto(found.entries[0].link)
    expect(page.locator("h1")).to_have_text(found.entries[0].title)


def test_the_whole_library_is_followed_page_by_page(served):
    address, titles = f"{served}/en/feed.atom", []
    while address:
        found = feedparser.parse(address)
        assert not found.bozo
        titles += [entry.id for entry in found.entries]
        address = next((link.href for link in found.feed.links if link.rel == "next"), "")
    assert len(titles) == len({*titles}) > 150


def test_files_follow_the_filters_and_open(visit):
    page = visit("/en/?country=ES")
    page.click("#sort-title")
    expect(page.locator(".sort [aria-current]")).to_have_text("Title")
    titles = [title.inner_text() for title in page.locator(".card .title a").all()]
    total = count(page)
    links = {link.inner_text(): link.evaluate("link => link.href") for link in page.locator(".keep a").all()}
    table = list(csv.DictReader(io.StringIO(fetch(links["Sheet for any program (CSV)"]).decode("utf-8-sig"))))
    assert [row["Title"] or row["Our title"] for row in table][: len(titles)] == titles
    book = openpyxl.load_workbook(io.BytesIO(fetch(links["Excel sheet (XLSX)"])))
    assert book.worksheets[0].max_row == total + 1
    data = json.loads(fetch(links["Data for programs (JSON)"]))
    assert [row["title"] for row in data["results"]][: len(titles)] == titles
    assert (data["total"], len(table), len(data["results"])) == (total, total, total)


def test_a_file_is_kept_by_a_click_without_script(visit):
    page = visit("/en/?area=mediation", java_script_enabled=False)
    with page.expect_download() as waiting:
        page.click("text=Excel sheet (XLSX)")
    assert waiting.value.suggested_filename.endswith(".xlsx")
    assert openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes())).sheetnames == [
        "Practices",
        "About this list",
    ]

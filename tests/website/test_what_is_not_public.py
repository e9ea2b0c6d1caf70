"""The proof that nobody sees what is not public: every public address is asked, of drafts and of withdrawn practices.

Addresses are taken from the site itself, so that a new page is asked, too.
"""

import re
from itertools import product

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from convivia.people.models import HeldRole
from convivia.places.models import Membership, Network
from convivia.practices.collection_actions import save_collection
from convivia.practices.models import Practice, Text, WorkingCopy
from convivia.practices.queries import practices_to_index
from convivia.practices.snapshots import empty_content
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.practices.writing_actions import begin, save_draft
from convivia.search.actions import index_pending
from convivia.search.engines.installed import engine
from tests.making import make_index_apart, make_place, make_practice, text_record

# Stands in every field of the practice that nobody may see; "marmalade" only in its text, to ask for it.
SECRET, ASKED = "quixoticism", "marmalade"
VALUES = {
    "slug": ["x"],
    "code": ["no"],
    "number": ["1", "2"],
    "form": ["rss", "atom", "json", "csv", "xlsx", "ods", "jsonl", "md", "docx", "pdf"],
    "room": ["cities", "areas", "networks", "countries", "collections"],
    "key": ["sampleton", "mediation", "samples", "gathered", "policy-areas", "no"],
}
NOT_PUBLIC = ("desk/", "account/", "admin/", "api/v1/desk/")


@pytest.fixture
def library(db, settings, tmp_path, django_user_model):
    """Two practices that everybody sees, with a third one of the same city that is a draft; it has an index."""
    make_index_apart(settings, tmp_path)
    city = make_place("sampleton", latitude=59.9, longitude=10.75)
    network = Network.objects.create(key="samples", names={"en": "Samples"}, source="tests")
    Membership.objects.create(network=network, place=city, source="tests")
    seen = [
        make_practice(
            text_record(title=title, summary=f"{title} in Sampleton."),
            place_ids=(city.pk,),
            concept_keys=("mediation",),
        )
        for title in ("A sample", "Another sample")
    ]
    editor = django_user_model.objects.create_user("editor")
    HeldRole.objects.create(user=editor, role="editor", given_by="tests")
    content = empty_content("en")
    content["period"]["text"], content["places"], content["concepts"] = "2019", ["sampleton"], ["mediation"]
    content["source"] = content["contact"]["office"] = SECRET
    content["contact"]["email"], content["contact"]["shows_email"] = f"{SECRET}@example.org", True
    content["evidence"] = [
        {"kind": "told", "date": "", "source": SECRET, "source_url": "", "statements": {"en": SECRET}}
    ]
    content["texts"]["en"] |= {
        "title": f"A {SECRET}",
        "summary": f"A {SECRET} of {ASKED}.",
        "answers": {"purpose": f"{SECRET} {ASKED}"},
        "keywords": [SECRET],
        "other_titles": [f"The {SECRET}"],
        "note": SECRET,
        "external_ids": [],
    }
    practice = begin(by=editor, language="en", edition="1", city=city, content=content)
    members = [*(one.public_id for one in seen), practice.public_id]
    save_collection(key="gathered", names={"en": "Gathered"}, descriptions={}, public_ids=members, by="tests")
    index_pending()
    return practice, editor


def patterns(resolver, prefix=""):
    """Yield every address of the site, with `<kind:name>` where something stands in for a part."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        elif isinstance(each, URLPattern):
            yield route


def addresses(practice):
    """Return every public address that may speak of the practice, filled in, each with the questions to ask there."""
    values = VALUES | {"public_id": [practice.public_id], "id": [practice.public_id], "revision": ["1"]}
    asked = [f"q={ASKED}", f"id={practice.public_id}", "q=sample", "city=sampleton&sort=newest"]
    found = {}
    for route in patterns(get_resolver()):
        route = re.sub(r"^\^|\$$|\\Z", "", route)
        if route.startswith(NOT_PUBLIC) or re.sub(r"^en/", "", route).startswith(NOT_PUBLIC) or "(" in route:
            continue
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for chosen in product(*(values.get(name, ["1"]) for name in names)):
            filled = "/" + route
            for value in chosen:
                filled = re.sub(r"<[^>]+>", value, filled, count=1)
            found[filled] = asked[:2] if "form" in names else asked  # files take long to write
    return found


def answers(client, practice, skipping=""):
    """Yield each address with its answer and body; where nothing is, nothing more is asked. None of them may fail."""
    for bare, questions in addresses(practice).items():
        if skipping and skipping in bare:
            continue
        for question in ("", *questions):
            address = f"{bare}?{question}" if question else bare
            answer = client.get(address)
            assert answer.status_code < 500, address
            yield address, answer, b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code in (301, 404, 405, 410):
                break


def telling(client, practice, skipping=""):
    """Return the addresses whose answer tells of the practice."""
    told = []
    for address, answer, body in answers(client, practice, skipping):
        text = body.decode("utf-8", "replace").casefold()
        where = answer.headers.get("Location", "")
        if SECRET in text or SECRET in where or (practice.public_id in text and practice.public_id not in address):
            told.append(address)
    return told


def publish(practice, editor, callbacks):
    with callbacks(execute=True):
        for step in (Step.SUBMIT, Step.ACCEPT, Step.PUBLISH):
            take_step(practice=practice, step=step, by=editor)


def test_all_addresses_are_asked(library):
    found = addresses(library[0])
    assert len(found) > 150
    for part in ("/en/map/", "/sitemap-practices-1.xml", "/api/v1/practices", "/en/feed.atom", "/en/practices.csv",
                 "/en/collections/gathered/brief.docx", "/en/compare/", "/en/suggestions/"):  # fmt: skip
        assert found[part], part


def test_nothing_tells_of_a_draft(client, library):
    practice, editor = library
    assert telling(client, practice) == []
    copy = WorkingCopy.objects.get(practice=practice)
    save_draft(practice=practice, content=copy.content | {"licence": "CC0-1.0"}, version=copy.version, by=editor)
    take_step(practice=practice, step=Step.SUBMIT, by=editor)
    index_pending()
    assert (engine().ids() & {practice.pk}, practices_to_index().exists()) == (set(), False)
    assert telling(client, practice) == []


def test_everything_tells_of_what_is_published_and_nothing_of_what_is_withdrawn(
    client, library, django_capture_on_commit_callbacks
):
    practice, editor = library
    publish(practice, editor, django_capture_on_commit_callbacks)
    told = telling(client, practice)
    assert len(told) > 60
    for part in ("/api/v1/practices?q=marmalade", "/en/?q=marmalade", "/sitemap-practices-1.xml",
                 "/en/cities/sampleton/", "/en/feed.atom", "/en/compare/", "/en/collections/gathered/"):  # fmt: skip
        assert [address for address in told if part in address], part
    with django_capture_on_commit_callbacks(execute=True):
        take_step(practice=practice, step=Step.WITHDRAW, by=editor, reason="Asked for by the city.")
    assert (engine().ids() & {practice.pk}, practices_to_index().exists()) == (set(), False)
    assert telling(client, practice, skipping=f"/practices/{practice.public_id}") == []
    assert client.get(f"/api/v1/practices/{practice.public_id}").status_code in (404, 410)


def test_nothing_tells_of_it_even_while_the_index_lags_behind(client, library, django_capture_on_commit_callbacks):
    practice, editor = library
    publish(practice, editor, django_capture_on_commit_callbacks)
    take_step(practice=practice, step=Step.WITHDRAW, by=editor, reason="Asked for by the city.")  # nobody hears
    assert practice.pk in engine().ids()
    assert [
        address
        for address in telling(client, practice, skipping=f"/practices/{practice.public_id}")
        if "suggestions" not in address
    ] == []
    assert index_pending() == 1
    assert practice.pk not in engine().ids()


def test_what_is_changed_is_not_seen_before_it_is_published(client, library, django_capture_on_commit_callbacks):
    editor = library[1]
    practice = Practice.objects.filter(is_shown=True).earliest("pk")
    with django_capture_on_commit_callbacks(execute=True):
        take_step(practice=practice, step=Step.REVISE, by=editor)
    copy = WorkingCopy.objects.get(practice=practice)
    text = copy.content["texts"]["en"] | {"title": SECRET, "summary": SECRET}
    save_draft(practice=practice, content=copy.content | {"texts": {"en": text}}, version=copy.version, by=editor)
    for address, _answer, body in answers(client, practice):
        assert SECRET not in body.decode("utf-8", "replace"), address
    assert Text.objects.get(practice=practice).title == "A sample"
    assert timezone.now() > practice.updated_at

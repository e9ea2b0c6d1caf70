"""Outside addresses of public practices: which are gathered, when they are asked, when one is dead."""

from datetime import date, timedelta

import pytest

from convivia.practices.advice_values import Advice, Kind, Strength
from convivia.practices.advice_words import say
from convivia.practices.advising import advise_on
from convivia.practices.defects import having
from convivia.practices.link_asking import Answer, Outcome
from convivia.practices.link_words import say_dead
from convivia.practices.links import DeadLink, dead_among, dead_links_by_practice, due, gather, note
from convivia.practices.models import Contact, Evidence, Link, Practice
from convivia.practices.snapshots import snapshot_of
from tests.making import make_practice, text_record

DAY = date(2026, 3, 2)
GONE, SILENT, FINE = Answer(Outcome.GONE, "404"), Answer(Outcome.SILENT, "503"), Answer(Outcome.ANSWERS, "200")
NOT_ASKED = Answer(Outcome.NOT_ASKED, "private")


@pytest.fixture
def practice(db):
    """A practice that names one address in each place where one can stand."""
    text = text_record(
        summary="See www.city.gov/summary.", answers={"purpose": "(https://city.gov/answer), http://localhost/x"},
        source_url="https://city.gov/text",
    )  # fmt: skip
    made = make_practice(text, source_url="https://city.gov/source")
    Contact.objects.create(practice=made, page="https://city.gov/contact")
    Evidence.objects.create(practice=made, kind="told", statements={"en": "x"}, source_url="https://city.gov/evidence")
    return made


def after(*answers):
    """Return what is known of one address after it was asked: pairs of a day, from 0, and an answer."""
    link = Link.objects.create(address="https://city.gov/", digest="x")
    for day, answer in answers:
        note(link=link, answer=answer, on=DAY + timedelta(days=day))
    link.refresh_from_db()
    return link


def test_every_address_is_gathered(practice):
    assert gather() == 6
    ends = {address.rpartition("/")[2] for address in Link.objects.values_list("address", flat=True)}
    assert ends == {"source", "text", "contact", "evidence", "summary", "answer"}
    assert {link.practices.get() for link in Link.objects.all()} == {practice}


def test_gathering_again_keeps_what_is_known_and_forgets_the_rest(practice):
    gather()
    note(link=Link.objects.get(address="https://city.gov/source"), answer=FINE, on=DAY)
    practice.evidence.all().delete()
    make_practice(text_record(title="Another", source_url="https://city.gov/source"))
    assert gather() == 5
    link = Link.objects.get(address="https://city.gov/source")
    assert (link.asked_on, link.practices.count()) == (DAY, 2)


def test_what_is_not_public_is_not_gathered(practice):
    Practice.objects.update(is_shown=False, state="draft")
    assert gather() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "is_dead"),
    [
        ([(0, GONE)], False),
        ([(0, GONE), (0, GONE)], False),
        ([(0, GONE), (1, GONE)], True),
        ([(0, GONE), (1, FINE), (2, GONE)], False),
        ([(0, GONE), (1, GONE), (2, FINE)], False),
        ([(0, GONE), (1, NOT_ASKED)], False),
        ([(0, SILENT), (1, SILENT)], False),
        ([(0, SILENT), (6, SILENT)], False),
        ([(0, SILENT), (7, SILENT)], True),
        ([(0, SILENT), (1, GONE)], True),
        ([(0, FINE)], False),
    ],
)
def test_when_an_address_is_dead(answers, is_dead):
    assert after(*answers).is_dead == is_dead


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "days_until_due"),
    [
        ([], 0),
        ([(0, FINE)], 7),
        ([(0, NOT_ASKED)], 7),
        ([(0, GONE)], 1),
        ([(0, SILENT)], 1),
        ([(0, GONE), (1, GONE)], 8),
    ],
)
def test_when_an_address_is_due(answers, days_until_due):
    link = after(*answers)
    assert [day for day in range(10) if due(DAY + timedelta(days=day)) == [link]] == list(range(days_until_due, 10))
    assert due(DAY, everything=True) == [link]


def kill(address):
    link = Link.objects.get(address=address)
    for day in (0, 1):
        note(link=link, answer=GONE, on=DAY + timedelta(days=day))


def test_dead_links_until_they_are_mended(practice, settings, django_assert_num_queries):
    gather()
    assert (dead_links_by_practice(), dead_among(["https://city.gov/source"])) == ({}, {})
    kill("https://city.gov/source")
    (dead,) = dead_links_by_practice()[practice.pk]
    assert (dead.address, dead.is_gone, dead.since) == ("https://city.gov/source", True, DAY)
    asked = ["https://CITY.gov/source#top", "https://city.gov/other", "nonsense"]
    with django_assert_num_queries(1):
        assert dead_among(asked) == {asked[0]: dead}
    settings.CHECK_LINKS = False
    assert (dead_links_by_practice(), dead_among(asked)) == ({}, {})
    settings.CHECK_LINKS = True
    Practice.objects.update(source_url="https://city.gov/new")
    assert dead_links_by_practice() == {}


def test_dead_links_are_a_defect_and_an_advice(practice):
    gather()
    kill("https://city.gov/answer")
    assert having("dead-link", Practice.objects.all()) == [practice.pk]
    found = [one for one in advise_on(snapshot_of(practice), language="en") if one.reason in ("gone", "silent")]
    assert found == [Advice(Kind.LINK, "gone", "purpose", "en", "https://city.gov/answer", Strength.STRONG)]
    assert "gone" in say(found[0]).seen
    assert say_dead(dead_links_by_practice()[practice.pk][0]) == "page not found, since 2 March 2026"


def test_every_failure_has_words():
    said = [say_dead(DeadLink("x", False, word, DAY)) for word in ("404", "no-host", "timeout", "no-answer", "503")]
    assert len(set(said)) == 5
    assert said[-1] == "error 503, since 2 March 2026"


def test_gathering_costs_the_same_for_any_number(practice, django_assert_max_num_queries):
    for number in range(3):
        make_practice(text_record(title=f"No. {number}", source_url=f"https://city.gov/{number}"))
    with django_assert_max_num_queries(14):
        gather()

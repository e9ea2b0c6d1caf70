"""Searches without an answer are counted, and never stand in the way."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convivia.search import wanted
from convivia.search.models import WantedTopic
from convivia.search.queries import SearchResults
from convivia.search.query import SearchQuery
from convivia.search.wanted import mark_handled, mark_open, note_unanswered, wanted_topics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    wanted.lately.forget()
    yield
    wanted.lately.forget()


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on when told to."""

    class Clock:
        now = 1000.0

        def __call__(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(wanted, "lately", wanted._Lately(clock))
    return clock


def ask(q, language="en", total=0, meant="", **values):
    results = SearchResults(SearchQuery(q=q, **values), total, [], {}, did_you_mean=meant)
    return note_unanswered(results=results, language=language)


def rows():
    return list(WantedTopic.objects.order_by("pk").values_list("words", "language", "count"))


def test_a_search_without_an_answer_is_counted_with_its_day(clock):
    assert ask("Sign language")
    clock.now += 601
    WantedTopic.objects.update(last_asked=date(2020, 1, 1))
    assert ask("language the SIGN")
    clock.now += 601
    assert ask("sign language", "fr")
    assert rows() == [("sign language", "en", 2), ("sign language", "fr", 1)]
    assert WantedTopic.objects.first().last_asked > date(2020, 1, 1)


def test_nothing_is_kept_of_who_asked():
    names = {field.name for field in WantedTopic._meta.fields}
    assert names == {"id", "key", "words", "language", "count", "last_asked", "handled_on", "handled_by"}


@pytest.mark.parametrize(
    "search",
    [
        {"total": 1},
        {"meant": "sign language"},
        {"areas": ("mediation",)},
        {"page": 2},
        {"q": ""},
        {"q": "mail me@example.org"},
        {"q": "the of"},
    ],
)
def test_other_searches_are_not_counted(search):
    assert not ask(**({"q": "sign language"} | search))
    assert rows() == []


def test_it_can_be_switched_off(settings):
    settings.WANTED_TOPICS_FROM = 0
    assert not ask("sign language")
    assert (rows(), list(wanted_topics())) == ([], [])


def test_the_same_search_within_minutes_counts_once(clock):
    assert [ask("sign language"), ask("Sign Language!"), ask("sign language", "fr")] == [True, False, False]
    clock.now += 599
    assert not ask("sign language")
    clock.now += 601
    assert ask("sign language")
    assert rows() == [("sign language", "en", 2)]


def test_memory_is_small():
    for number in range(wanted.REMEMBERED + 10):
        wanted.lately.is_again(wanted.Topic(f"w{number}", f"w{number}"))
    assert len(wanted.lately._seen) == wanted.REMEMBERED


def test_only_so_many_new_rows_an_hour(clock, monkeypatch):
    monkeypatch.setattr(wanted, "NEW_IN_AN_HOUR", 2)
    assert [ask(word) for word in ("alpha", "beta", "gamma")] == [True, True, False]
    clock.now += 601
    assert ask("alpha")
    clock.now += 3000
    assert ask("gamma")


def test_the_table_is_bounded_and_the_least_wanted_oldest_go(monkeypatch):
    monkeypatch.setattr(wanted, "MOST_TOPICS", 3)
    for number, word in enumerate(("alpha", "beta", "gamma")):
        assert ask(word)
        WantedTopic.objects.filter(key=word).update(last_asked=timezone.localdate() - timedelta(days=9 - number))
    WantedTopic.objects.filter(key="alpha").update(count=F("count") + 1)
    assert ask("delta")
    assert [words for words, *_ in rows()] == ["alpha", "gamma", "delta"]


def test_what_nobody_asks_for_within_a_year_is_forgotten():
    assert ask("alpha")
    WantedTopic.objects.update(last_asked=timezone.localdate() - timedelta(days=366), count=50)
    assert ask("beta")
    assert [words for words, *_ in rows()] == ["beta"]


def test_editors_see_what_was_asked_for_twice(settings):
    for word, count in (("once", 1), ("twice", 2), ("often", 9)):
        WantedTopic.objects.create(key=word, words=word, language="en", count=count, last_asked=date(2026, 1, 1))
    assert [topic.words for topic in wanted_topics()] == ["often", "twice"]
    settings.WANTED_TOPICS_FROM = 5
    assert [topic.words for topic in wanted_topics()] == ["often"]


def test_topics_are_handled_by_somebody_and_wanted_again():
    ask("alpha")
    topic = WantedTopic.objects.get()
    assert mark_handled(topics=[topic], by="an editor") == 1
    topic.refresh_from_db()
    assert (topic.handled_by, topic.handled_on is not None) == ("an editor", True)
    assert mark_open(topics=[topic]) == 1
    topic.refresh_from_db()
    assert (topic.handled_by, topic.handled_on) == ("", None)


@pytest.mark.parametrize("values", [{"handled_by": "x"}, {"count": 0}, {"words": ""}, {"handled_on": date(2026, 1, 1)}])
def test_the_database_refuses_what_cannot_be(values):
    row = {"key": "a", "words": "a", "language": "en", "last_asked": date(2026, 1, 1)} | values
    with pytest.raises(IntegrityError), transaction.atomic():
        WantedTopic.objects.create(**row)


def test_a_busy_database_is_not_waited_for_and_breaks_nothing(monkeypatch):
    def busy(*_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(wanted, "_count", busy)
    assert ask("sign language") is False


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_the_usual_patience_of_the_database_comes_back():
    with connection.cursor() as cursor:
        ask("sign language")
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000


def test_counting_again_takes_one_small_write(clock):
    ask("sign language")
    clock.now += 601
    with CaptureQueriesContext(connection) as caught:
        assert ask("sign language")
    told = [query["sql"] for query in caught if not query["sql"].startswith(("PRAGMA", "SAVEPOINT", "RELEASE", "SET "))]
    assert [sql.split()[0] for sql in told] == ["UPDATE"]

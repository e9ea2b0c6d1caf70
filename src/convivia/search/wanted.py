"""Searches that found nothing: counted by their subject, so that editors see what is wanted. Nothing of who asked.

Counting is never worth waiting for: where the database is busy, or anything else goes wrong, this one is not counted.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from convivia.search.models import WantedTopic
from convivia.search.queries import SearchResults
from convivia.search.topics import Topic, topic_of

# Rows that are kept; the least asked, of them the oldest, go for new ones.
MOST_TOPICS = 1000
# What nobody has looked for again for so many days is forgotten.
FORGOTTEN_AFTER = 365
# New rows in an hour, for each process: a robot that tries words fills no table.
NEW_IN_AN_HOUR = 60
# The same search within this time is one: somebody has loaded the page again, or looks at its other language.
SAME_WITHIN = 600.0
REMEMBERED = 500
# How long a search waits for the database before it goes on without being counted, in milliseconds.
MOST_WAIT = 50

logger = logging.getLogger(__name__)


class _Lately:
    """What this process has counted lately: in memory only, and without anybody's address."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._new: list[float] = []

    def is_again(self, topic: Topic) -> bool:
        """Return whether the search was met in the last minutes; it is from now on."""
        with self._lock:
            now, known = self._clock(), self._seen.pop(topic.key, None)
            self._seen[topic.key] = now
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return known is not None and now - known < SAME_WITHIN

    def may_add(self) -> bool:
        """Return whether one more new row is within the measure of this hour; it is then counted."""
        with self._lock:
            now = self._clock()
            self._new = [added for added in self._new if now - added < 3600]
            if len(self._new) >= NEW_IN_AN_HOUR:
                return False
            self._new.append(now)
        return True

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._seen.clear()
            self._new.clear()


lately = _Lately()


def note_unanswered(*, results: SearchResults, language: str) -> bool:
    """Count the search of `results` if its words alone found nothing; whether it was counted comes back.

    Where filters are set, they may be why nothing was found; where a word may be misspelt, that may be. It is then not
    counted. Never raises for the database.
    """
    query = results.query
    if not settings.WANTED_TOPICS_FROM or results.total or results.did_you_mean:
        return False
    if not query.q or query.filters() or query.page > 1:
        return False
    topic = topic_of(query.q, language)
    if topic is None or lately.is_again(topic):
        return False
    try:
        with _at_once():
            return _count(topic, language, timezone.localdate())
    except DatabaseError as trouble:
        logger.info("A search without an answer was not counted: %s", trouble)
        return False


def wanted_topics() -> QuerySet[WantedTopic]:
    """Return the topics that editors may see: those that were asked for often enough, the most wanted first."""
    often = max(1, settings.WANTED_TOPICS_FROM)
    return WantedTopic.objects.filter(count__gte=often).order_by("-count", "-last_asked", "key")


def mark_handled(*, topics: Iterable[WantedTopic], by: str) -> int:
    """Note that `topics` are taken care of, by whom and today; how many there were comes back."""
    return _handled(topics, timezone.localdate(), by)


def mark_open(*, topics: Iterable[WantedTopic]) -> int:
    """Note that `topics` are wanted again; how many there were comes back."""
    return _handled(topics, None, "")


def _handled(topics: Iterable[WantedTopic], on: date | None, by: str) -> int:
    rows = WantedTopic.objects.filter(pk__in=[topic.pk for topic in topics])
    return rows.update(handled_on=on, handled_by=by)


def _count(topic: Topic, language: str, today: date) -> bool:
    known = WantedTopic.objects.filter(key=topic.key, language=language)
    if known.update(count=F("count") + 1, last_asked=today):
        return True
    if not lately.may_add():
        return False
    new = WantedTopic(key=topic.key, words=topic.words, language=language, count=1, last_asked=today)
    WantedTopic.objects.bulk_create([new], ignore_conflicts=True)
    _keep_within_bounds(today)
    return True


def _keep_within_bounds(today: date) -> None:
    WantedTopic.objects.filter(last_asked__lt=today - timedelta(days=FORGOTTEN_AFTER)).delete()
    too_many = WantedTopic.objects.count() - MOST_TOPICS
    if too_many > 0:
        rows = WantedTopic.objects.order_by("count", "last_asked", "pk").values_list("pk", flat=True)
        WantedTopic.objects.filter(pk__in=list(rows[:too_many])).delete()


@contextmanager
def _at_once() -> Iterator[None]:
    """Run the block as one transaction that gives up after `MOST_WAIT` where somebody else is writing."""
    is_sqlite = connection.vendor == "sqlite"
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000) if is_sqlite else 0
    _run(f"PRAGMA busy_timeout = {MOST_WAIT}" if is_sqlite else "")
    try:
        with transaction.atomic():
            _run("" if is_sqlite else f"SET LOCAL lock_timeout = '{MOST_WAIT}ms'")
            yield
    finally:
        _run(f"PRAGMA busy_timeout = {usual}" if is_sqlite else "")


def _run(statement: str) -> None:
    if statement:
        with connection.cursor() as cursor:
            cursor.execute(statement)

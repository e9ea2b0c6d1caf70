"""The outside addresses of public practices: which there are, what came of asking them, and which are dead.

Nothing here reaches the network: `link_asking` does, when the console asks it to.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from convivia.practices.advice_links import addresses_in
from convivia.practices.link_asking import Answer, Outcome, askable
from convivia.practices.models import Contact, Evidence, Link, Practice, Text

CHUNK: Final = 200
AGAIN_AFTER: Final = timedelta(days=7)  # what answers, and what is known to be dead, is asked again after a week
# How long nothing must have come from a host before its silence counts: servers are mended, too.
PATIENCE: Final = timedelta(days=7)
_FAILURES: Final = (Outcome.GONE, Outcome.SILENT)
_Use: Any = Link.practices.through  # Django makes this table; it has no type of its own


@dataclass(frozen=True, slots=True)
class DeadLink:
    """An address that leads nowhere: whether it is gone (else nobody answers), and since when, as far as was seen."""

    address: str
    is_gone: bool
    said: str
    since: date


def gather() -> int:
    """Bring the list of addresses up to what public practices name now; how many there are comes back.

    What was known of an address stays; one that no practice names any more is forgotten.
    """
    uses = {(practice, address) for practice, address in _named(Practice.objects.filter(is_shown=True))}
    wanted = {digest_of(address): address for _practice, address in uses}
    with transaction.atomic():
        known = set(Link.objects.values_list("digest", flat=True))
        Link.objects.filter(digest__in=known - wanted.keys()).delete()
        new = [Link(address=address, digest=digest) for digest, address in wanted.items() if digest not in known]
        Link.objects.bulk_create(new, batch_size=CHUNK)
        _keep_uses(uses)
    return len(wanted)


def due(today: date, *, everything: bool = False) -> list[Link]:
    """Return the addresses to ask today, those that were never asked first: what fails every day, the rest weekly."""
    links = Link.objects.order_by("asked_on", "pk")
    if not everything:
        rest = Q(asked_on__lte=today - AGAIN_AFTER)
        links = links.filter(Q(asked_on=None) | rest | Q(failed_from__isnull=False, is_dead=False, asked_on__lt=today))
    return sorted(links, key=lambda link: link.asked_on or date.min)


def note(*, link: Link, answer: Answer, on: date) -> None:
    """Keep what came of asking `link` on a day.

    An address is dead when it was gone (404, 410, no such host) on two different days, or silent (no answer, an error
    of the server) for a week; one answer makes it alive again.
    """
    link.asked_on, link.outcome, link.said = on, answer.outcome.value, answer.said[:20]
    if answer.outcome in _FAILURES:
        link.failed_from, link.failed_to = link.failed_from or on, on
        lasted = link.failed_to - link.failed_from
        link.is_dead = lasted > timedelta() if answer.outcome == Outcome.GONE else lasted >= PATIENCE
    else:
        link.failed_from = link.failed_to = None
        link.is_dead = False
    link.save(update_fields=["asked_on", "outcome", "said", "failed_from", "failed_to", "is_dead"])


def dead_among(addresses: Iterable[str]) -> dict[str, DeadLink]:
    """Return those of `addresses` that are known to be dead, as they are written there; one query at most."""
    written = {address: digest_of(sent) for address in addresses if (sent := askable(address))}
    if not written or not settings.CHECK_LINKS:
        return {}
    dead = {link.digest: _dead(link) for link in Link.objects.filter(digest__in=written.values(), is_dead=True)}
    return {address: dead[digest] for address, digest in written.items() if digest in dead}


def dead_links_by_practice() -> dict[int, list[DeadLink]]:
    """Return the dead addresses that public practices name now, by practice; one query where none is dead."""
    if not settings.CHECK_LINKS:
        return {}
    dead = {link.pk: link for link in Link.objects.filter(is_dead=True)}
    if not dead:
        return {}
    uses = (
        _Use.objects.filter(link_id__in=dead).values_list("practice_id", "link_id").order_by("practice_id", "link_id")
    )
    suspects = list(uses)
    named = set(_named(Practice.objects.filter(is_shown=True, pk__in={pk for pk, _link in suspects})))
    found: dict[int, list[DeadLink]] = {}
    for practice, pk in suspects:
        if (practice, dead[pk].address) in named:  # it may have been mended since
            found.setdefault(practice, []).append(_dead(dead[pk]))
    return found


def digest_of(address: str) -> str:
    """Return by what an address is known."""
    return sha256(address.encode()).hexdigest()


def _dead(link: Link) -> DeadLink:
    return DeadLink(link.address, link.outcome == Outcome.GONE, link.said, link.failed_from or date.min)


def _keep_uses(uses: set[tuple[int, str]]) -> None:
    ids: Mapping[str, int] = dict(Link.objects.values_list("digest", "pk"))
    wanted = {(practice, ids[digest_of(address)]) for practice, address in uses}
    kept = {(practice, link): pk for pk, practice, link in _Use.objects.values_list("pk", "practice_id", "link_id")}
    _Use.objects.filter(pk__in=[pk for use, pk in kept.items() if use not in wanted]).delete()
    new = [_Use(practice_id=practice, link_id=link) for practice, link in sorted(wanted - kept.keys())]
    _Use.objects.bulk_create(new, batch_size=CHUNK)


def _named(practices: QuerySet[Practice]) -> Iterator[tuple[int, str]]:
    """Yield each practice with each address that can be asked, of those that it names."""
    for practice, address in _written(practices):
        if sent := askable(address):
            yield practice, sent


def _written(practices: QuerySet[Practice]) -> Iterator[tuple[int, str]]:
    within = practices.values("pk")
    yield from practices.exclude(source_url="").values_list("pk", "source_url")
    yield from Contact.objects.filter(practice__in=within).exclude(page="").values_list("practice_id", "page")
    given = Evidence.objects.filter(practice__in=within).exclude(source_url="")
    yield from given.values_list("practice_id", "source_url")
    texts = Text.objects.filter(practice__in=within).order_by("pk")
    columns = ("practice_id", "source_url", "title", "summary", "note", "answers")
    for practice, source, *words, answers in texts.values_list(*columns).iterator(CHUNK):
        yield practice, source
        for said in (*words, *answers.values()):
            yield from ((practice, address) for address in addresses_in(said or ""))

"""Ask the outside addresses of public practices whether they still answer; run it once a day."""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from convivia.console.installation import NotReadyError, demand_database, one_at_a_time
from convivia.console.screen import complain, meter, out
from convivia.practices.link_asking import Answer, Asker, Outcome
from convivia.practices.links import due, gather, note
from convivia.practices.models import Link

MOST: Final = 2000  # addresses in a run
OF_A_HOST: Final = 10
HOSTS_AT_ONCE: Final = 8
BATCH: Final = 40  # hosts whose answers are looked at together
PAUSE: Final = 1.0  # seconds between two requests to one host
# From so many hosts on, no answer at all means that this machine is offline.
ENOUGH_HOSTS: Final = 5


class Offline(Exception):
    """Nothing answered at all."""


def run(arguments: Sequence[str]) -> int:
    """Ask what is due and say what came of it; the exit status comes back: 1 where this machine seems to be offline."""
    options = _parser().parse_args(arguments)
    try:
        demand_database()
        if not settings.CHECK_LINKS:
            out.print("CONVIVIA_CHECK_LINKS is off: nothing is asked.", markup=False)
            return 0
        with one_at_a_time("check-links"):
            return check(limit=options.limit, everything=options.all, only_shows=options.dry_run, quiet=options.quiet)
    except (NotReadyError, Offline) as error:
        complain(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="convivia check-links", description=__doc__)
    parser.add_argument("--all", action="store_true", help="ask every address, also those that are not due")
    parser.add_argument("--limit", type=_count, default=MOST, metavar="N", help=f"ask N at most (default: {MOST})")
    parser.add_argument("--dry-run", action="store_true", help="list what would be asked, and ask nothing")
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something has to be looked at")
    return parser


def _count(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("N is a whole number from 1")
    return number


def check(*, limit: int, everything: bool, only_shows: bool, quiet: bool) -> int:
    """Gather the addresses, ask those that are due, and keep what came of it. Raises `Offline`."""
    known = gather()
    links = due(timezone.localdate(), everything=everything)
    hosts = by_host(links, limit)
    chosen = [link for of_host in hosts for link in of_host]
    if only_shows:
        for link in chosen:
            out.print(link.address, markup=False)
        out.print(f"{len(chosen):,} of {known:,} addresses would be asked.", markup=False)
        return 0
    outcomes: Counter[Outcome] = Counter()
    with meter("Asked", len(chosen)) as step:
        for link, answer in answers(hosts, asker().ask):
            note(link=link, answer=answer, on=timezone.localdate())
            outcomes[answer.outcome] += 1
            step(outcomes.total())
    if not quiet:
        _tell(outcomes, len(links) - len(chosen))
    return 0


def asker() -> Asker:
    """Return what asks, under a name that says who does."""
    who = settings.BASE_URL or settings.CONTACT
    return Asker(f"Convivia-check-links/{version('convivia')}" + (f" (+{who})" if who.isascii() and who else ""))


def by_host(links: Sequence[Link], limit: int) -> list[list[Link]]:
    """Return `limit` links at most, those of one host together, and no more than a few of each."""
    hosts: dict[str, list[Link]] = {}
    taken = 0
    for link in links:
        of_host = hosts.setdefault(urlsplit(link.address).hostname or "", [])
        if len(of_host) < OF_A_HOST and taken < limit:
            of_host.append(link)
            taken += 1
    return [of_host for of_host in hosts.values() if of_host]


def answers(
    hosts: Sequence[Sequence[Link]], ask: Callable[[str], Answer], *, pause: float = PAUSE
) -> Iterator[tuple[Link, Answer]]:
    """Yield each link with its answer; several hosts are asked at once, one host one address at a time.

    Raises `Offline` where of many hosts none answered: nothing of these is yielded.
    """

    def ask_host(of_host: Sequence[Link]) -> list[tuple[Link, Answer]]:
        told: list[tuple[Link, Answer]] = []
        for link in of_host:
            if told:
                time.sleep(pause)
            told.append((link, ask(link.address)))
        return told

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for start in range(0, len(hosts), BATCH):
            batch = list(pool.map(ask_host, hosts[start : start + BATCH]))
            if len(batch) >= ENOUGH_HOSTS and not any(map(_has_answer, batch)):
                raise Offline("no host answered: this machine seems to be offline. Nothing of these was noted.")
            yield from (pair for of_host in batch for pair in of_host)


def _has_answer(of_host: Sequence[tuple[Link, Answer]]) -> bool:
    """Return whether something came from a host: a status is a number, what comes of no answer a word."""
    return any(answer.said.isdecimal() for _link, answer in of_host)


def _tell(outcomes: Counter[Outcome], left: int) -> None:
    words = {
        Outcome.ANSWERS: "answer",
        Outcome.GONE: "are gone",
        Outcome.SILENT: "are silent",
        Outcome.NOT_ASKED: "may not be asked (they lead to no public page)",
    }
    out.print("; ".join(f"{outcomes[one]:,} {said}" for one, said in words.items()) + ".", markup=False)
    dead = Link.objects.filter(is_dead=True).count()
    out.print(f"Dead links known: {dead:,}. The desk lists them under “Quality”.", markup=False)
    if left:
        out.print(f"{left:,} more are due; the next run asks them.", markup=False)

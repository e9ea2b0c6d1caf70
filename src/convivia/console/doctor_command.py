"""Say what is wrong with this set-up and how to mend it."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection

from convivia.console.installation import NotReadyError, missing_migrations
from convivia.console.screen import out
from convivia.places.models import Place
from convivia.practices.models import Practice
from convivia.practices.queries import practices_to_index
from convivia.search.encoders.installed import encoder
from convivia.search.encoding import pending
from convivia.search.engines.port import IndexUnavailable
from convivia.search.meaning import store
from convivia.search.queries import search
from convivia.search.query import SearchQuery
from convivia.vocabularies.models import Concept

FREE_MB_WANTED = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, and what to do where it is not."""

    is_good: bool
    what: str
    remedy: str = ""


def run(arguments: Sequence[str]) -> int:
    """Look at everything and print it; 0 comes back when all is well, else 1."""
    argparse.ArgumentParser(prog="convivia doctor", description=__doc__).parse_args(arguments)
    findings = list(examine())
    for finding in findings:
        out.print(f"{'ok  ' if finding.is_good else 'BAD '} {finding.what}", markup=False)
        if not finding.is_good:
            out.print(f"     → {finding.remedy}", style="bold", markup=False)
    bad = sum(not finding.is_good for finding in findings)
    out.print(f"\n{bad} of {len(findings)} need attention." if bad else "\nAll is well.", markup=False)
    return 1 if bad else 0


def examine() -> Iterator[Finding]:
    """Yield what is found, cheapest first; what needs the database is left out when it cannot be used."""
    yield from (check() for check in (python, home, disk))
    state = database()
    yield state
    if state.is_good:
        yield from (check() for check in LIBRARY_CHECKS)
    yield static_files()
    yield from public_address()
    yield from (Finding(False, f"{m.id}: {m.msg}", m.hint or "See the message.") for m in run_checks())


def python() -> Finding:
    """Look at the version of Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(sys.version_info >= (3, 11), f"Python {version}", "Install Python 3.11 or newer.")


def home() -> Finding:
    """Look at whether the data folder can be written."""
    writable = settings.HOME.is_dir() and os.access(settings.HOME, os.W_OK)
    return Finding(writable, f"data folder {settings.HOME}", "Create it for this user, or set CONVIVIA_HOME.")


def disk() -> Finding:
    """Look at the free space where the data is."""
    place = settings.HOME if settings.HOME.exists() else settings.HOME.anchor
    free = shutil.disk_usage(place).free // 2**20
    return Finding(free >= FREE_MB_WANTED, f"{free:,} MB free on the disk", f"Make room: {FREE_MB_WANTED} MB at least.")


def database() -> Finding:
    """Look at whether the database answers and has every migration."""
    name = f"database ({connection.vendor})"
    try:
        missing = missing_migrations()
    except (NotReadyError, DatabaseError) as error:
        return Finding(False, f"{name}: {error}", "Start it, or correct CONVIVIA_DATABASE_URL.")
    return Finding(not missing, f"{name}, {len(missing)} migrations missing", "Run: convivia setup")


def vocabularies() -> Finding:
    """Look at whether the vocabularies are loaded."""
    count = Concept.objects.count()
    return Finding(count > 0, f"{count:,} concepts in the vocabularies", "Run: convivia setup")


def places() -> Finding:
    """Look at whether the gazetteer is loaded."""
    count = Place.objects.count()
    return Finding(count > 0, f"{count:,} places in the gazetteer", "Run: convivia setup")


def practices() -> Finding:
    """Look at whether every practice that is public can be read: each needs a text."""
    count = Practice.objects.filter(is_shown=True).count()
    bare = Practice.objects.filter(is_shown=True, texts__isnull=True).count()
    return Finding(bare == 0, f"{count:,} practices, {bare:,} without any text", "Give each a text in the admin pages.")


def index() -> Finding:
    """Look at whether the search index answers and holds every practice that is public."""
    waiting, count = practices_to_index().count(), Practice.objects.filter(is_shown=True).count()
    try:
        held = search(SearchQuery()).total
    except IndexUnavailable:
        return Finding(False, "search index: missing or damaged", "Run: convivia reindex")
    is_good = not waiting and held == count
    return Finding(
        is_good, f"search index: {held:,} of {count:,} practices, {waiting:,} waiting", "Run: convivia reindex"
    )


def meaning() -> Finding:
    """Look at whether every practice that is public can be found by its meaning."""
    reading, count = encoder(), Practice.objects.filter(is_shown=True).count()
    if reading is None:
        return Finding(True, "search by meaning is switched off (CONVIVIA_ENCODER)")
    vectors = store()
    waiting = pending().count() if vectors and vectors.is_whole() else count
    told = f"search by meaning: {count - waiting:,} of {count:,} practices, by {reading.name}"
    return Finding(not waiting, told, "Run: convivia reindex --pending")


LIBRARY_CHECKS: tuple[Callable[[], Finding], ...] = (vocabularies, places, practices, index, meaning)


def static_files() -> Finding:
    """Look at whether style sheets and scripts are collected."""
    there = (settings.STATIC_ROOT / "staticfiles.json").exists()
    return Finding(there, f"static files in {settings.STATIC_ROOT}", "Run: convivia setup")


def public_address() -> Iterator[Finding]:
    """Yield what is wrong with an installation that others can reach."""
    if not settings.BASE_URL:
        return
    https = settings.BASE_URL.startswith("https://")
    yield Finding(https, f"public address {settings.BASE_URL}", "Serve it by https and set CONVIVIA_BASE_URL so.")
    yield Finding(not settings.DEBUG, "debug mode is off", "Unset CONVIVIA_DEBUG: it shows the inside to everyone.")
    named = bool(settings.CONTACT and settings.OPERATOR)
    yield Finding(named, "operator and contact are named", "Set CONVIVIA_OPERATOR and CONVIVIA_CONTACT.")

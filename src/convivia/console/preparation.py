"""The steps that make a library ready to be served; each may be run again, and a second run changes nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.core.management import call_command

from convivia.common.library_files import library_path
from convivia.console.installation import missing_migrations
from convivia.console.screen import Meter
from convivia.intake.actions import take_in
from convivia.intake.objects import from_json
from convivia.places.actions import load_places
from convivia.places.models import Place
from convivia.practices.actions import mark_unindexed
from convivia.practices.collection_actions import load_collections
from convivia.practices.models import Practice
from convivia.practices.queries import ids_of
from convivia.questionnaires.actions import load_questionnaires
from convivia.reviews.criteria_actions import load_criteria
from convivia.search.actions import index_pending
from convivia.search.encoders.installed import use_all_cores
from convivia.search.encoding import SMALL, encode_pending, pending
from convivia.search.shipped_encodings import keep_shipped_encodings
from convivia.vocabularies.actions import load_vocabularies

Show = Callable[..., AbstractContextManager[Meter]]
ACTOR = "setup"


def prepare_all(*, with_practices: bool, show: Show) -> dict[str, int]:
    """Bring database, static files, data and index up to date; return how many practices and places there are."""
    use_all_cores()
    with show("Database"):
        if missing_migrations():
            call_command("migrate", verbosity=0, interactive=False)
    with show("Static files"):
        call_command("collectstatic", verbosity=0, interactive=False)
    with show("Vocabularies and template"):
        load_vocabularies(by=ACTOR)
        load_questionnaires(by=ACTOR)
        load_criteria(by=ACTOR)
    with show("Places") as step:
        loaded = load_places(by=ACTOR, progress=step)
        if loaded.all_created or loaded.all_changed:
            mark_unindexed()  # names, figures and networks of places are in the index
    if with_practices:
        with show("Shipped practices") as step:
            load_shipped_practices(progress=step)
            load_collections(by=ACTOR)
    with show("Search index") as step:
        index_pending(progress=step)
    if with_practices:
        keep_shipped_encodings()
    if pending().count() <= SMALL:  # more of them are encoded while the library is served
        with show("Meaning") as step:
            encode_pending(progress=step)
    return {
        "practices": Practice.objects.filter(is_shown=True).count(),
        "places": Place.objects.filter(practice_links__isnull=False).distinct().count(),
    }


def load_shipped_practices(*, progress: Callable[..., Any] | None = None) -> None:
    """Take in the shipped practices that are not here yet; those that are here stay as they were repaired."""
    rows = list(_shipped_rows())
    known = ids_of(row["id"] for row in rows)
    drafts = [from_json(row) for row in rows if row["id"] not in known]
    if drafts:
        take_in(drafts=drafts, by=ACTOR, progress=progress)


def _shipped_rows() -> Iterator[dict[str, Any]]:
    for file in sorted(library_path("practices").glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())

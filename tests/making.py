"""Small makers of rows for tests; sample places and practices are plainly samples."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from convivia.places.models import Country, Place
from convivia.practices.actions import save_practices
from convivia.practices.models import Practice
from convivia.practices.period import parse_period
from convivia.practices.records import PracticeRecord, TextRecord
from convivia.questionnaires.actions import load_questionnaires
from convivia.search.actions import reindex
from convivia.vocabularies.actions import load_vocabularies


def make_index_apart(settings: Any, folder: Path) -> Callable[[], int]:
    """Give a test an index of its own in `folder`, with vocabularies and template; what makes the index comes back."""
    settings.SEARCH_INDEX = folder / "index"
    load_vocabularies(by="tests")
    load_questionnaires(by="tests")
    return reindex


def make_place(key: str = "sampleton", country: str = "NO", **values: Any) -> Place:
    """Return a place of the sample country; its name is its key with a capital."""
    Country.objects.get_or_create(code=country, defaults={"alpha3": f"{country}X"})
    values.setdefault("name", key.title())
    return Place.objects.create(key=key, country_id=country, **values)


def text_record(**values: Any) -> TextRecord:
    """Return an English text with a title and a summary."""
    return TextRecord(**({"language": "en", "title": "A sample", "summary": "What a sample does."} | values))


def practice_record(*texts: TextRecord, period: str = "2019", **values: Any) -> PracticeRecord:
    """Return a record with one English text, if none is given."""
    return PracticeRecord(period=parse_period(period), texts=texts or (text_record(),), **values)


def make_practice(*texts: TextRecord, **values: Any) -> Practice:
    """Save a record and return the practice."""
    load_vocabularies(by="tests")
    outcome = save_practices(records=[practice_record(*texts, **values)], by="tests")[0]
    return Practice.objects.get(public_id=outcome.public_id)

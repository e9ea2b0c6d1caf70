"""Moments as people at the desk say and read them: in the time of a place, which is always named."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.formats import date_format
from django.utils.translation import get_language

UTC_NAME = "UTC"


class NoSuchTime(ValueError):
    """The clocks of the place are put forward over this time: it does not exist there."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A place whose time can be chosen: its name in the database of zones, and in words."""

    key: str
    label: str


def moment_words(at: datetime, zone: str = UTC_NAME) -> str:
    """Return a moment in the time of a zone, with the zone: "4 May 2026, 14:00 (UTC)"."""
    there = at.astimezone(ZoneInfo(zone))
    words = date_format(there, "j F Y, H:i")
    return f"{words} ({zone_name(zone)})"


def zone_name(zone: str) -> str:
    """Return what a zone is called in the page's language: the place that its clocks are those of."""
    if zone == UTC_NAME:
        return UTC_NAME
    return str(get_timezone_location(zone, locale=(get_language() or "en").replace("-", "_"), return_city=True))


def zones_of(country: str) -> list[Zone]:
    """Return the zones that a planned time can be written in: those of `country` (ISO 3166-1) first, then UTC, then all
    others by name."""
    own = [zone for zone in get_global("territory_zones").get(country.upper(), []) if zone in _known()]
    others = sorted(_known() - {UTC_NAME, *own})
    return (
        [Zone(key, zone_name(key)) for key in own]
        + [Zone(UTC_NAME, UTC_NAME)]
        + [Zone(key, key.replace("_", " ")) for key in others]
    )


def is_zone(key: str) -> bool:
    """Return whether a time can be written in the zone `key`."""
    return key in _known()


def moment_in(wall: datetime, zone: str) -> datetime:
    """Return the moment at which the clocks of `zone` show `wall`; the first of two where they are put back.

    Raise `NoSuchTime` where they are put forward over it.
    """
    moment = wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise NoSuchTime
    return moment


def next_morning(now: datetime, zone: str) -> datetime:
    """Return nine in the morning of the next day in `zone`, as its clocks show it."""
    there = now.astimezone(ZoneInfo(zone)) + timedelta(days=1)
    return there.replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the zones of places on earth, with UTC; not their old names and not offsets."""
    named = {zone for zones in get_global("territory_zones").values() for zone in zones}
    return frozenset(named & available_timezones()) | {UTC_NAME}

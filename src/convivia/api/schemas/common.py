"""Shapes that stand in more than one answer."""

from pydantic import BaseModel

ByLanguage = dict[str, str]


class Links(BaseModel):
    """Where the same list goes on; the Link header says the same (RFC 8288)."""

    self: str
    next: str | None
    prev: str | None


class Point(BaseModel):
    """A point in WGS 84, in degrees."""

    latitude: float
    longitude: float

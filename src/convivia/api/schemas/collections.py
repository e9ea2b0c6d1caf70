"""Collections: practices that editors gathered under a theme."""

from datetime import datetime

from pydantic import BaseModel, Field

from convivia.api.schemas.common import ByLanguage
from convivia.api.schemas.practices import PracticeSummary


class CollectionSummary(BaseModel):
    """A collection in short."""

    key: str = Field(description="Permanent.", examples=["roma"])
    label: str = Field(description="Its name in the reader's language.")
    names: ByLanguage = Field(description="Language → name.")
    descriptions: ByLanguage = Field(description="Language → what is gathered.")
    practice_count: int
    updated: datetime
    url: str = Field(description="The page for people.")
    api_url: str


class Collection(CollectionSummary):
    """A collection with its practices, in the order of the editors."""

    practices: list[PracticeSummary]


class CollectionList(BaseModel):
    """All collections."""

    total: int
    results: list[CollectionSummary]

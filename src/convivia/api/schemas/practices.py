"""Practices: in short, whole, and as a list with its facets."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from convivia.api.schemas.common import ByLanguage, Links, Point
from convivia.api.schemas.explanations import Explanation

Status = Literal["running", "ended", "unknown"]
StrongestEvidence = Literal["evaluated", "counted", "told", "expected", "none"]


class Period(BaseModel):
    """When a practice took place: the printed words, what was read from them, and how we say it."""

    text: str = Field(description="As its source prints it.", examples=["2019 onwards"])
    start: int | None = Field(description="The year of the start; null where the source does not say.", examples=[2019])
    end: int | None = Field(description="The year of the end; null where the source does not say.")
    ongoing: bool | None = Field(description="Whether the source prints an open end; null: it cannot be told.")
    edtf: str = Field(description="Start and end in EDTF (ISO 8601-2), as precise as the source.", examples=["2019/.."])
    precision: str = Field(description="How precise the start is: decade, year, half-year, season, month or day.")
    recurrence: str = Field(description="How often it happens: yearly, monthly …; empty where the source does not say.")
    words: str = Field(description="The period in words of the reader's language.", examples=["since 2019"])


class PlaceOfPractice(BaseModel):
    """Where a practice happens; a country that is named without a city has an empty `key` and `name`."""

    key: str = Field(description="The key under /places.", examples=["auckland"])
    name: str = Field(examples=["Auckland"])
    country: str = Field(description="ISO 3166-1 code of the country.", examples=["NZ"])
    country_name: str = Field(description="The country in the reader's language.", examples=["New Zealand"])


class PlaceWithPoint(PlaceOfPractice):
    """A place of a practice with its point on the map."""

    point: Point | None = Field(description="Null where it is not known.")


class _Practice(BaseModel):
    id: str = Field(description="The permanent public id.", examples=["958x2hz"])
    external_id: str = Field(description="What another system, or an earlier print, calls the shown text.")
    title: str = Field(description="As its source prints it, else our words.")
    title_is_ours: bool = Field(description="Whether the title is ours, because the source prints none.")
    title_language: str = Field(description="The language of the title, which may differ from that of the text.")
    language: str = Field(description="The language of the shown text.", examples=["en"])
    languages: list[str] = Field(description="The languages that this practice has texts in.")
    summary: str
    period: Period
    areas: list[str] = Field(description="Policy areas: ids in /vocabularies/policy-areas.", examples=[["language"]])
    principles: list[str] = Field(description="Ids in /vocabularies/principles.", examples=[["real-equality"]])
    status: Status = Field(description="What the printed period says; it is never compared with today's date.")
    strongest_evidence: StrongestEvidence = Field(description="How effects are known at best.")
    url: str = Field(description="The page for people, in the reader's language.")
    api_url: str
    source_url: str = Field(description="Where the text was published first.")
    licence: str = Field(description="SPDX identifier of the texts' licence.", examples=["CC-BY-4.0"])


class Likeness(BaseModel):
    """How alike the most alike city of a practice is to the one that is compared with."""

    score: float = Field(description="From 0 (in nothing that is known) to 1 (in all). Unknown figures count little.")
    place: str = Field(description="The key of that city; empty where only its country is named.")
    reasons: list[str] = Field(description="What they share, in words of the reader's language.")


class PracticeSummary(_Practice):
    """A practice in short, in the language version that suits the reader."""

    places: list[PlaceOfPractice]


class PracticeHit(PracticeSummary):
    """A practice in short, as it was found."""

    explanation: Explanation | None = Field(description="Why it was found, with `explain=1` and words; else null.")
    likeness: Likeness | None = Field(description="Null where no city to compare with is named.")


class SimilarPractice(PracticeSummary):
    """A practice that is similar to the one that was asked for, and in what."""

    reasons: list[str] = Field(
        description="What both have in common, in the reader's language.", examples=[["same area: Mediation"]]
    )
    shared_areas: list[str] = Field(description="Policy areas of both.")
    shared_principles: list[str] = Field(description="Principles of both.")
    shared_words: list[str] = Field(description="Telling words of the first one's title and keywords that are in both.")
    similarity: float | None = Field(description="How near both are by their meaning; null where they are far.")


class SimilarList(BaseModel):
    """The practices most similar to one, the most similar first."""

    total: int = Field(description="How many there are here; never more than four.")
    results: list[SimilarPractice]


class Text(BaseModel):
    """What is told of a practice in one language."""

    language: str
    origin: str = Field(description="original, translation, or machine: translated by one.")
    title: str = Field(description="As its source prints it, else our words.")
    title_is_ours: bool
    title_language: str
    summary: str
    sections: ByLanguage = Field(
        description="Section key → answer; the keys are those of /template, and `description`."
    )
    keywords: list[str]
    cut_off: list[str] = Field(description="Keys of sections that the source cuts off.")
    external_id: str
    source_url: str
    url: str = Field(description="The page for people.")


class Evidence(BaseModel):
    """A statement of what a practice changed, with how that is known."""

    kind: Literal["expected", "told", "counted", "evaluated"] = Field(
        description="expected before it began; told by people; counted; or evaluated by others."
    )
    statements: ByLanguage = Field(description="Language → what is stated.")
    date: str = Field(description="When it was found, in EDTF: 2024, 2024-05 or 2024-05-31; empty where not told.")
    source: str
    source_url: str = Field(description="Where it can be read.")


class Contact(BaseModel):
    """Whom to write to about a practice: an office rather than a person."""

    office: str
    organisation: str
    email: str = Field(description="Empty where its owner does not want it to be shown.")
    page: str = Field(description="A page on the web.")


class Picture(BaseModel):
    """A picture of a practice. Its address never changes, and what it shows neither."""

    url: str
    width: int
    height: int
    alt: ByLanguage = Field(description="Language → what it shows, in words.")
    licence: str = Field(description="SPDX identifier.")
    credit: str


class Practice(_Practice):
    """A practice with all its texts."""

    places: list[PlaceWithPoint]
    texts: list[Text]
    evidence: list[Evidence] = Field(description="What is known of its effects.")
    contact: Contact | None = Field(description="Null where the city names none.")
    pictures: list[Picture]
    archived: bool = Field(description="Whether it is in the archive: this is its last version, and no list has it.")
    archived_reason: str = Field(description="Why, in the words of who archived it.")
    source: str = Field(description="Who published it first.")
    last_confirmed: date | None = Field(
        description="When the city last said that this is still true; null: never asked."
    )
    revision: int = Field(description="Grows with every change of content.")
    created: datetime
    updated: datetime


class FacetValue(BaseModel):
    """A value that the list can be narrowed to, and how many practices would then remain."""

    id: str = Field(description="What stands in the parameter.")
    label: str = Field(description="The value in the reader's language.")
    count: int


class Facets(BaseModel):
    """For each parameter, what it can be set to. Each counts under all filters but its own."""

    area: list[FacetValue]
    principle: list[FacetValue]
    country: list[FacetValue]
    city: list[FacetValue]
    network: list[FacetValue]
    language: list[FacetValue]
    year: list[FacetValue]
    status: list[FacetValue]
    evidence: list[FacetValue]


class Reading(BaseModel):
    """A word of the query that no practice has, or hardly any, and the word that it was read as."""

    written: str = Field(examples=["mediaton"])
    read_as: str = Field(examples=["mediation"])


class ComparedFigure(BaseModel):
    """A figure that cities are compared by."""

    value: int | float = Field(union_mode="left_to_right")
    year: int | None = Field(description="Null where the request gave it.")
    source: str = Field(description="Empty where the request gave it.")
    source_url: str
    band: str = Field(description="The class that it belongs to: from, and up to but without.", examples=["10-15"])


class ComparedCity(BaseModel):
    """The city that others are compared with, as it is known here or as the request says."""

    key: str = Field(description="The key under /places; empty where the request gives figures only.")
    name: str
    country: str = Field(description="ISO 3166-1 code; empty where no city is named.")
    population: ComparedFigure | None = Field(description="Null where it is not known.")
    foreign_born: ComparedFigure | None = Field(description="Percent; null where it is not known.")
    networks: list[str] = Field(description="Keys under /networks.")


class PracticeList(BaseModel):
    """One page of the practices that match."""

    total: int = Field(description="How many practices match on all pages.")
    page: int
    page_size: int
    relaxed: bool = Field(description="True where no practice has all words, and those with some of them are shown.")
    read_as: list[Reading] = Field(description="Words that were read as others, being misspelt.")
    missing: list[str] = Field(description="Words that no practice has in any form.")
    did_you_mean: str = Field(description="A better query where next to nothing was found; else empty.")
    compared_with: ComparedCity | None = Field(description="Null where no city to compare with is named.")
    results: list[PracticeHit]
    facets: Facets
    links: Links

"""The shapes of answers. Texts that nobody has given are empty strings; `null` is kept for what cannot be told."""

from datetime import date, datetime
from typing import Literal, TypedDict

from pydantic import BaseModel, Field

Status = Literal["running", "ended", "unknown"]
ByLanguage = dict[str, str]


class Links(BaseModel):
    """Where the same list goes on; the Link header says the same (RFC 8288)."""

    self: str
    next: str | None
    prev: str | None


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


class Point(BaseModel):
    """A point in WGS 84, in degrees."""

    latitude: float
    longitude: float


class PlaceWithPoint(PlaceOfPractice):
    """A place of a practice with its point on the map."""

    point: Point | None = Field(description="Null where it is not known.")


class PracticeSummary(BaseModel):
    """A practice in short, in the language version that suits the reader."""

    id: str = Field(description="The permanent public id.", examples=["958x2hz"])
    external_id: str = Field(description="What another system, or an earlier print, calls the shown text.")
    title: str
    title_is_ours: bool = Field(description="Whether the title is ours, because the source prints none.")
    language: str = Field(description="The language of title and summary.", examples=["en"])
    languages: list[str] = Field(description="The languages that this practice has texts in.")
    summary: str
    places: list[PlaceOfPractice]
    period: Period
    areas: list[str] = Field(description="Policy areas: ids in /vocabularies/policy-areas.", examples=[["language"]])
    principles: list[str] = Field(description="Ids in /vocabularies/principles.", examples=[["real-equality"]])
    status: Status = Field(description="What the printed period says; it is never compared with today's date.")
    url: str = Field(description="The page for people, in the reader's language.")
    api_url: str
    source_url: str = Field(description="Where the text was published first.")
    licence: str = Field(description="SPDX identifier of the texts' licence.", examples=["CC-BY-4.0"])


class Text(BaseModel):
    """What is told of a practice in one language."""

    language: str
    origin: Literal["original", "translation", "machine"] = Field(description="Who wrote it; `machine`: translated by one.")
    title: str = Field(description="As its source prints it, else our words.")
    title_is_ours: bool
    summary: str
    sections: ByLanguage = Field(description="Section key → answer; the keys are those of /template, and `description`.")
    keywords: list[str]
    cut_off: list[str] = Field(description="Keys of sections that the source cuts off.")
    external_id: str
    source_url: str
    url: str = Field(description="The page for people.")


class Practice(PracticeSummary):
    """A practice with all its texts."""

    places: list[PlaceWithPoint]  # type: ignore[assignment]
    texts: list[Text]
    source: str = Field(description="Who published it first.")
    last_confirmed: date | None = Field(description="When the city last said that this is still true; null: never asked.")
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


class PracticeList(BaseModel):
    """One page of the practices that match."""

    total: int = Field(description="How many practices match on all pages.")
    page: int
    page_size: int
    relaxed: bool = Field(description="True where no practice has all words, and those with some of them are shown.")
    results: list[PracticeSummary]
    facets: Facets
    links: Links


class Mapping(BaseModel):
    """How another version or vocabulary names what a concept means."""

    relation: Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]
    scheme: str
    version: str
    label: str


class Concept(BaseModel):
    """A concept in the words of SKOS (W3C, 2009)."""

    id: str = Field(examples=["participation"])
    label: str = Field(description="The preferred label in the reader's language.")
    notation: str
    prefLabel: ByLanguage = Field(description="Language → preferred label.")
    altLabel: dict[str, list[str]] = Field(description="Language → other names.")
    definition: ByLanguage
    scopeNote: ByLanguage
    broader: str | None = Field(description="The id of the group that it belongs to.")
    narrower: list[str] = Field(description="The ids of the concepts that it groups.")
    group: str = Field(description="Which concepts are shown in one colour.")
    mappings: list[Mapping]


class VocabularyFacts(TypedDict):
    """What is said of a vocabulary in every list."""

    key: str
    version: str
    title: ByLanguage
    description: ByLanguage
    source: str
    source_url: str
    api_url: str


class _Vocabulary(BaseModel):
    key: str = Field(examples=["policy-areas"])
    version: str
    title: ByLanguage = Field(description="Language → title.")
    description: ByLanguage
    source: str
    source_url: str
    api_url: str


class VocabularySummary(_Vocabulary):
    """A vocabulary without its concepts."""

    concept_count: int


class Vocabulary(_Vocabulary):
    """A vocabulary (a SKOS concept scheme) with its concepts in their order."""

    concepts: list[Concept]


class VocabularyList(BaseModel):
    """All vocabularies."""

    total: int
    results: list[VocabularySummary]


class TemplateSection(BaseModel):
    """One section of the template, in the reader's language."""

    key: str = Field(description="The key under which answers stand in `sections` of a text.", examples=["purpose"])
    label: str
    question: str
    hint: str


class Template(BaseModel):
    """An edition of the template for good practices, in the reader's language."""

    key: str
    edition: str
    title: str
    introduction: str
    sections: list[TemplateSection]


class ProblemKind(BaseModel):
    """A kind of problem."""

    key: str = Field(description="What follows the # in the `type` of a problem document.", examples=["not-found"])
    status: int
    title: str
    advice: str = Field(description="What to do about it.")


class ProblemList(BaseModel):
    """All kinds of problems."""

    total: int
    results: list[ProblemKind]


class Start(BaseModel):
    """Where to go from here."""

    addresses: dict[str, str] = Field(description="Name → address.")

"""Vocabularies in the words of SKOS, and the template."""

from pydantic import BaseModel, Field

from convivia.api.schemas.common import ByLanguage


class Mapping(BaseModel):
    """How another version or vocabulary names what a concept means."""

    relation: str = Field(description="exactMatch, closeMatch, broadMatch, narrowMatch or relatedMatch.")
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


class VocabularySummary(BaseModel):
    """A vocabulary in short."""

    key: str = Field(examples=["policy-areas"])
    version: str
    title: ByLanguage = Field(description="Language → title.")
    description: ByLanguage
    source: str
    source_url: str
    api_url: str
    concept_count: int


class Vocabulary(VocabularySummary):
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

"""Vocabularies in the words of SKOS, and the template."""

from typing import Any, Literal

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
    """One question of the template, in the reader's language."""

    key: str = Field(
        description="Its key. Answers of the kinds text, line, choice and links are under it in `sections` of a text, "
        "title and summary are fields of their own.",
        examples=["purpose"],
    )
    part: str = Field(description="The key of the part that it belongs to.", examples=["story"])
    depth: Literal["short", "full"] = Field(description="Whether the short form asks it, too, or the full form only.")
    kind: str = Field(
        description="How it is answered: text, line, choice, concepts, places, period, contact, evidence, pictures "
        "or links.",
        examples=["text"],
    )
    needed: bool = Field(description="Whether nothing can be handed in without an answer.")
    label: str
    question: str
    hint: str
    examples: list[str]
    longest: int | None = Field(
        description="The most characters that an answer may have; null where it is not limited."
    )
    suggested: int | None = Field(description="About how many characters a good answer has; null where it is not said.")


class TemplatePart(BaseModel):
    """A heading under which questions of the template stand."""

    key: str
    label: str
    introduction: str


class Template(BaseModel):
    """An edition of the template for good practices, in the reader's language."""

    key: str
    edition: str
    depth: Literal["short", "full"]
    title: str
    introduction: str
    editions: list[str] = Field(description="All editions, the newest first.")
    parts: list[TemplatePart]
    sections: list[TemplateSection]
    json_schema: dict[str, Any] = Field(description="The JSON Schema of whole answers, keyed by question.")

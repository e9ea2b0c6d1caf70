"""Suggestions while typing."""

from typing import Literal

from pydantic import BaseModel, Field


class Part(BaseModel):
    """A piece of a text."""

    text: str
    match: bool = Field(description="Whether it is what was typed.")


class SuggestedName(BaseModel):
    """A name, and which parts of it were typed."""

    text: str
    language: str = Field(description="The language of the name; empty for none in particular.", examples=["en"])
    parts: list[Part] = Field(description="The text in pieces, in order.")


class Suggestion(BaseModel):
    """One suggestion."""

    kind: Literal["practice", "area", "principle", "city", "country", "network", "words"] = Field(
        description="A practice, a value to narrow a list by, or words to search for."
    )
    value: str = Field(
        description="The id of the practice, the value of the parameter that is called as the kind, or the words for q."
    )
    name: SuggestedName = Field(description="The name to show, in the reader's language.")
    through: SuggestedName | None = Field(
        description="Another name by which it was found, where the shown one does not match."
    )
    count: int | None = Field(description="How many practices a value has; null for practices and words.")
    corrected: bool = Field(description="Whether what was typed was taken for mistyped.")
    url: str = Field(description="The page for people, in the reader's language.")


class SuggestionList(BaseModel):
    """What may be meant, the themes first, then places, practices and words."""

    results: list[Suggestion]

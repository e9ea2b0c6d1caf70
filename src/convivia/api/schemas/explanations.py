"""Why a practice was found, or is similar to another one."""

from typing import Literal

from pydantic import BaseModel, Field

Mark = tuple[int, int]
Kind = Literal["word", "concept", "place", "theme", "reading", "meaning"]


class Passage(BaseModel):
    """A part of a text, as it is stored."""

    text: str
    language: str = Field(description="The language of the passage; empty where it cannot be told.", examples=["fr"])
    section: str = Field(
        description="A section key of /template, or `title`, `summary`, `keywords`, `other_titles`.",
        examples=["impact"],
    )
    marks: list[Mark] = Field(
        description="Where words of the query stand: first character and the one behind the last, counted from 0.",
        examples=[[[0, 9]]],
    )
    starts_within: bool = Field(description="Whether it begins within a sentence.")
    ends_within: bool = Field(description="Whether it ends within a sentence.")


class Reason(BaseModel):
    """One thing that led to the practice; which of the fields are filled depends on the `kind`."""

    kind: Kind
    text: str = Field(description="The reason in the reader's language.", examples=["By place: Bilbao"])
    word: str | None = Field(default=None, description="What was asked for.", examples=["bilbao"])
    form: str | None = Field(
        default=None, description="word: the form that stands in the text; reading: what was read."
    )
    language: str | None = Field(default=None, description="word: the language of the text.")
    section: str | None = Field(default=None, description="word: where it stands, as in a passage.")
    facet: str | None = Field(default=None, description="concept: the filter that the concept is a value of.")
    id: str | None = Field(default=None, description="concept, theme: its id in the vocabulary.")
    is_label: bool | None = Field(default=None, description="concept: whether its own name was asked for, no synonym.")
    similarity: float | None = Field(default=None, description="meaning: how near it is; 1 would be the same.")


class ScorePart(BaseModel):
    """What one term adds to the score by words."""

    field: str = Field(
        description="The field of the index: `words` (all texts), `in_title`, `in_names` (places and countries), or a "
        "filter. Empty for what is added for the whole: a title that is the query.",
        examples=["in_title"],
    )
    term: str = Field(
        description="The folded word, its exact form (`=médiation`) or its stem in a language (`fr~mediat`).",
        examples=["mediation"],
    )
    weight: float = Field(description="What its score by BM25 is multiplied with.", examples=[0.5])
    score: float = Field(description="What it adds.", examples=[2.55])


class Score(BaseModel):
    """How well a practice fits, and why."""

    rank: int = Field(description="Its place in the whole list, from 1.", examples=[1])
    total: float | None = Field(description="What the list is ordered by; null where only words decide.")
    words: float | None = Field(description="How well it fits by its words; 1: as well as words can.")
    meaning: float | None = Field(description="How near it is by its meaning; 1 would be the same.")
    themes: float | None = Field(description="Which part of the themes that were asked for it is about, 0 to 1.")
    parts: list[ScorePart] = Field(description="What each term adds to the score by words, the most first.")


class Explanation(BaseModel):
    """Why a practice was found."""

    passage: Passage | None = Field(description="The passage that shows it best.")
    title_marks: list[Mark] = Field(description="Where words of the query stand in the title.")
    summary_marks: list[Mark] = Field(description="Where words of the query stand in the summary.")
    reasons: list[Reason]
    missing: list[str] = Field(description="Words of the query that this practice does not have.")
    score: Score

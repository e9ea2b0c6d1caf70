"""The desk: practices that are not public, their working copies, and the steps that can be taken with them."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints, model_validator

from convivia.practices.workflow import State, Step


def _printable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("A text may not have characters that databases cannot keep (NUL).")
    return text


Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(_printable)]
Address = Annotated[str, StringConstraints(max_length=1000, pattern=r"^(https?://\S+)?$"), AfterValidator(_printable)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")]
Key = Annotated[str, StringConstraints(max_length=120, pattern=r"^[a-z0-9-]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PeriodContent(_Strict):
    """When it took place. Only `text` is written; the rest is read from it, and comes back as it was read."""

    text: Line
    start: str | None = None
    end: str | None = None
    ongoing: bool | None = None
    recurrence: str = ""
    precision: str = ""


class ContactContent(_Strict):
    """Whom to write to: an office rather than a person."""

    office: Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)]
    organisation: Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)]
    email: Annotated[str, StringConstraints(max_length=254, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")]
    shows_email: bool = Field(description="Whether readers see the address.")
    page: Annotated[str, StringConstraints(max_length=500, pattern=r"^(https?://\S+)?$")]


class EvidenceContent(_Strict):
    """One statement of impact."""

    kind: Literal["expected", "told", "counted", "evaluated"]
    date: Annotated[str, StringConstraints(max_length=10, pattern=r"^(\d{4}(-\d\d){0,2})?$")]
    source: Line
    source_url: Address
    statements: dict[Language, Annotated[str, StringConstraints(max_length=5000), AfterValidator(_printable)]]


class PictureContent(_Strict):
    """A picture that was uploaded at the desk, by its digest."""

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    alt: dict[Language, Annotated[str, StringConstraints(max_length=1000), AfterValidator(_printable)]]
    licence: Annotated[str, StringConstraints(max_length=40)]
    credit: Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)]


Text500 = Annotated[str, StringConstraints(max_length=500), AfterValidator(_printable)]
Text50k = Annotated[str, StringConstraints(max_length=50_000), AfterValidator(_printable)]
SectionKey = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9_-]+$")]


class TextContent(_Strict):
    """What is told in one language."""

    origin: Literal["original", "translation", "machine"]
    title: Text500
    title_language: str = Field("", max_length=12)
    stand_in_title: Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)] = ""
    summary: Text50k
    answers: dict[SectionKey, Text50k] = Field(description="Section key → answer; the keys are those of /template.")
    cut_off: list[SectionKey] = []
    keywords: list[Text500] = Field([], max_length=50)
    other_titles: list[Text500] = Field([], max_length=20)
    note: Text50k = ""
    source_url: Address = ""


class Content(_Strict):
    """A whole practice; places, countries and concepts by their keys."""

    period: PeriodContent
    places: list[Key] = Field(max_length=100)
    countries: list[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]] = Field(max_length=60)
    concepts: list[Key] = Field(max_length=60)
    source: Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)]
    source_url: Address
    licence: Annotated[str, StringConstraints(max_length=40), AfterValidator(_printable)]
    confirmed: date | None = Field(description="When the city last said that this is still true.")
    contact: ContactContent
    evidence: list[EvidenceContent] = Field(max_length=50)
    pictures: list[PictureContent] = Field(max_length=20)
    texts: dict[Language, TextContent] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def _one_original(self) -> "Content":
        if sum(text.origin == "original" for text in self.texts.values()) > 1:
            raise ValueError("Only one text can be the original.")
        return self


class StepChoice(BaseModel):
    """A step that you may take now."""

    step: Step
    to: State = Field(description="The state it leads to.")
    needs_reason: bool


class DeskPractice(BaseModel):
    """A practice as the desk has it: where it stands, and what you may do."""

    id: str
    title: str
    state: State
    is_shown: bool = Field(description="Whether the public sees it, as it was before it was changed.")
    city: str | None = Field(description="The key of the city that answers for it.")
    network: str | None = Field(description="The key of the network that answers for it.")
    publish_at: datetime | None
    merged_into: str | None = Field(description="The id of the practice that it was made one with, if it was.")
    updated: datetime
    version: int | None = Field(description="Of its working copy; null where there is none.")
    may_edit: bool
    steps: list[StepChoice]


class DeskList(BaseModel):
    """Practices of which you may see what is not public, what changed last first."""

    total: int
    page: int
    results: list[DeskPractice]


class WorkingCopy(BaseModel):
    """What is written beside what the public sees. The ETag is its version: send it in If-Match when you save."""

    id: str
    state: State
    version: int
    language: str
    edition: str
    edited_at: datetime
    held_until: datetime | None = Field(description="Until when somebody else holds it; null where nobody does.")
    content: dict[str, JsonValue] = Field(
        description="As it is saved: of the form of Content. A draft that was written elsewhere may still lack things."
    )


class NewPractice(_Strict):
    """For whom, and in which language, a practice is begun; neither city nor network: for the library."""

    language: Language
    city: Key | None = None
    network: Key | None = None


class StepOrder(_Strict):
    """With what a step is taken."""

    reason: Annotated[str, StringConstraints(max_length=5000), AfterValidator(_printable)] = ""
    seen: State | None = Field(None, description="The state that you saw; another one by now is refused (409).")
    version: int | None = Field(None, description="The version that you saw; another one by now is refused (409).")

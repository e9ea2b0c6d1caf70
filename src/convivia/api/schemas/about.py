"""What the API says of itself."""

from pydantic import BaseModel, Field


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

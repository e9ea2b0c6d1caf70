"""Places and networks."""

from pydantic import BaseModel, Field

from convivia.api.schemas.common import ByLanguage, Links, Point


class PlaceSummary(BaseModel):
    """A city, a part of one, or an area around it, in short."""

    key: str = Field(description="Permanent; what `city=` takes.", examples=["auckland"])
    name: str = Field(description="The name that it goes by here.")
    label: str = Field(description="Its name in the reader's language.")
    kind: str = Field(examples=["city"])
    country: str = Field(description="ISO 3166-1 code of the country.", examples=["NZ"])
    country_name: str
    point: Point | None = Field(description="Null where it is not known.")
    url: str = Field(description="The page for people.")
    api_url: str


class OtherName(BaseModel):
    """Another name of a place."""

    language: str = Field(description="BCP 47; empty where it does not matter.")
    kind: str = Field(description="preferred, alternative or historic.")
    text: str


class Figure(BaseModel):
    """One number about a place, with its year and where it was read."""

    kind: str = Field(examples=["population"])
    area: str = Field(description="The policy area of an index result; empty for the whole.")
    value: int | float = Field(union_mode="left_to_right")
    unit: str = Field(description="people or percent.")
    year: int
    source: str
    source_url: str
    note: str


class Place(PlaceSummary):
    """A place with what is known of it."""

    names: list[OtherName]
    geonames_id: int | None
    parent: str | None = Field(description="The key of the place that it is part of.")
    parts: list[str] = Field(description="The keys of the places that are parts of it.")
    figures: list[Figure]
    networks: list[str] = Field(description="Keys under /networks.")


class PlaceList(BaseModel):
    """One page of places."""

    total: int
    page: int
    page_size: int
    results: list[PlaceSummary]
    links: Links


class NetworkSummary(BaseModel):
    """A network in short."""

    key: str = Field(description="Permanent; what `network=` takes.", examples=["intercultural-cities"])
    kind: str = Field(description="programme, national, regional or regions.")
    label: str = Field(description="Its name in the reader's language.")
    names: ByLanguage
    country: str | None = Field(description="ISO 3166-1 code; null for networks of more than one country.")
    source: str = Field(description="Where this was read.")
    source_url: str
    note: str
    member_count: int
    url: str = Field(description="The page for people.")
    api_url: str


class Member(BaseModel):
    """A place as a member of a network, and where the membership was read."""

    key: str = Field(description="The key under /places.")
    name: str
    country: str
    country_name: str
    source: str
    source_url: str


class Network(NetworkSummary):
    """A network with its members, by country and name."""

    members: list[Member]


class NetworkList(BaseModel):
    """All networks."""

    total: int
    results: list[NetworkSummary]

"""Places and their networks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import P, PathEx, Query, Router
from pydantic import BaseModel, Field

from convivia.api.addresses import absolute
from convivia.api.paging import PAGE_SIZE, Page, PageSize, links
from convivia.api.problems import INVALID_PARAMETERS, ParameterError, Problem, or_missing
from convivia.api.readers import reader_of
from convivia.api.schemas import places as schemas
from convivia.api.schemas.common import Point
from convivia.places import queries
from convivia.places.countries import country_name
from convivia.places.models import Membership, Network, Place, PlaceName

router = Router(tags=["places"])
PlaceKey = PathEx[str, P(description="The permanent key of the place.", example="auckland")]
NetworkKey = PathEx[str, P(description="The permanent key of the network.", example="intercultural-cities")]
KINDS = [kind.value for kind in Place.Kind]


class PlaceParameters(BaseModel):
    """What a list of places can be narrowed by."""

    q: str = Field("", max_length=200, description="The beginning of a name, in any language.", examples=["genev"])
    country: str = Field("", pattern="^([A-Za-z]{2})?$", description="ISO 3166-1 code.", examples=["CH"])
    kind: str = Field("", max_length=20, description="The kind of place.", json_schema_extra={"enum": [*KINDS]})
    page: Page = 1
    page_size: PageSize = PAGE_SIZE

    def on_page(self, page: int) -> list[tuple[str, str]]:
        """Return the parameters of another page, without what goes without saying."""
        other = self.model_copy(update={"page": page})
        return [(name, str(value)) for name, value in other.model_dump(exclude_defaults=True).items()]


@router.get("/places", response=schemas.PlaceList, url_name="places", operation_id="listPlaces", summary="Find places")
def list_places(request: HttpRequest, response: HttpResponse, parameters: Query[PlaceParameters]) -> schemas.PlaceList:
    """Places by the beginning of their name, in any language: those of the programme first, then the largest."""
    if parameters.kind not in {"", *KINDS}:
        error = ParameterError(parameter="kind", detail="There is no such kind of place.", allowed=KINDS)
        raise Problem(INVALID_PARAMETERS, errors=[error])
    found = queries.places_called(parameters.q, country=parameters.country, kind=parameters.kind)
    total, size = found.count(), parameters.page_size
    rows = list(found[(parameters.page - 1) * size : parameters.page * size])
    language = reader_of(request).labels
    names = queries.place_names([place.pk for place in rows], language)
    return schemas.PlaceList(
        total=total,
        page=parameters.page,
        page_size=size,
        results=[_summary(request, place, names.get(place.pk, place.name), language) for place in rows],
        links=links(request, response, parameters.on_page, page=parameters.page, pages=-(-total // size)),
    )


@router.get(
    "/places/{slug:key}",
    response=or_missing(schemas.Place),
    url_name="place",
    operation_id="getPlace",
    summary="Read a place",
)
def get_place(request: HttpRequest, key: PlaceKey) -> schemas.Place:
    """A place with its names, figures and networks; each figure carries its year and source."""
    place = queries.place_by_key(key)
    if place is None:
        raise Http404
    language = reader_of(request).labels
    return schemas.Place(
        **_summary(request, place, place.name_in(language), language).model_dump(),
        names=[
            schemas.OtherName(language=name.language, kind=name.kind, text=name.text)
            for name in place.names.all()
            if name.kind != PlaceName.Kind.MISSPELLING
        ],
        geonames_id=place.geonames_id,
        parent=place.parent.key if place.parent else None,
        parts=[part.key for part in place.parts.all()],
        figures=[schemas.Figure.model_validate(figure, from_attributes=True) for figure in place.figures.all()],
        networks=[membership.network.key for membership in place.memberships.all()],
    )


@router.get(
    "/networks", response=schemas.NetworkList, url_name="networks", operation_id="listNetworks", summary="List networks"
)
def list_networks(request: HttpRequest) -> schemas.NetworkList:
    """All networks of places, the programme itself first."""
    language = reader_of(request).labels
    found = [_network(request, network, network.member_count, language) for network in queries.networks()]
    return schemas.NetworkList(total=len(found), results=found)


@router.get(
    "/networks/{slug:key}",
    response=or_missing(schemas.Network),
    url_name="network",
    operation_id="getNetwork",
    summary="Read a network",
)
def get_network(request: HttpRequest, key: NetworkKey) -> schemas.Network:
    """A network with its members; each membership carries where it was read."""
    network = queries.network_by_key(key)
    if network is None:
        raise Http404
    language = reader_of(request).labels
    members = [_member(membership, language) for membership in network.memberships.all()]
    return schemas.Network(**_network(request, network, len(members), language).model_dump(), members=members)


def _summary(request: HttpRequest, place: Place, label: str, language: str) -> schemas.PlaceSummary:
    point = place.point
    return schemas.PlaceSummary(
        key=place.key,
        name=place.name,
        label=label,
        kind=place.kind,
        country=place.country_id,
        country_name=country_name(place.country_id, language),
        point=Point(latitude=point[0], longitude=point[1]) if point else None,
        url=absolute(request, reverse("website:city", args=[place.key])),
        api_url=absolute(request, reverse("api:place", args=[place.key])),
    )


def _network(request: HttpRequest, network: Network, member_count: int, language: str) -> schemas.NetworkSummary:
    return schemas.NetworkSummary(
        key=network.key,
        kind=network.kind,
        label=network.name_in(language),
        names=network.names,
        country=network.country_id,
        source=network.source,
        source_url=network.source_url,
        note=network.note,
        member_count=member_count,
        url=absolute(request, reverse("website:network", args=[network.key])),
        api_url=absolute(request, reverse("api:network", args=[network.key])),
    )


def _member(membership: Membership, language: str) -> schemas.Member:
    place = membership.place
    return schemas.Member(
        key=place.key,
        name=place.name,
        country=place.country_id,
        country_name=country_name(place.country_id, language),
        source=membership.source,
        source_url=membership.source_url,
    )

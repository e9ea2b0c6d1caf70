"""The library that the pages are tested with. All of it is plainly made up."""

from convivia.places.models import Figure, Membership, Network, PlaceName
from convivia.practices.models import Practice
from tests.making import make_place, make_practice, text_record


def fill_library() -> dict[str, Practice]:
    """Save three practices in two cities and one country, one in two languages; one city has all that cities have."""
    oslo = make_place("oslo", name="Oslo", latitude=59.9, longitude=10.75)
    fika = make_place("fika", "SE", name="Fika", parent=None)
    make_place("fika-nord", "SE", name="Fika Nord", parent=fika, kind="borough")
    PlaceName.objects.create(place=oslo, language="fr", kind="preferred", text="Osló-en-Fjord")
    PlaceName.objects.create(place=oslo, language="it", text="Oslo italiana")
    PlaceName.objects.create(place=oslo, kind="misspelling", text="Olso")
    Figure.objects.create(
        place=oslo, kind="population", value=12345, unit="people", year=2020, source="Sample office",
        source_url="https://example.org/people",
    )  # fmt: skip
    Figure.objects.create(
        place=oslo, kind="foreign-born", value="15.4", unit="percent", year=2019, source="Sample office"
    )
    Figure.objects.create(place=oslo, kind="index", value=72, unit="percent", year=2017, source="Sample report")
    Figure.objects.create(
        place=oslo, kind="index", area="mediation", value=50, unit="percent", year=2017, source="Sample report"
    )
    network = Network.objects.create(
        key="sample-network", country_id="NO", names={"en": "Sample network", "fr": "Réseau exemple"},
        source="Sample source", source_url="https://example.org/network", note="founded in 2010",
    )  # fmt: skip
    Membership.objects.create(network=network, place=oslo, source="Sample list", source_url="https://example.org/list")
    return {
        "kitchen": make_practice(
            text_record(
                external_id="x1",
                title="A kitchen for neighbours",
                summary="Neighbours cook together every week.",
                answers={"process": "One long table.\n\nAnd another.", "purpose": "To meet.", "extra_part": "More."},
                cut_off=("process",),
                keywords=("food",),
            ),
            text_record(
                language="fr",
                title="Une cuisine pour les voisins",
                summary="Les voisins cuisinent ensemble.",
                is_original=False,
            ),
            place_ids=(oslo.pk, fika.pk),
            concept_keys=("mediation", "public-space", "real-equality"),
            period="Since 2016",
            source="A sample source",
            source_url="https://example.org/kitchen",
            licence="CC-BY-4.0",
        ),
        "council": make_practice(
            text_record(title="A council of newcomers", summary="Newcomers advise the city.", external_id="x2"),
            place_ids=(oslo.pk,),
            concept_keys=("welcoming",),
            period="2017-2019",
        ),
        "radio": make_practice(
            text_record(language="fr", title="La radio du quartier", summary="Une radio faite par les voisins."),
            country_codes=("SE",),
            concept_keys=("media-communication",),
            period="2021",
        ),
    }

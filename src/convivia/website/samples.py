"""Made-up values for the gallery of components. No city, person or figure in them is real."""

import re
from typing import Any

from convivia.common.paging import pager
from convivia.practices.period import Period
from convivia.practices.queries import Card, PlaceName
from convivia.search import marking
from convivia.search.explanation import Passage
from convivia.search.suggestions import Shown, Suggestion
from convivia.search.typed import Part
from convivia.vocabularies.queries import ConceptName
from convivia.website.alike import LikeView
from convivia.website.facets import ValueView
from convivia.website.like import LikeForm
from convivia.website.reasons import Hit, SimilarCard, Why
from convivia.website.suggestions import suggestions_context
from convivia.website.template_view import PartView, QuestionView

SAMPLE = "A sample, not a real practice"


def area(key: str, label: str, group: str, position: int) -> ConceptName:
    """Return a policy area for show."""
    return ConceptName(key, "policy-areas", label, group, position, "", False)


AREAS = (
    area("commitment", "Commitment", "commitment", 1),
    area("education", "Education", "lens", 3),
    area("mediation", "Mediation", "voice", 9),
    area("international-outlook", "International outlook", "horizon", 12),
    area("welcoming", "Welcoming newcomers", "welcome", 14),
    area("participation", "Participation", "equality", 17),
)


def sample_cards() -> list[Card]:
    """Return cards in all states: usual, of many places and foreign, without place, period and title, right to left."""
    common = {"principles": (), "external_id": "", "source_url": ""}
    example = PlaceName("exampleville", "Exampleville", "Exampleville", "XX", "Exampleland")
    many = tuple(PlaceName(f"town-{n}", f"Sampleton {n}", f"Sampleton {n}", "XX", "Exampleland") for n in range(1, 7))
    rows: list[dict[str, Any]] = [
        {
            "title": "Kitchen tables for the whole street (sample)",
            "summary": f"{SAMPLE}. Neighbours who never met cook for each other once a month. The city lends tables "
            "and closes the street; the evening belongs to those who live there.",
            "places": (example,),
            "period": Period(start="2016", ongoing=True),
            "areas": (AREAS[1], AREAS[4], AREAS[5]),
        },
        {
            "title": "Une bibliothèque de langues (exemple)",
            "summary": "Un exemple inventé. Des habitants prêtent leur langue une heure, comme on prête un livre.",
            "places": many,
            "period": Period(start="2017", end="2021", ongoing=False),
            "areas": AREAS,
            "language": "fr",
            "languages": ("fr", "it"),
        },
        {
            "title": "Mediation of a neighbourhood quarrel (sample)",
            "title_is_ours": True,
            "summary": "",
            "places": (),
            "period": Period(),
            "areas": (AREAS[2],),
        },
        {
            "title": "مكتبة اللغات (مثال)",
            "summary": "مثال غير حقيقي. يعير السكان لغتهم لمدة ساعة كما يعار الكتاب.",
            "places": (example,),
            "period": Period(start="2020-05", ongoing=None),
            "areas": (AREAS[0], AREAS[3]),
            "language": "ar",
            "languages": ("ar",),
        },
    ]
    return [
        Card(
            **{
                "id": number,
                "public_id": f"sample{number}",
                "slug": "sample",
                "title_is_ours": False,
                "title_language": row.get("language", "en"),
                "language": "en",
                "languages": ("en",),
                **common,
                **row,
            }
        )
        for number, row in enumerate(rows, start=1)
    ]


def sample_hits() -> list[Hit]:
    """Return cards with the reasons why they were found: marked words, a passage from elsewhere, a line of reasons."""
    first, second, *_rest = sample_cards()
    here = Why(
        _marked("Kitchen tables for the whole [street] (sample)"),
        _marked(f"{SAMPLE}. Neighbours who never met [cook] for each other."),
        reasons=("By place: Exampleville", "Synonym of Public space"),
    )
    quoted = _marked("Nach einem Jahr kannten sich alle in der [Straße] (Beispiel).")
    passage = Passage(quoted, "de", "impact", starts_within=True)
    title, summary = _marked(second.title), _marked(second.summary)
    return [
        Hit(first, here),
        Hit(second, Why(title, summary, passage, "from Impact, in German", ("Found by meaning",))),
    ]


def _marked(text: str) -> tuple[marking.Part, ...]:
    """Return `text` in parts; what stands in brackets is marked."""
    pieces = re.split(r"[\[\]]", text)
    return tuple(marking.Part(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece)


def sample_similar() -> list[SimilarCard]:
    """Return similar practices, with what they have in common."""
    first, second, *_rest = sample_cards()
    told = ("Same area: Education", "Both speak of “street”", "City of similar size")
    return [SimilarCard(first, told), SimilarCard(second, ("Similar in what it tells",))]


def _value(label: str, count: int, hue: str = "", selected: bool = False) -> ValueView:
    key = label.lower().replace(" ", "-")
    return ValueView(value=key, label=label, count=count, selected=selected, url="?", hue=hue)


def sample_facets() -> list[dict[str, Any]]:
    """Return facets in all states: selected values, zeros, a group of its own, values on request, folded."""
    lens = {"heading": "The city through an intercultural lens", "hue": "lens"}
    return [
        {
            "name": "sample-area",
            "title": "Policy area",
            "is_open": True,
            "parts": [
                {"values": [_value("Commitment", 12, "commitment")]},
                {**lens, "values": [_value("Education", 31, "lens", True), _value("Public space", 8, "lens")]},
                {"values": [_value("Mediation", 5, "voice"), _value("International outlook", 0, "horizon")]},
            ],
        },
        {
            "name": "sample-country",
            "title": "Country",
            "is_open": True,
            "parts": [{"values": [_value("Exampleland", 1204), _value("Sampleland", 17)]}],
            "rest": [{"values": [_value("Elsewhere", 1)]}],
            "rest_count": 1,
        },
        {"name": "sample-status", "title": "Status", "is_open": False, "parts": [{"values": [_value("Running", 3)]}]},
    ]


def sample_suggestions() -> dict[str, Any]:
    """Return suggestions of all kinds: marked, foreign, found by another name, right to left, and one that is long."""
    example = PlaceName("exampleville", "Exampleville", "Exampleville", "XX", "Exampleland")
    school, long_title = (
        Part("school", True),
        "s for every street between the harbour and the hill, told from both ends (sample)",
    )
    found = [
        Suggestion("area", "education", Shown("Education", "en", (Part("Education", False),)),
                   Shown("école", "fr", (Part("école", True),)), count=31),
        Suggestion("city", "exampleville", Shown("Exampleville", "", (Part("Example", True), Part("ville", False))),
                   count=12),
        Suggestion("title", "sample1", Shown("", "en", (Part("Open ", False), school, Part(long_title, False))),
                   slug="sample", places=(example,)),
        Suggestion("title", "sample4", Shown("", "ar", (Part("مدرسة", True), Part(" اللغات (مثال)", False))),
                   slug="sample"),
        Suggestion("words", "schools", Shown("schools", "en", (school, Part("s", False)))),
        Suggestion("words", "schoolyard", Shown("schoolyard", "en", (school, Part("yard", False)))),
    ]  # fmt: skip
    return suggestions_context(found, prefix="sample-suggestion")


def sample_part() -> PartView:
    """Return a part of a template with a needed question and one that is not."""
    first = QuestionView(
        1, "sample-name", "Name (sample)", "What is it called?", "Say what it is.", ("One", "Two"), True, "One line", ""
    )
    second = QuestionView(
        2,
        "sample-story",
        "Story (sample)",
        "How was it?",
        "In order.",
        (),
        False,
        "In your own words",
        "about 300 characters",
    )
    return PartView("sample", "Part of the template (sample)", "Two made-up questions.", True, (first, second))


def sample_gallery() -> dict[str, Any]:
    """Return everything that the gallery shows."""
    return {
        "sample_cards": sample_cards(),
        "sample_hits": sample_hits(),
        "sample_similar": sample_similar(),
        "sample_facets": sample_facets(),
        "sample_suggestions": sample_suggestions(),
        "sample_areas": AREAS,
        "sample_part": sample_part(),
        "pager_first": pager(page=1, page_size=20, total=163, url=lambda number: f"?page={number}"),
        "pager_middle": pager(page=12, page_size=20, total=1204, url=lambda number: f"?page={number}"),
        "pager_only": pager(page=1, page_size=20, total=12, url=lambda number: f"?page={number}"),
        "sample_form": LikeForm(
            kept=(),
            name="Sampletown",
            figures={"like_population": "many"},
            errors={
                "name": "No place of this name is known here (sample).",
                "like_population": "Write the inhabitants as a number (sample).",
            },
        ),
        "sample_likeness": {
            1: LikeView(("similar size: 285,000 (2020)", "same country")),
            2: LikeView(("about as many foreign-born residents: 14.5% (2019)",), place="Sampleton 2"),
            3: LikeView(is_mine=True),
        },
        "sample_facts": [
            {"label": "Inhabitants", "value": "123 456", "note": "A made-up source, 2020", "note_url": "#facts"},
            {"label": "Language", "value": "French", "url": "#facts"},
            {"label": "Licence", "value": "CC-BY-4.0"},
        ],
        "sample_steps": [{"label": "Practices", "url": "#"}, {"label": "Exampleland", "url": "#"}],
        "sample_heads": [
            {"label": "City"},
            {"label": "Practices", "is_number": True},
            {"label": "Latest"},
        ],
        "sample_rows": [
            [
                {"value": "Exampleville", "url": "#tables"},
                {"value": "12", "label": "Practices", "is_number": True},
                {"value": "2021", "label": "Latest"},
            ],
            [
                {"value": "Sampleton"},
                {"value": "1,204", "label": "Practices", "is_number": True},
                {"value": "2019", "label": "Latest"},
            ],
        ],
    }

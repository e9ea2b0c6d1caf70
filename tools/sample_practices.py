"""What is told in the practices of Sampleton, a city that does not exist: for pictures and for tests of the desk."""

from typing import Any

from convivia.practices.snapshots import ContactContent, Content, EvidenceContent, PeriodContent, empty_content

KITCHEN: dict[str, Any] = {
    "title": "A kitchen where newcomers and neighbours cook together",
    "summary": (
        "Once a week, people who have just arrived and people who have long lived in the street cook and eat in the "
        "kitchen of a school. They meet as cooks, not as helpers and helped."
    ),
    "answers": {
        "purpose": "People who live side by side should know each other by name.",
        "rationale": (
            "A round of talks in 2018 showed that most newcomers knew nobody in their street. Neighbours said the same "
            "of them."
        ),
        "process": (
            "The city pays for the food and one cook. Two hosts, one of them a newcomer, choose the meal and lead the "
            "evening.\n\nThe school lends its kitchen. Whoever comes signs up at the library or on the spot."
        ),
        "impact": "Guests say that they greet more people in the street. About 40 people come each week.",
        "cost": "About 9,000 euros a year: food, and four hours of a cook a week.",
        "staff": "One cook, four hours a week; one person of the city's office, half a day a month.",
        "obstacles": "At first nobody dared to lead an evening. Two hosts together made it easier.",
        "what_did_not_work": "Evenings without a dish that all cook together: guests stayed among themselves.",
    },
}
MEETINGS: dict[str, Any] = {
    "title": "Interpreters at parents' evenings",
    "summary": "Schools can ask for an interpreter for any meeting with parents, free of charge, two days before.",
    "answers": {
        "purpose": "Parents can speak for their children in the language that they know best.",
        "process": "A school asks by telephone. The city sends one of thirty interpreters, who are paid by the hour.",
        "impact": "The best project ever! It was a huge success and everybody was absolutely delighted.",
    },
}
GARDEN: dict[str, Any] = {
    "title": "A garden of many languages",
    "summary": "Beds in a park are looked after in pairs: each pair has two mother tongues and one plan.",
    "answers": {"purpose": "To learn a language by doing something together.", "cost": "1,200 euros a year."},
}
GUIDE: dict[str, Any] = {
    "title": "A guide for the first hundred days",
    "summary": "A small book in nine languages says what to do in the first weeks in the city, and who helps.",
    "answers": {"purpose": "Nobody should have to ask the same question in five offices."},
}
STORIES: dict[str, Any] = {
    "title": "Stories of the square",
    "summary": "Older residents and young newcomers tell each other, on a bench, how the square looked when they came.",
    "answers": {"purpose": "A place belongs to those who have a story about it.", "impact": "Sixty stories so far."},
}


def content(text: dict[str, Any], *, place: str, language: str = "en", whole: bool = True) -> Content:
    """Return a practice of `place` that tells `text`; with `whole`, nothing that is needed is missing."""
    made = empty_content(language)
    made["texts"][language] |= text  # type: ignore[typeddict-item]
    made["places"] = [place]
    if not whole:
        return made
    made["period"] = PeriodContent(
        text="Since March 2019", start="2019-03", end=None, ongoing=True, recurrence="", precision="month"
    )
    made["concepts"] = ["mediation", "welcoming"]
    made["contact"] = ContactContent(
        office="Office for living together",
        organisation="City of Sampleton",
        email="office@example.org",
        shows_email=True,
        page="https://example.org/kitchen",
    )
    return made


def with_evidence(made: Content) -> Content:
    """Add two statements of impact, one counted and one told."""
    made["evidence"] = [
        EvidenceContent(
            kind="counted", date="2024-06", source="Lists of the hosts", source_url="https://example.org/lists",
            statements={"en": "About 40 people come each week; half of them have come ten times or more."},
        ),
        EvidenceContent(
            kind="told", date="2024", source="Talks with 22 guests", source_url="",
            statements={"en": "Guests say that they greet more people in the street than before."},
        ),
    ]  # fmt: skip
    return made

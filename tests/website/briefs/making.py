"""Briefs for tests. All of it is plainly made up."""

from datetime import date
from typing import Any

from convivia.website.briefs.brief import Brief, Entry, Fact, Grid, Line, Part, Words

WORDS = Words(
    contents="Contents", facts="Facts", fact="Fact", known="What is known", sources="Sources", cite="How to cite",
    shortened="Shortened here.", unseen="Some letters could not be drawn.",
)  # fmt: skip


def make_entry(
    key: str = "p-2222222", title: str = "A sample", text: str = "What a sample does.", **values: Any
) -> Entry:
    """Return an entry with one part and two facts."""
    return Entry(
        key=key,
        title=Line(title, language=values.get("language", "")),
        where=values.get("where", "Sampleton, Norway · since 2016"),
        parts=(Part("Purpose", tuple(text.split("\n")), values.get("language", ""), values.get("note", "")),),
        facts=(
            Fact("Source", (Line("A sample source", "https://example.org/a?b=(c)&d=[e]"),)),
            Fact("Policy areas", (Line("Mediation"), Line("Language"))),
        ),
    )


def make_brief(*entries: Entry, **values: Any) -> Brief:
    """Return a brief of one entry, if none is given."""
    found = entries or (make_entry(),)
    return Brief(
        **{
            "title": Line("A brief"),
            "language": "en",
            "direction": "ltr",
            "made": date(2026, 3, 1),
            "about": (Part("", ("Made of samples.",)),),
            "entries": found,
            "sources": tuple(Line(f"Source of {entry.title.text}") for entry in found),
            "citation": "“A brief”. In: Convivia.",
            "words": WORDS,
            **values,
        }
    )


GRID = Grid("Side by side", "Fact", (Line("One"), Line("Zwei", language="de")), (("Country", ("Norway", "Sweden")),))

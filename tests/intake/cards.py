"""Cards for tests, and how a page prints them."""

from dataclasses import dataclass

from convivia.intake.drafts import Draft

HEAD = """Avenue de l'Europe
F-67075 Strasbourg Cedex
Tel. +33 (0)3 88 41 20 00

Intercultural cities: good practice examples

The first paragraph of an introduction says what the pages below are for, and who has written them.

Template for collection of Good practices >>

"""
TAIL = "\n\n0 International outlook\n"


@dataclass(frozen=True)
class Printed:
    """A card as a page prints it; empty parts are missing."""

    title: str = "Women’s House"
    line: str = "Spain Bilbao Since 2008"
    text: str = "Purpose: A space for women to meet, debate and reflect. It wants to influence..."
    more: str = "Read More"

    def parts(self) -> list[str]:
        return [part for part in (self.title, self.line, self.text, self.more) if part]


OTHERS = (
    Printed("Young Mayor", "United Kingdom London-Lewisham 2018 onwards", "Purpose: To give young people a voice..."),
    Printed("Shared Values", "United Kingdom Bradford 2022", "Purpose: To find values that all can share. Process..."),
)


def page(*cards: Printed, between: str = "\n\n", head: str = HEAD, tail: str = TAIL) -> str:
    """Return a page with `cards` between two usual ones."""
    return head + between.join(part for card in (OTHERS[0], *cards, OTHERS[1]) for part in card.parts()) + tail


def facts(draft: Draft) -> tuple[str, list[tuple[str, str]], str, int | None, int | None, bool | None]:
    """Return title, places, printed period, its years and whether it goes on."""
    where = [(place.country, place.name) for place in draft.places]
    period = draft.period
    return draft.main.title, where, period.text, period.start_year, period.end_year, period.ongoing


def codes(draft: Draft) -> list[str]:
    """Return the codes of a draft's warnings."""
    return [warning.code for warning in draft.warnings]

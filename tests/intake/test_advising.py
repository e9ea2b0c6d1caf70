"""Writing help on drafts of a file."""

from convivia.intake.advising import advice_on, content_of
from convivia.intake.drafts import Draft, DraftPlace, DraftText
from convivia.practices.period import parse_period

DRAFT = Draft(
    texts=(
        DraftText("en", title="A house for all", summary="The best project, says jane.sample@city.gov, of them all."),
        DraftText("fr", title="Une maison pour tous", original=False, sections={"purpose": "N/A"}),
    ),
    places=(DraftPlace("NO", "Sampleton"), DraftPlace("FR")),
    period=parse_period("2019 - 2021"),
    areas=("mediation",),
)


def test_a_draft_is_looked_at_as_the_desk_does():
    found = {(one.kind.value, one.key, one.language) for one in advice_on(DRAFT)}
    assert {("personal", "summary", "en"), ("promotion", "summary", "en"), ("missing", "purpose", "fr")} <= found
    assert not {key for _kind, key, _language in found} & {"contact", "places", "period", "areas"}


def test_a_draft_without_anything():
    needed = [one.key for one in advice_on(Draft()) if one.reason == "needed"]
    assert needed == ["places", "period", "areas", "title", "summary"]


def test_a_draft_as_a_snapshot():
    content = content_of(DRAFT)
    assert (content["places"], content["countries"], content["period"]["start"]) == (["Sampleton"], ["FR"], "2019")
    assert {language: text["origin"] for language, text in content["texts"].items()} == {
        "en": "original", "fr": "translation",
    }  # fmt: skip

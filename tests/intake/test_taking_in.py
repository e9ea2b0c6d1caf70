"""Taking drafts in: what is saved, what is told, again, interrupted, and against what is known already."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.intake.actions import take_in
from convivia.intake.drafts import Draft, DraftPlace, DraftText
from convivia.intake.limits import MAX_WARNINGS
from convivia.places.models import Place
from convivia.practices.models import Event, ExternalId, Practice, Text
from convivia.practices.period import Period, parse_period
from convivia.vocabularies.actions import load_vocabularies
from tests.intake.cards import OTHERS, Printed, page
from tests.making import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground():
    """Vocabularies, and two places: Sampleton in Norway, Otherby in Spain."""
    load_vocabularies(by="tests")
    make_place("sampleton", "NO")
    make_place("otherby", "ES")


def draft(title="A sample", place=("NO", "Sampleton"), period="2016", **values):
    text = {key: values.pop(key) for key in list(values) if key in DraftText.__dataclass_fields__}
    main = DraftText(language="en", title=title) if not text else replace(DraftText(language="en", title=title), **text)
    places = (DraftPlace(*place),) if place else ()
    return Draft(**({"texts": (main,), "places": places, "period": parse_period(period)} | values))


def counts(report):
    return report.created, report.updated, report.unchanged, report.repeated


def told(report):
    return [warning.code for warning in report.warnings]


def test_a_draft_becomes_a_practice():
    given = draft(
        summary="It is one.",
        sections={"purpose": "To help."},
        keywords=("one",),
        external_id="x1",
        also=("x2",),
        other_titles=("Another",),
        note="A note.",
        source_url="https://example.org/1",
        areas=("language", "mediation"),
        principles=("real-equality",),
        licence="CC-BY-4.0",
        source="A city",
        public_id="958x2hz",
    )
    report = take_in(drafts=[given], by="tests")
    assert (counts(report), told(report)) == ((1, 0, 0, 0), [])
    practice = Practice.objects.get()
    text = practice.texts.get()
    assert (practice.public_id, practice.period_text, practice.start_year) == ("958x2hz", "2016", 2016)
    assert (practice.source, practice.licence, practice.source_url) == ("A city", "CC-BY-4.0", "https://example.org/1")
    assert [place.name for place in practice.places.all()] == ["Sampleton"]
    assert {concept.key for concept in practice.concepts.all()} == {"language", "mediation", "real-equality"}
    assert (text.language, text.title, text.summary, text.answers) == (
        "en",
        "A sample",
        "It is one.",
        {"purpose": "To help."},
    )
    assert (text.keywords, text.other_titles, text.note) == (["one"], ["Another"], "A note.")
    assert [(external.value, external.is_main) for external in text.external_ids.all()] == [("x1", True), ("x2", False)]
    assert [(event.kind, event.by) for event in Event.objects.all()] == [("created", "tests")]


def test_the_same_again_changes_nothing():
    drafts = [draft(), draft("Other", external_id="x1"), draft("Third", place=("NO", ""))]
    assert counts(take_in(drafts=drafts, by="tests")) == (3, 0, 0, 0)
    before = list(Practice.objects.values_list("public_id", "revision"))
    assert counts(take_in(drafts=drafts, by="tests")) == (0, 0, 3, 0)
    assert (list(Practice.objects.values_list("public_id", "revision")), Event.objects.count()) == (before, 3)


def test_a_changed_file_updates_and_says_what_changed():
    take_in(drafts=[draft(), draft("Other")], by="tests")
    report = take_in(drafts=[draft(period="2016 onwards", summary="More now."), draft("Other")], by="tests")
    assert counts(report) == (0, 1, 1, 0)
    assert report.changes == [("A sample", {"period": ["2016", "2016 onwards"], "summary/en": ["", "More now."]})]


def test_a_record_that_a_file_repeats_is_taken_once():
    report = take_in(drafts=[draft(), draft(), draft(period="2019")], by="tests")
    assert (counts(report), told(report)) == ((1, 0, 0, 2), ["repeated"])
    assert Practice.objects.get().start_year == 2016


def test_a_record_that_is_repeated_in_another_batch_is_taken_once():
    drafts = [draft(), draft("Other"), draft(period="2019")]
    for expected in ((2, 0, 0, 1), (0, 0, 2, 1)):
        assert counts(take_in(drafts=drafts, by="tests", batch=1)) == expected


def test_a_further_language_may_come_under_the_same_id():
    french = draft("Un exemple", external_id="x1")
    french = replace(french, texts=(replace(french.main, language="fr", original=False),))
    for expected in ((1, 1, 0, 0), (0, 0, 2, 0)):
        assert counts(take_in(drafts=[draft(external_id="x1"), french], by="tests")) == expected
    assert [(text.language, text.origin) for text in Text.objects.all()] == [("en", "original"), ("fr", "translation")]
    assert ExternalId.objects.count() == 1


def test_places_are_found_and_unknown_ones_are_made_once():
    drafts = [
        draft("One", ("NO", "sampleton")),
        draft("Two", ("NO", "Newby")),
        draft("Three", ("NO", "Newby")),
        draft("Four", ("NO", "")),
        draft("Five", ("XX", "Nowhere")),
        draft("Six", ("XX", "")),
        draft("Seven", None),
    ]
    report = take_in(drafts=drafts, by="tests")
    assert told(report) == ["new-place", "new-place", "lost-place", "unknown-country"]
    assert Place.objects.get(name="Newby").origin == Place.Origin.IMPORT
    where = {text.title: [place.name for place in text.practice.places.all()] for text in Text.objects.all()}
    assert [where[title] for title in ("One", "Two", "Three", "Four", "Five", "Six", "Seven")] == [
        ["Sampleton"],
        ["Newby"],
        ["Newby"],
        [],
        [],
        [],
        [],
    ]
    assert [country.code for country in Text.objects.get(title="Four").practice.countries.all()] == ["NO"]


def test_a_misspelt_place_is_found_and_told():
    report = take_in(drafts=[draft(place=("NO", "Sampletone"))], by="tests")
    assert (told(report), Practice.objects.get().places.get().name) == (["misspelt-place"], "Sampleton")


def test_concepts_are_found_by_key_or_label_and_others_told():
    report = take_in(
        drafts=[draft(areas=("language", "Médiation", "Intercultural lens", "nonsense", "intercultural-lens"))],
        by="tests",
    )
    assert told(report) == ["unknown-concept"] * 3
    assert {concept.key for concept in Practice.objects.get().concepts.all()} == {"language", "mediation"}


def test_values_that_are_too_long_are_cut_and_told():
    long = "x" * 600
    given = draft(
        long,
        period=f"2016 {'x' * 400}",
        external_id=long,
        source_url=f"https://example.org/{'x' * 1000}",
        source=long,
        licence=long,
        stand_in_title=long,
    )
    report = take_in(drafts=[given], by="tests")
    practice, text = Practice.objects.get(), Text.objects.get()
    assert (len(text.title), len(practice.period_text), len(ExternalId.objects.get().value)) == (500, 300, 200)
    assert (practice.source_url, len(practice.source), len(practice.licence), len(text.stand_in_title)) == (
        "",
        200,
        40,
        200,
    )
    assert set(told(report)) == {"clipped", "bad-address"}
    assert counts(take_in(drafts=[given], by="tests")) == (0, 0, 1, 0)


def test_a_period_that_ends_before_it_starts_is_told():
    given = draft()
    given = replace(given, period=Period(text="mixed up", start="2019", end="2016", ongoing=False, precision="year"))
    report = take_in(drafts=[given], by="tests")
    assert (told(report), Practice.objects.get().start_year) == (["period-reversed"], None)


def test_one_text_a_language_and_one_original_are_kept():
    texts = (
        DraftText(language="en", title="One", external_id="x1"),
        DraftText(language="en", title="Two"),
        DraftText(language="fr", title="Trois", external_id="x1", also=("x3",)),
        DraftText(title="Vier"),
    )
    report = take_in(drafts=[replace(draft(), texts=texts)], by="tests")
    assert told(report) == ["language-twice"]
    assert [(text.language, text.title, text.origin) for text in Text.objects.order_by("id")] == [
        ("en", "One", "original"),
        ("fr", "Trois", "translation"),
        ("und", "Vier", "translation"),
    ]
    assert sorted(ExternalId.objects.values_list("value", flat=True)) == ["x1", "x3"]


def test_a_record_by_which_nothing_can_be_known_again_is_told():
    report = take_in(drafts=[draft(""), draft("", summary="Some words.")], by="tests")
    assert (counts(report), told(report)) == ((1, 0, 0, 0), ["empty-record"])


def test_a_stop_leaves_whole_batches_and_a_second_run_finishes():
    drafts = [draft(f"Sample {number}") for number in range(5)]

    def interrupted():
        yield from drafts[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(drafts=interrupted(), by="tests", batch=2)
    assert sorted(Text.objects.values_list("title", flat=True)) == ["Sample 0", "Sample 1"]
    assert counts(take_in(drafts=drafts, by="tests", batch=2)) == (3, 0, 2, 0)


def test_a_batch_that_fails_leaves_no_place_behind(monkeypatch):
    def fail(**values):
        raise RuntimeError("the power went")

    monkeypatch.setattr("convivia.intake.actions.save_practices", fail)
    with pytest.raises(RuntimeError):
        take_in(drafts=[draft(place=("NO", "Newby"))], by="tests")
    assert not Place.objects.filter(name="Newby").exists()


def test_a_new_place_is_asked_for_once_however_many_are_in_it():
    taken = []
    for size, place in ((1, "Newton"), (2, "Newby"), (20, "Newham")):  # the first one makes the gazetteer read again
        drafts = [draft(f"Sample {number}", ("NO", place)) for number in range(size)]
        with CaptureQueriesContext(connection) as queries:
            take_in(drafts=drafts, by="tests")
        taken.append(len(queries))
    assert taken[1] == taken[2]


def test_progress_is_heard_after_each_batch():
    heard = []
    take_in(drafts=[draft(f"Sample {number}") for number in range(5)], by="tests", batch=2, progress=heard.append)
    assert heard == [2, 4, 5]


def test_the_queries_do_not_grow_with_the_drafts():
    taken = []
    take_in(drafts=[draft("A first one")], by="tests")  # reads what is kept for the whole process: the gazetteer
    for size in (3, 30):
        drafts = [draft(f"Sample {size}.{number}", external_id=f"{size}.{number}") for number in range(size)]
        with CaptureQueriesContext(connection) as queries:
            take_in(drafts=drafts, by="tests")
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_warnings_are_kept_within_bounds():
    drafts = [draft(f"Sample {number}", areas=("nonsense",)) for number in range(MAX_WARNINGS + 5)]
    report = take_in(drafts=drafts, by="tests")
    assert (len(report.warnings), report.warnings_left_out) == (MAX_WARNINGS, 5)


def test_a_warning_says_of_which_record_and_line_it_speaks(read_listing):
    drafts = read_listing(page(Printed(title="<b>A sample</b>", line="Norway Newby 2016"))).drafts
    report = take_in(drafts=drafts[1:2], by="tests")
    assert (report.warnings[0].text, report.warnings[0].line) == (
        "A sample: Nobody knew this place yet; it was made: Newby (NO)",
        drafts[1].warnings[0].line,
    )


# --- What is cut off against what is whole ----------------------------------------------------------------------------

TEASER = {"summary": "To help.", "sections": {"purpose": "To help. And to..."}, "cut_off": ("purpose",)}


def kept(report):
    return counts(report), report.kept


def test_an_excerpt_never_replaces_a_whole_text():
    whole = draft(summary="Our words.", sections={"purpose": "To help. And to give a hand."})
    take_in(drafts=[whole], by="tests")
    report = take_in(drafts=[draft(**TEASER)], by="tests")
    assert kept(report) == ((0, 0, 1, 0), 1)
    assert Text.objects.get().answers == {"purpose": "To help. And to give a hand."}


def test_a_whole_text_replaces_an_excerpt():
    take_in(drafts=[draft(**TEASER)], by="tests")
    whole = draft(summary="Our words.", sections={"purpose": "To help. And to give a hand."})
    assert counts(take_in(drafts=[whole], by="tests")) == (0, 1, 0, 0)
    text = Text.objects.get()
    assert (text.summary, text.answers, text.cut_off) == ("Our words.", {"purpose": "To help. And to give a hand."}, [])


def test_an_excerpt_joins_a_record_of_facts_and_its_own_summary_stays_again_and_again():
    take_in(drafts=[draft(summary="Our words.")], by="tests")
    assert kept(take_in(drafts=[draft(**TEASER)], by="tests")) == ((0, 1, 0, 0), 1)
    assert kept(take_in(drafts=[draft(**TEASER)], by="tests")) == ((0, 0, 1, 0), 1)
    text = Text.objects.get()
    assert (text.summary, text.answers, text.cut_off) == ("Our words.", TEASER["sections"], ["purpose"])


def test_a_shorter_excerpt_does_not_replace_a_longer_one():
    take_in(drafts=[draft(**TEASER)], by="tests")
    shorter = {"summary": "To help.", "sections": {"purpose": "To help. And..."}, "cut_off": ("purpose",)}
    assert kept(take_in(drafts=[draft(**shorter)], by="tests")) == ((0, 0, 1, 0), 1)
    longer = {"summary": "To help.", "sections": {"purpose": "To help. And to give a..."}, "cut_off": ("purpose",)}
    assert kept(take_in(drafts=[draft(**longer)], by="tests")) == ((0, 1, 0, 0), 0)
    assert Text.objects.get().answers == longer["sections"]


def test_a_section_that_an_excerpt_has_whole_stays_whole():
    take_in(drafts=[draft(sections={"purpose": "To help all.", "process": "By..."}, cut_off=("process",))], by="tests")
    report = take_in(drafts=[draft(sections={"purpose": "To help..."}, cut_off=("purpose",))], by="tests")
    assert (kept(report), Text.objects.get().cut_off) == (((0, 0, 1, 0), 1), ["process"])


def test_a_listing_taken_in_twice_changes_nothing(read_listing):
    for place in ("bilbao", "bradford", "london-lewisham"):
        make_place(place, "ES" if place == "bilbao" else "GB", name=place.title())
    drafts = read_listing(page(Printed(), Printed(title=""), Printed(line="Norway 2016"), Printed(line=""))).drafts
    first, second = take_in(drafts=drafts, by="tests"), take_in(drafts=drafts, by="tests")
    assert (counts(first), counts(second)) == ((6, 0, 0, 0), (0, 0, 6, 0))
    assert {text.title for text in Text.objects.all()} >= {card.title for card in OTHERS}

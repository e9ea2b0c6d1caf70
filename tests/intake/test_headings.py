"""Section labels in texts: where they stand, in which language, and which words are none."""

import pytest

from convivia.intake.headings import Headings
from convivia.intake.teasers import read_teaser


@pytest.mark.parametrize(
    ("text", "sections", "empty"),
    [
        ("Purpose: To help.", {"purpose": "To help."}, ()),
        ("purpose: to help.", {"purpose": "to help."}, ()),
        ("PURPOSE: To help.", {"purpose": "To help."}, ()),
        ("But : Aider.", {"purpose": "Aider."}, ()),
        ("But: aider.", {"purpose": "aider."}, ()),
        ("But\u202f: aider.", {"purpose": "aider."}, ()),
        ("Objectif: Aider.", {"purpose": "Aider."}, ()),
        ("Svrha: Pomoći.", {"purpose": "Pomoći."}, ()),
        ("Qëllimi: Të ndihmojë.", {"purpose": "Të ndihmojë."}, ()),
        ("Мета: Допомогти.", {"purpose": "Допомогти."}, ()),
        ("Σκοπός: Να βοηθήσει.", {"purpose": "Να βοηθήσει."}, ()),
        ("Point de départ : Un besoin.", {"rationale": "Un besoin."}, ()),
        ("Stimulus/Rationale: A need.", {"rationale": "A need."}, ()),
        ("Stimulus / Rationale: A need.", {"rationale": "A need."}, ()),
        ("Concept In 2018, the city began.", {"purpose": "In 2018, the city began."}, ()),
        ("Concept La ville a commencé.", {"purpose": "La ville a commencé."}, ()),
        ("Purpose To help.", {"purpose": "To help."}, ()),
        ("Purpose – To help.", {"purpose": "To help."}, ()),
        ("1. Purpose: To help. 2. Process: Step by step.", {"purpose": "To help.", "process": "Step by step."}, ()),
        ("Stimulus/Rationale: Process: By steps.", {"process": "By steps."}, ("rationale",)),
        (
            "But : Aider. Structure: Processus : Pas à pas.",
            {"purpose": "Aider.", "process": "Pas à pas."},
            ("rationale",),
        ),
        ("Purpose: Better lives Process: By steps.", {"purpose": "Better lives", "process": "By steps."}, ()),
        ("A quiet heading Purpose: To help.", {"description": "A quiet heading", "purpose": "To help."}, ()),
        ("Purpose:\nTo help.\n\nImpact\nMuch.", {"purpose": "To help.", "impact": "Much."}, ()),
        ("Purpose: One. Aim: Two.", {"purpose": "One.\n\nTwo."}, ()),
        ("Key reference documents: A plan.", {"reference_documents": "A plan."}, ()),
        # no labels
        ("The purpose: to help.", {"description": "The purpose: to help."}, ()),
        ("It is a process: it takes time.", {"description": "It is a process: it takes time."}, ()),
        ("Its Process: slow.", {"description": "Its Process: slow."}, ()),
        ("Our Decision Making Process: slow.", {"description": "Our Decision Making Process: slow."}, ()),
        ("The Bologna Process: a story.", {"description": "The Bologna Process: a story."}, ()),
        ("Purpose built houses are here.", {"description": "Purpose built houses are here."}, ()),
        ("Concept art is shown.", {"description": "Concept art is shown."}, ()),
        ("The city was launched to: help.", {"description": "The city was launched to: help."}, ()),
        ("Purpose: The purpose: to help.", {"purpose": "The purpose: to help."}, ()),
        ("", {}, ()),
    ],
)
def test_a_text_is_taken_apart_at_its_labels(headings, text, sections, empty):
    parted = headings.split(text)
    assert (parted.texts, parted.empty) == (sections, empty)


def test_labels_tell_their_languages(headings):
    assert headings.split("Svrha: Pomoći. Proces: Korak po korak.").label_languages[0] == {"sr", "hr", "bs"}
    assert [sorted(found) for found in headings.split("Qëllimi: x").label_languages] == [["sq"]]


def test_a_label_alone_on_its_line_is_known(headings):
    lines = ["Purpose", "Purpose:", "2. Impact", "Point de départ :", "Purposeful", "The purpose", "Language"]
    assert [headings.is_label(line) for line in lines] == [True, True, True, True, False, False, False]


def test_without_headings_a_text_is_a_description():
    assert Headings([]).split("Purpose: To help.").texts == {"description": "Purpose: To help."}


@pytest.mark.parametrize(
    ("text", "sections", "summary", "cut_off", "codes"),
    [
        (
            "Purpose: To help. Process: The city has begun to...",
            {"purpose": "To help.", "process": "The city has begun to..."},
            "To help.",
            ("process",),
            ["cut-off"],
        ),
        ("Purpose: To help people who…", {"purpose": "To help people who…"}, "", ("purpose",), ["cut-off"]),
        ("Purpose: To help. Process: ...", {"purpose": "To help."}, "To help.", ("process",), ["cut-off"]),
        ("Purpose: One. Aim: Two.", {"purpose": "One.\n\nTwo."}, "One.", (), ["label-twice"]),
        ("Process:", {}, "", (), ["empty-section", "no-text"]),
        ("", {}, "", (), ["no-text"]),
    ],
)
def test_what_a_teaser_lacks_is_told(headings, text, sections, summary, cut_off, codes):
    teaser = read_teaser(text, headings, line=7)
    assert (teaser.sections, teaser.summary, teaser.cut_off) == (sections, summary, cut_off)
    assert [(found.code, found.line) for found in teaser.warnings] == [(code, 7) for code in codes]

"""Cards on pages of every layout that was met; parts are missing, doubled, wrapped, translated or out of place."""

import textwrap

import pytest

from tests.intake.cards import HEAD, OTHERS, TAIL, Printed, codes, facts, page

HOUSE = Printed()
BILBAO = ("Women’s House", [("ES", "Bilbao")], "Since 2008", 2008, None, True)
YOUNG = ("Young Mayor", [("GB", "London-Lewisham")], "2018 onwards", 2018, None, True)
SHARED = ("Shared Values", [("GB", "Bradford")], "2022", 2022, None, None)


def told(reading):
    return [facts(draft) for draft in reading.drafts]


@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\n\n\n", "\r\n\r\n", " \n \t\n", "\n\u200b\n", "\u2028\u2028"])
def test_parts_are_parted_by_any_blank_space(read_listing, between):
    assert told(read_listing(page(HOUSE, between=between))) == [YOUNG, BILBAO, SHARED]


@pytest.mark.parametrize(
    "more",
    [
        "Read More",
        "READ MORE",
        "Read more »",
        "[Read More]",
        "Read More Read More",
        "Read More\nRead More",
        "Lire la suite",
        "Weiterlesen",
        "Leer más",
        "Leggi tutto",
        "Lexo më shumë",
        "Pročitajte više",
        "Читати далі",
        "Περισσότερα",
        "Read more about Women’s House",
    ],
)
def test_the_link_to_the_text_may_be_translated_or_doubled(read_listing, more):
    reading = read_listing(page(Printed(more=more)))
    assert (told(reading), reading.drafts[1].main.cut_off) == ([YOUNG, BILBAO, SHARED], ("purpose",))


def test_without_any_such_link_cards_are_parted_by_their_place_lines(read_listing):
    cards = [Printed(card.title, card.line, card.text, "") for card in (OTHERS[0], HOUSE, OTHERS[1])]
    for between in ("\n\n", "\n"):
        assert told(read_listing(between.join(part for card in cards for part in card.parts()))) == [
            YOUNG,
            BILBAO,
            SHARED,
        ]


@pytest.mark.parametrize(
    ("card", "expected", "code"),
    [
        (Printed(title=""), ("", *BILBAO[1:]), "no-title"),
        (Printed(line="Spain Bilbao"), (*BILBAO[:2], "", None, None, None), "no-period"),
        (Printed(line="Spain Since 2008"), (BILBAO[0], [("ES", "")], *BILBAO[2:]), "no-city"),
        (Printed(line="Bilbao Since 2008"), BILBAO, "country-guessed"),
        (Printed(line="Since 2008"), (BILBAO[0], [], *BILBAO[2:]), "no-place"),
        (Printed(line=""), (BILBAO[0], [], "", None, None, None), "no-place"),
        (Printed(text=""), BILBAO, "no-text"),
        (Printed(more=""), BILBAO, "cut-off"),
    ],
)
def test_each_part_may_be_missing(read_listing, card, expected, code):
    reading = read_listing(page(card))
    assert told(reading) == [YOUNG, expected, SHARED]
    assert code in codes(reading.drafts[1])


@pytest.mark.parametrize(
    "title",
    [
        "Italy - Learn Arabic!",
        "Ballarat – The Harmony Fest",
        "Setúbal - Office for ethnic minorities",
        "#iorispetto: active",
        "Units for Homeless - an inspiring action from Patras, Greece",
        "“Faces of Lublin” – pictures of 2016",
        "Roma Strategy for the Bradford District (2021-2025)",
        "What does it mean to be competent?",
        "Surf.Art",
        "XEIX",
        "”Engage in Copenhagen” – with closing marks at both ends",
        "Girl´s Café",
        "'Whole family' approach",
        "100 Voices",
        "The City of Montreal has unveiled two funding programmes for 2021-2024 totalling C$5.3M to fight racism.",
        "Employment and skills - Adult Learning Programme, BUILD programme, Leeds Anchors Network",
        "Don’t Feed the Rumour #2",
    ],
)
def test_titles_stay_as_they_are_printed(read_listing, title):
    assert told(read_listing(page(Printed(title=title)))) == [YOUNG, (title, *BILBAO[1:]), SHARED]


def test_wrapped_lines_are_put_together(read_listing):
    title = "Participation and interaction through renovation of public spaces: the example of a factory"
    line = "Portugal Amadora Lisbon Loures Santa Maria da Feira Setúbal Cascais Portimão Braga Oeiras 2019-2021"
    text = "Purpose: " + "Nine cities make an application for people who have just come. " * 3 + "It is for..."
    wrapped = Printed(*(textwrap.fill(part, 60) for part in (title, line, text)))
    for between in ("\n\n", "\n"):
        draft = read_listing(page(wrapped, between=between)).drafts[1]
        assert (draft.main.title, len(draft.places), draft.period.text) == (title, 9, "2019-2021")
        assert draft.main.sections == {"purpose": text.removeprefix("Purpose: ")}


@pytest.mark.parametrize(
    "run_on",
    [
        "Women’s House\nSpain Bilbao Since 2008 Purpose: A space to meet, debate and reflect. It wants...\nRead More",
        "Women’s House Spain Bilbao Since 2008\nPurpose: A space to meet, debate and reflect. It wants...\nRead More",
        "Women’s House Spain Bilbao Since 2008 Purpose: A space to meet, debate and reflect. It wants... Read More",
        "Women’s House\nSpain Bilbao Since 2008\nPurpose: A space to meet, debate and reflect. It wants... Read More",
        "Women’s House\nSpain Bilbao Since 2008 A space for women to meet, debate and reflect as they do...\nRead More",
    ],
)
def test_lines_that_run_on_are_taken_apart(read_listing, run_on):
    text = HEAD + "\n".join(OTHERS[0].parts()) + f"\n{run_on}\n" + "\n".join(OTHERS[1].parts()) + TAIL
    assert told(read_listing(text)) == [YOUNG, BILBAO, SHARED]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "lines",
    [
        ("Spain Bilbao", "Since 2008"),
        ("Since 2008", "Spain Bilbao"),
        ("Spain", "Bilbao", "Since 2008"),
        ("Bilbao", "Spain", "Since 2008"),
        ("Bilbao, Spain", "Since 2008"),
        ("Spain Bilbao Since 2008", "Bilbao, Spain"),
    ],
)
def test_place_and_period_may_stand_on_lines_of_their_own(read_listing, lines, between):
    assert told(read_listing(page(Printed(line=between.join(lines)), between=between))) == [YOUNG, BILBAO, SHARED]


def test_a_page_that_lost_all_its_line_breaks_is_taken_apart(read_listing):
    text = " ".join(part for card in (OTHERS[0], HOUSE, OTHERS[1]) for part in card.parts())
    assert told(read_listing(text)) == [YOUNG, BILBAO, SHARED]


@pytest.mark.parametrize("point", ["- ", "• ", "* ", "– "])
def test_the_point_of_a_list_is_no_part_of_a_title(read_listing, point):
    assert told(read_listing(page(Printed(title=f"{point}Women’s House")))) == [YOUNG, BILBAO, SHARED]


def test_a_text_that_looks_like_a_place_line_does_not_part_a_card(read_listing):
    text = "Purpose: The partners visit each other, among them:\nItaly Ravenna 2018\nFrance Lyon 2019\nThey publish..."
    reading = read_listing(page(Printed(text=text)))
    assert told(reading) == [YOUNG, BILBAO, SHARED]
    assert reading.drafts[1].main.sections["purpose"].endswith("Italy Ravenna 2018 France Lyon 2019 They publish...")


def test_two_place_lines_are_both_kept(read_listing):
    draft = read_listing(page(Printed(line="Spain Bilbao 2016\nItaly Turin 2018"))).drafts[1]
    assert [place.name for place in draft.places] == ["Bilbao"]
    assert "Italy Turin 2018" in draft.main.note + " ".join(draft.main.sections.values())


def test_a_place_line_above_the_title_is_read(read_listing):
    reading = read_listing(
        "Education\n\n8-11 September 2016 Lisbon, Portugal\n\nTodos – Walk of Cultures\n\n"
        "A festival in the streets.\n\n"
        "Geneva, Switzerland\n\n'Whole family' approach\n\nThe city helps families. It does so early.\n\n"
        "Ballarat, Australia\n\nBallarat – The Harmony Fest\n\nA festival in town.\n"
    )
    assert told(reading) == [
        ("Todos – Walk of Cultures", [("PT", "Lisbon")], "8-11 September 2016", 2016, 2016, False),
        ("'Whole family' approach", [("CH", "Geneva")], "", None, None, None),
        ("Ballarat – The Harmony Fest", [("AU", "Ballarat")], "", None, None, None),
    ]


def test_places_above_titles_without_texts_are_read_in_pairs(read_listing):
    titles = ["Rainbow school in Tilburg", "Language trainings", "Breaking down the divides in society"]
    where = ["Tilburg, Netherlands", "Bergen, Norway", "Subotica, Serbia"]
    pairs = "\n\n".join(f"{place}\n{title}" for place, title in zip(where, titles, strict=True))
    drafts = read_listing(pairs).drafts
    assert [(draft.main.title, draft.places[0].name) for draft in drafts] == [
        (titles[0], "Tilburg"),
        (titles[1], "Bergen"),
        (titles[2], "Subotica"),
    ]


def test_place_and_title_on_one_line_are_read(read_listing):
    reading = read_listing(
        "Bergen, Norway - Language trainings\nBerlin-Neukölln , Germany - A school for all\n"
        "Barcelona, Spain - Respect\n"
    )
    assert [(draft.main.title, draft.places[0].name) for draft in reading.drafts] == [
        ("Language trainings", "Bergen"),
        ("A school for all", "Berlin-Neukölln"),
        ("Respect", "Barcelona"),
    ]


def test_a_period_above_the_title_is_read(read_listing):
    reading = read_listing(
        "Refugees\n\n6 months (July-December 2017) + 8 months’ employment\nProject Sample\n"
        "Training and work follow.\n\n"
        "Every month since the beginning of 2016\nRefugee Forum\nThe forum brings people together.\n\n"
        "11 months from February to December 2017\nDialogue creates Neighbourhood\nNeighbours meet each other.\n"
    )
    assert [(title, start, end, ongoing) for title, _, _, start, end, ongoing in told(reading)] == [
        ("Project Sample", 2017, None, None),
        ("Refugee Forum", 2016, None, True),
        ("Dialogue creates Neighbourhood", 2017, 2017, False),
    ]


def test_the_heading_of_a_group_says_where_its_cards_are(read_listing):
    reading = read_listing(
        "Amadora\n\nDon’t Feed the Rumour\nFrom September 2014 to May 2015 (still ongoing as part of the strategy)\n"
        "A campaign against rumours...\n\nDon’t Feed the Rumour #2\n2016\nThe second campaign...\n"
    )
    assert told(reading) == [
        (
            "Don’t Feed the Rumour",
            [("PT", "Amadora")],
            "From September 2014 to May 2015 (still ongoing as part of the strategy)",
            2014,
            2015,
            True,
        ),
        ("Don’t Feed the Rumour #2", [("PT", "Amadora")], "2016", 2016, None, None),
    ]
    assert [code for code in codes(reading.drafts[1]) if code != "cut-off"] == ["place-from-heading", "country-guessed"]


def test_a_page_of_one_practice_is_read(read_listing):
    reading = read_listing(
        "Retour\n\nFargespil (Kaleidoscope)\n\n2016\n\nDiminuer la taille du texte\nAugmenter la taille du texte\n"
        "Imprimer la page\nCréer un PDF\n\nPurpose:\nTo show what happens when children meet on a stage.\n\n"
        "Stimulus/Rationale\nChildren know the music of many countries.\n\nKey reference documents\nhttps://example.org/1\n"
    )
    assert told(reading) == [("Fargespil (Kaleidoscope)", [], "2016", 2016, None, None)]
    assert reading.drafts[0].main.sections == {
        "purpose": "To show what happens when children meet on a stage.",
        "rationale": "Children know the music of many countries.",
        "reference_documents": "https://example.org/1",
    }
    assert len(reading.furniture) == 5


def test_a_country_that_is_cut_off_takes_its_city_from_the_title(read_listing):
    title = "Actions de la municipalité de Reykjavik pour accroître la participation aux élections"
    draft = read_listing(page(HOUSE, tail=f"\n\n{title}\n\nIsl")).drafts[3]
    assert (draft.main.title, [(place.country, place.name) for place in draft.places]) == (title, [("IS", "Reykjavik")])
    assert {"cut-place", "place-from-title"} <= set(codes(draft))


def test_an_author_stands_in_a_note(read_listing):
    draft = read_listing(page(Printed(line="by A. Sample, urban designer, Tel Aviv - Jaffa"))).drafts[1]
    assert ([place.name for place in draft.places], draft.main.note) == (
        ["Tel Aviv-Jaffa"],
        "“by A. Sample, urban designer, Tel Aviv - Jaffa”",
    )
    assert "by-line" in codes(draft)


def test_words_of_the_line_that_say_nothing_are_kept_in_a_note(read_listing):
    draft = read_listing(page(Printed(line="Ireland Dublin (Fyngal) 2021"))).drafts[1]
    assert (draft.places[0].name, draft.main.note) == ("Dublin", "“Ireland Dublin (Fyngal) 2021”")
    assert "unread" in codes(draft)


@pytest.mark.parametrize(
    "furniture",
    [
        "Back",
        "Retour",
        "Voltar",
        "Atrás",
        "Indietro",
        "Zurück",
        "Geri",
        "Επιστροφή",
        "Atzealdea",
        "Topic",
        "Year",
        "0 International outlook",
        "12 Language",
        "Language (12)",
        "138 - 138 of 363 results",
        "Villes Botkyrka",
        "1 2 3 … 37 Next",
        "Diminuer la taille du texte",
        "Template for collection of Good practices >>",
        "© Council of Europe",
        "* * *",
        "Modèle pour la collecte de Bonnes pratiques",
        "Home > Intercultural cities > Good practices",
    ],
)
def test_furniture_is_no_card_and_no_part_of_one(read_listing, furniture):
    reading = read_listing(f"{furniture}\n\n{page(HOUSE)}\n\n{furniture}\n")
    assert told(reading) == [YOUNG, BILBAO, SHARED]
    usual = [line.text for line in read_listing(page(HOUSE)).furniture]
    assert [line.text for line in reading.furniture] == [furniture, *usual, furniture]
    assert [warning.code for warning in reading.warnings] == ["page-head"]


def test_lines_that_belong_to_no_card_are_told(read_listing):
    reading = read_listing(page(HOUSE) + "\nSome words about the web site\n")
    assert [(warning.code, warning.text) for warning in reading.warnings[1:]] == [
        ("unread-line", "This line belongs to no record: Some words about the web site")
    ]


def test_a_page_without_cards_tells_all_of_its_lines(read_listing):
    reading = read_listing("Some words.\n\nAnd some more of them.\n")
    assert (reading.drafts, [warning.code for warning in reading.warnings]) == ((), ["unread-line", "unread-line"])


def test_markup_and_control_signs_are_taken_out_and_told(read_listing):
    draft = read_listing(page(Printed(title="<script>alert(1)</script> Women\x07’s <b>House</b>"))).drafts[1]
    assert draft.main.title == "alert(1) Women’s House"
    assert {"markup", "control-characters"} <= set(codes(draft))


@pytest.mark.parametrize(
    ("card", "language", "title_language"),
    [
        (Printed("Conseil des femmes", text="But : Un conseil pour les femmes qui vivent en ville..."), "fr", ""),
        (Printed("Ongi etorri eskolara guztioi", text="Purpose: To welcome the children who are new..."), "en", "eu"),
        (
            Printed("Nga Kete Akoranga", "New Zealand Auckland 2018", "Purpose: To help young people learn..."),
            "en",
            "mi",
        ),
        (
            Printed(
                "Pokretanje debate i omogućavanje razumevanja u Bergenu",
                "Norway Bergen 2021",
                "Svrha: Unapređenje prikupljanja podataka o jednakosti u gradu...",
            ),
            "sr",
            "",
        ),
        (
            Printed(
                "Përmirësimi i mbledhjes së të dhënave",
                "Belgium 2021",
                "Qëllimi: Të dhëna më të mira për barazinë në vend...",
            ),
            "sq",
            "",
        ),
    ],
)
def test_the_language_is_that_of_the_text_and_never_of_the_line(read_listing, card, language, title_language):
    draft = read_listing(page(card)).drafts[1]
    assert (draft.main.language, draft.main.title_language) == (language, title_language)
    assert ("title-language" in codes(draft)) == bool(title_language)


def test_a_language_that_cannot_be_told_is_that_of_the_page(read_listing):
    draft = read_listing(page(Printed("XEIX", text=""))).drafts[1]
    assert (draft.main.language, "language-unsure" in codes(draft)) == ("en", True)


def test_a_heading_sentence_before_the_first_label_is_the_description(read_listing):
    draft = read_listing(
        page(Printed(text="Policing that begins with people. Purpose: To make the quarter safe..."))
    ).drafts[1]
    assert draft.main.sections == {
        "description": "Policing that begins with people.",
        "purpose": "To make the quarter safe...",
    }
    assert (draft.main.summary, draft.main.cut_off) == ("Policing that begins with people.", ("purpose",))

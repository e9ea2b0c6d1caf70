"""Classes of cities, and how alike two cities are. All cities are made up."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.common.library_files import library_path, read_rows, read_table
from convivia.places.likeness import (
    COUNTRY,
    DIVERSITY,
    LARGEST,
    MOST_POINTS,
    NETWORK,
    SIZE,
    TRAITS,
    Bands,
    BandsError,
    Profile,
    Reason,
    Traits,
    likeness,
    points,
    read_bands,
    read_figure,
    traits,
)

BANDS = Bands.of(size=(20_000, 100_000, 200_000), diversity=(5, 15))

profiles = st.builds(
    Profile,
    population=st.none() | st.integers(1, 50_000_000) | st.sampled_from([19_999, 20_000, 199_999, 200_000]),
    foreign_born=st.none() | st.decimals(0, 100, places=2).map(float),
    country=st.sampled_from(["", "NO", "ES"]),
    networks=st.frozensets(st.sampled_from(["programme", "norway", "spain"])),
)


known = st.builds(
    Profile,
    population=st.integers(1, 50_000_000),
    foreign_born=st.floats(0, 100),
    country=st.sampled_from(["NO", "ES"]),
    networks=st.frozensets(st.sampled_from(["programme", "norway"]), min_size=1),
)


def score(mine, other):
    return likeness(mine, other, BANDS).score


@given(profiles, profiles)
def test_likeness_is_mutual_and_within_its_bounds(one, other):
    assert score(one, other) == score(other, one)
    assert 0 <= score(one, other) <= 1


@given(profiles, profiles)
def test_nobody_is_more_alike_than_the_city_itself(one, other):
    assert score(one, one) >= score(one, other)


@given(known)
def test_a_city_that_is_wholly_known_is_wholly_like_itself(one):
    found = likeness(one, one, BANDS)
    assert found.score == 1
    assert [reason.trait for reason in found.reasons] == list(TRAITS)
    assert all(reason.is_same for reason in found.reasons)


@given(profiles, profiles)
def test_the_index_reckons_as_likeness_does(one, other):
    own, coded = traits(one, BANDS), Traits.from_code(traits(other, BANDS).code)
    assert coded == traits(other, BANDS)
    assert points(own, coded) / MOST_POINTS == score(one, other)


@given(known, profiles)
def test_what_is_not_known_neither_makes_alike_nor_rules_out(one, other):
    same, unknown = (
        Profile(population, other.foreign_born, other.country, other.networks) for population in (one.population, None)
    )
    furthest = max((1, 50_000_000), key=lambda population: -score(one, Profile(population)))
    far = Profile(furthest, other.foreign_born, other.country, other.networks)
    assert score(one, same) > score(one, unknown) > score(one, far)


def test_the_same_class_is_above_the_next_one_and_that_above_all_others():
    mine = Profile(population=150_000)
    scores = [score(mine, Profile(population=other)) for other in (120_000, 30_000, None, 5_000)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    assert score(mine, Profile(population=30_000)) == score(mine, Profile(population=5_000_000))


def test_the_reasons_say_what_the_other_city_has():
    mine = Profile(250_000, 14.5, "NO", frozenset({"programme", "norway"}))
    other = Profile(150_000, 14, "NO", frozenset({"spain", "programme"}))
    assert likeness(mine, other, BANDS).reasons == (
        Reason(SIZE, False, 150_000),
        Reason(DIVERSITY, True, 14),
        Reason(COUNTRY, True, names=("NO",)),
        Reason(NETWORK, True, names=("programme",)),
    )
    assert likeness(mine, Profile(3_000, None, "ES"), BANDS).reasons == ()


@given(st.integers(1, 50_000_000))
def test_every_figure_has_one_class(figure):
    found = [one for one in BANDS.classes[SIZE] if one.start <= figure < (one.end or LARGEST[SIZE] + 1)]
    assert found == [BANDS.class_of(SIZE, figure)]


def test_classes_have_names_that_change_with_them():
    assert [one.key for one in BANDS.classes[SIZE]] == ["0-20000", "20000-100000", "100000-200000", "200000-"]
    assert BANDS.class_of(DIVERSITY, 4.99).key == "0-5"
    assert BANDS.class_of(DIVERSITY, 5).key == "5-15"
    assert BANDS.class_of(DIVERSITY, None) is None
    assert Bands.of(size=(20_000,), diversity=(5,)).name != Bands.of(size=(20_000,), diversity=(6,)).name
    assert BANDS.name == Bands.of(size=(20_000, 100_000, 200_000), diversity=(5, 15)).name


def test_the_shipped_classes_hold_the_published_borders_and_say_where_they_are_from():
    rows = list(read_table("places", "bands.tsv"))
    shipped = read_bands(rows)
    assert {(row["trait"], row["from"]) for row in rows if row["origin"] == "published"} == {
        (SIZE, "200000"), (DIVERSITY, "15"),
    }  # fmt: skip
    assert {row["origin"] for row in rows} == {"published", "own"}
    assert all(row["source"] and row["source_url"] for row in rows if row["origin"] == "published")
    assert all(first.end == second.start for classes in shipped.classes.values() for first, second in pairwise(classes))


def written(*lines):
    return [dict(zip(("trait", "from"), line.split(), strict=False)) for line in lines]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("size 10", "colour 3"), "“colour” is neither"),
        (("size ten",), "“ten” is not a number"),
        (("size nan", "diversity 5"), "is not between"),
        (("size inf", "diversity 5"), "is not between"),
        (("size 0", "diversity 5"), "is not between"),
        (("size 10", "diversity 101"), "is not between"),
        (("size 10", "size 10", "diversity 5"), "above the one before"),
        (("size 10",), "diversity: no class"),
        ((), "size: no class"),
        (("size",), "“” is not a number"),
    ],
)
def test_classes_that_are_not_in_order_are_refused(lines, words):
    with pytest.raises(BandsError, match=words):
        read_bands(written(*lines))


def test_rows_can_be_read_from_any_file(tmp_path):
    file = tmp_path / "own.tsv"
    file.write_text("# a remark\ntrait\tfrom\nsize\t5\n\ndiversity\t7\n", encoding="utf-8")
    assert read_bands(read_rows(file)).name == "0-5 5- 0-7 7-"
    assert list(read_rows(library_path("places", "bands.tsv"))) == list(read_table("places", "bands.tsv"))
    (tmp_path / "empty.tsv").touch()
    assert list(read_rows(tmp_path / "empty.tsv")) == []


@pytest.mark.parametrize(
    ("trait", "text", "figure"),
    [
        (SIZE, "285000", 285_000), (SIZE, " 285,000 ", 285_000), (SIZE, "285 000", 285_000), (SIZE, "285.000", 285_000),
        (SIZE, "285\u202f000", 285_000), (SIZE, "1’250’000", 1_250_000), (SIZE, "50000000", 50_000_000), (SIZE, "1", 1),
        (SIZE, "0", None), (SIZE, "50000001", None), (SIZE, "-3", None), (SIZE, "1e5", None), (SIZE, "28,50", None),
        (SIZE, "1,250.000", None), (SIZE, "٣٠٠", None), (SIZE, "", None), (SIZE, "9" * 4000, None),
        (DIVERSITY, "14", 14), (DIVERSITY, "14.5", 14.5), (DIVERSITY, "14,25 %", 14.25), (DIVERSITY, "0", 0),
        (DIVERSITY, "100", 100), (DIVERSITY, "100.01", None), (DIVERSITY, "1.234", None), (DIVERSITY, "nan", None),
        (DIVERSITY, "-1", None), (DIVERSITY, "14 per cent", None), (DIVERSITY, "", None),
    ],
)  # fmt: skip
def test_figures_as_people_write_them(trait, text, figure):
    assert read_figure(trait, text) == figure


@given(st.text(max_size=30))
def test_any_text_is_read(text):
    for trait in (SIZE, DIVERSITY):
        figure = read_figure(trait, text)
        assert figure is None or 0 <= figure <= LARGEST[trait]

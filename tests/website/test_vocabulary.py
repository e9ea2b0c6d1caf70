"""Policy areas."""

import pytest

from convivia.vocabularies.models import Concept


def test_all_areas_with_what_they_mean_and_how_many_practices(library, read):
    page = read("/en/areas/")
    assert page.text("h1") == "Policy areas"
    assert len(page.all(".rows.wide > li")) == 12
    assert len(page.all(".rows .rows > li")) == 6
    assert "Mediation and conflict resolution 1 practice" in page.texts(".rows h2")
    assert "International outlook 0 practices" in page.texts(".rows h2")
    assert page.texts(".rows h2")[1] == "The city through an intercultural lens"
    assert all(page.texts(".rows p"))


def test_an_area_says_what_it_means_and_shows_its_practices(library, read):
    page = read("/en/areas/mediation/")
    definition = Concept.objects.get(key="mediation").definitions
    assert page.text("h1") == "Mediation and conflict resolution"
    assert page.text(".lead") == definition["en"]
    assert read("/fr/areas/mediation/").text(".lead") == definition["fr"]
    assert page.texts(".card .title") == ["A kitchen for neighbours"]
    assert page.links(".all a") == ["/en/?area=mediation"]


def test_an_area_has_names_in_other_languages(library, read):
    page = read("/en/areas/mediation/")
    found = dict(zip(page.texts(".aside dt"), page.all(".aside dd span"), strict=True))
    assert found["French"].text() == "Médiation"
    assert found["French"].attributes["lang"] == "fr"
    assert "English" not in found


def test_an_area_of_a_group_names_it_and_a_group_its_areas(library, read):
    page = read("/en/areas/public-space/")
    assert page.text(".page-head .where") == "The city through an intercultural lens"
    group = read("/en/areas/intercultural-lens/")
    assert len(group.all(".page-head .areas li")) == 6
    assert group.texts(".card .title") == ["A kitchen for neighbours"]


def test_the_other_areas_are_sixteen(library, read):
    assert len(read("/en/areas/mediation/").all(".aside section:last-child li")) == 16


@pytest.mark.parametrize("key", ["nothing", "real-equality"])
def test_what_is_no_area(library, read, key):
    assert read(f"/en/areas/{key}/").status == 404


def test_before_any_vocabulary_is_loaded(nothing_loaded, settings, tmp_path, read):
    settings.SEARCH_INDEX = tmp_path / "index"
    assert read("/en/areas/").status == 200
    assert read("/en/areas/mediation/").status == 404

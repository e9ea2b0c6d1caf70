"""The components and the small things that they draw."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils.translation import override

import convivia
from convivia.common.templatetags.components import ICONS, facet_values, icon, in_language

PACKAGE = Path(convivia.__file__).parent
TEMPLATES = sorted(
    path.relative_to(folder).as_posix() for folder in PACKAGE.glob("*/templates") for path in folder.rglob("*.*")
)


# What these need, allauth documents; here is only how they look.
ALLAUTH = ("account/", "allauth/", "mfa/", "socialaccount/", "usersessions/")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_read_and_says_what_it_needs(name):
    source = Path(get_template(name).origin.name).read_text()
    assert "{% comment %}" in source or "{% extends" in source or name.startswith(ALLAUTH)


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icons_are_decorations(name):
    drawn = icon(name)
    assert 'aria-hidden="true"' in drawn
    assert ("icon-turns" in drawn) == (name in {"next", "previous", "out"})


def test_an_unknown_icon_is_a_mistake():
    with pytest.raises(KeyError):
        icon("nothing")


@pytest.mark.parametrize(
    ("page", "fragment", "attributes"),
    [
        ("en", "en", ""), ("en", "", ""), ("en", "fr", ' lang="fr"'), ("en", "ar", ' lang="ar" dir="rtl"'),
        ("ar", "en", ' lang="en" dir="ltr"'), ("en", 'x"><b', ' lang="x&quot;&gt;&lt;b"'),
    ],
)  # fmt: skip
def test_a_fragment_says_its_language_where_it_is_not_the_pages(page, fragment, attributes):
    with override(page):
        assert in_language(fragment) == attributes


@pytest.mark.parametrize("kind", ["note", "warn"])
def test_a_notice(kind):
    html = render_to_string("components/notice.html", {"kind": kind, "text": "<b>", "url": "/x/", "label": "Go"})
    assert f'class="notice notice-{kind}"' in html
    assert "&lt;b&gt;" in html
    assert '<a href="/x/">Go</a>' in html


def test_a_pager_of_one_page_only_counts():
    shown = {"first": 1, "last": 3, "total": 3, "pages": [{"number": 1, "is_current": True}]}
    html = render_to_string("components/pager.html", {"pager": shown})
    assert "1–3 of 3" in html
    assert "<ol" not in html


def test_facts_name_their_source():
    fact = {"label": "People", "value": "12", "note": "2020 · Office", "note_url": "https://example.org/"}
    html = render_to_string("components/facts.html", {"facts": [fact]})
    assert '<span class="from"><a href="https://example.org/">2020 · Office</a></span>' in html


def test_the_first_cell_of_a_row_names_it():
    rows = [[{"value": "Oslo", "url": "/o/"}, {"value": "2", "label": "Practices", "is_number": True}]]
    heads = [{"label": "City"}, {"label": "Practices", "is_number": True}]
    html = render_to_string("components/table.html", {"caption": "Sample", "heads": heads, "rows": rows})
    assert '<th scope="row"><a href="/o/">Oslo</a></th>' in html
    assert '<td class="number" data-label="Practices">2</td>' in html


def test_numbers_and_periods_in_templates():
    text = "{% load convivia %}{{ 20000|number }} {{ 'fr'|language }}"
    assert Template(text).render(Context()) == "20,000 French"


def value(**other):
    return SimpleNamespace(
        **{"value": "x", "label": "Word", "count": 3, "selected": False, "url": "/?a=1&b=2", "hue": ""} | other
    )


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (
            value(),
            '<a class="value" id="area-x" href="/?a=1&amp;b=2" rel="nofollow"><span class="label">Word</span> '
            '<span class="count">3</span></a>',
        ),
        (
            value(count=0, hue="h1"),
            '<span class="value h1"><span class="shape"></span><span class="label">Word</span> '
            '<span class="count">0</span></span>',
        ),
        (
            value(label="<b>", value='"', url='/"', hue='"'),
            '<a class="value &quot;" id="area-&quot;" href="/&quot;" rel="nofollow"><span class="shape"></span>'
            '<span class="label">&lt;b&gt;</span> <span class="count">3</span></a>',
        ),
    ],
)
def test_a_value_of_a_filter(drawn, expected):
    assert facet_values([drawn], "area") == f"<li>{expected}</li>"


def test_a_selected_value_says_so_also_where_nothing_has_it():
    with override("fr"):
        html = facet_values([value(count=0, selected=True)], "area")
    assert 'aria-current="true"' in html
    assert (
        '<span class="unseen">(choisi\u202f; suivre le lien pour retirer)</span> <span class="count">0</span></a>'
        in html
    )

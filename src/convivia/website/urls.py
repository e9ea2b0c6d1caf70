"""Addresses of the public pages; each is under the prefix of its language."""

from django.urls import path

from convivia.website import (
    compare,
    feeds,
    library,
    like,
    map_page,
    pages,
    places,
    practice,
    sheets,
    suggestions,
    timeline,
    vocabulary,
)

app_name = "website"
urlpatterns = [
    path("", library.library, name="library"),
    path("compare/", compare.compare, name="compare"),
    path("compare/brief.<slug:form>", compare.compare_brief, name="compare_brief"),
    path("map/", map_page.map_page, name="map"),
    path("timeline/", timeline.timeline_page, name="timeline"),
    path("practices/<slug:public_id>/", practice.practice_short, name="practice_short"),
    path("practices/<slug:public_id>/<slug:slug>/", practice.practice, name="practice"),
    path("cities/", places.cities, name="cities"),
    path("cities/like/", like.like, name="like"),
    path("cities/<slug:key>/", places.city, name="city"),
    path("countries/", places.countries, name="countries"),
    path("countries/<slug:code>/", places.country, name="country"),
    path("areas/", vocabulary.areas, name="areas"),
    path("areas/<slug:key>/", vocabulary.area, name="area"),
    path("networks/", places.networks, name="networks"),
    path("networks/<slug:key>/", places.network, name="network"),
    path("template/", pages.template, name="template"),
    path("model/", pages.model, name="model"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("practices.<slug:form>", sheets.sheet, name="sheet"),
    path("feed.<slug:form>", feeds.feed, name="feed"),
    path("<slug:room>/<slug:key>/feed.<slug:form>", feeds.feed_of_room, name="feed_of_room"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("gallery/", pages.gallery, name="gallery"),
]

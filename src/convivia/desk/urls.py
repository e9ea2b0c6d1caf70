"""Addresses of the desk; each is under the prefix of its language."""

from django.urls import URLPattern, URLResolver, path

from convivia.desk import doubles

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/merges/<int:pk>/", doubles.merged, name="merge"),
    path("doubles/merges/<int:pk>/undo/", doubles.undo_merge, name="undo_merge"),
    path("doubles/apart/<int:pk>/", doubles.ask_apart_again, name="ask_apart_again"),
    path("doubles/<slug:first>/<slug:second>/", doubles.double, name="double"),
]

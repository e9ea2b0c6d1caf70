"""Addresses of the desk; each is under the prefix of its language."""

from django.urls import URLPattern, URLResolver, include, path

from convivia.desk import (
    advice,
    begin,
    comparing,
    documents,
    doubles,
    history,
    home,
    imports,
    planning,
    practice,
    preview,
    quality,
    rounds,
    urls_people,
    writing,
)
from convivia.desk.review_urls import review_patterns

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_people.urlpatterns,
    path("import/", imports.imports, name="imports"),
    path("import/<int:pk>/", imports.import_run, name="import"),
    path("import/<int:pk>/columns/", imports.map_columns, name="import_columns"),
    path("import/<int:pk>/step/", imports.import_step, name="import_step"),
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/merges/<int:pk>/", doubles.merged, name="merge"),
    path("doubles/merges/<int:pk>/undo/", doubles.undo_merge, name="undo_merge"),
    path("doubles/apart/<int:pk>/", doubles.ask_apart_again, name="ask_apart_again"),
    path("doubles/<slug:first>/<slug:second>/", doubles.double, name="double"),
    path("practices/<slug:public_id>/history/", history.history, name="history"),
    path("practices/<slug:public_id>/revisions/<int:number>/", history.revision, name="revision"),
    path("practices/<slug:public_id>/revisions/<int:number>/restore/", history.restore_revision, name="restore"),
    path("practices/<slug:public_id>/compare/", comparing.compare_states, name="compare"),
    path("practices/<slug:public_id>/compare/base/", comparing.take_as_base, name="take_base"),
    path("practices/<slug:public_id>/plan/", planning.plan, name="plan"),
    path("practices/<slug:public_id>/advice/", advice.advice, name="advice"),
    path("documents/", documents.new_document, name="documents"),
    path("documents/<slug:token>/", documents.upload, name="upload"),
    path("documents/<slug:token>/pictures/<int:number>/", documents.upload_picture, name="upload_picture"),
    path("practices/<slug:public_id>/document/", documents.practice_document, name="practice_document"),
    path("practices/<slug:public_id>/document.<slug:form>", documents.practice_file, name="practice_file"),
    path("", home.home, name="home"),
    path("new/", begin.new, name="new"),
    path("practices/<slug:public_id>/", practice.practice, name="practice"),
    path("practices/<slug:public_id>/write/", writing.write, name="write"),
    path("practices/<slug:public_id>/preview/", preview.preview, name="preview"),
    path("practices/<slug:public_id>/steps/", practice.steps, name="steps"),
    path("quality/", quality.quality, name="quality"),
    path("quality/<slug:key>/", quality.defect, name="defect"),
    path("quality/<slug:key>.csv", quality.defect_csv, name="defect_csv"),
    path("practices/<slug:public_id>/reviews/", rounds.practice_reviews, name="practice_reviews"),
    path("reviews/", include(review_patterns)),
]

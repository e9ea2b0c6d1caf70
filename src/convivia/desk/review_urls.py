"""Addresses of the review desk, under `reviews/`."""

from django.urls import URLPattern, path

from convivia.desk import commenting, judging, review_desk, rounds

review_patterns: list[URLPattern] = [
    path("", review_desk.reviews, name="reviews"),
    path("criteria/", review_desk.criteria, name="criteria"),
    path("practices/<slug:public_id>/", rounds.assign, name="assign"),
    path("practices/<slug:public_id>/openness/", rounds.openness, name="review_openness"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("rounds/<int:pk>/ask/", rounds.ask_reader, name="round_ask"),
    path("rounds/<int:pk>/readers/<int:position>/release/", rounds.let_go, name="round_release"),
    path("rounds/<int:pk>/readers/<int:position>/due/", rounds.give_time, name="round_due"),
    path("rounds/<int:pk>/decide/", rounds.decide_round, name="round_decide"),
    path("rounds/<int:pk>/comments/", commenting.make, name="comment"),
    path("comments/<int:pk>/take-back/", commenting.undo, name="comment_undo"),
    path("comments/<int:pk>/settle/", commenting.settle, name="comment_settle"),
    path("<int:pk>/", judging.review, name="review"),
    path("<int:pk>/begin/", judging.begin, name="review_begin"),
    path("<int:pk>/decline/", judging.refuse, name="review_decline"),
    path("<int:pk>/save/", judging.save, name="review_save"),
    path("<int:pk>/give/", judging.give, name="review_give"),
]

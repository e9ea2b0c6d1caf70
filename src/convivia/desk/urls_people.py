"""Addresses of the room of people, of one's own page, and of invitations."""

from django.urls import URLPattern, path

from convivia.desk import invitation, own_account, people, sessions

urlpatterns: list[URLPattern] = [
    path("people/", people.people, name="people"),
    path("people/roles/", people.roles, name="roles"),
    path("people/invite/", people.invite_colleague, name="invite"),
    path("people/invitations/<int:pk>/again/", people.send_invitation_again, name="send_invitation_again"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/roles/<int:held_pk>/end/", people.end, name="end_role"),
    path("people/<int:pk>/hand-over/", people.hand_over_to, name="hand_over"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("me/", own_account.me, name="me"),
    path("me/data.json", own_account.own_data, name="own_data"),
    path("me/sessions/<int:pk>/end/", sessions.end_session, name="end_session"),
    path("me/close/", own_account.close, name="close_account"),
]

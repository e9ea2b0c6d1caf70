"""What the role of administrator opens: Django's admin pages, whole. Asked by Django as one of its backends."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser, User

from convivia.people.roles import Permission
from convivia.people.rules import may


class AdministratorBackend(BaseBackend):
    """Says yes to every permission of the admin pages for who may administer; it signs nobody in."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Any = None) -> bool:
        """Return whether `user_obj` is an administrator of the library."""
        return may(user_obj, Permission.ADMINISTER)

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        """Return whether `user_obj` is an administrator of the library."""
        return may(user_obj, Permission.ADMINISTER)

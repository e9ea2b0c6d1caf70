"""Who holds which role, who is asked to take one, and how a person wishes to be written to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from convivia.people.roles import ROLES, ScopeKind

_KINDS = (ScopeKind.LIBRARY, ScopeKind.CITY, ScopeKind.NETWORK)
_ROLE_CHOICES = [(key, key) for key in ROLES]


def _scope_fits(prefix: str = "") -> Q:
    """Return that a role is held for a city, or a network, or (neither) the library, as that role can be."""
    fits = Q()
    for role in ROLES.values():
        # In one order, whatever the set's is: the constraint is the same in every process, and no migration is missing.
        for kind in (kind for kind in _KINDS if kind in role.held_for):
            fits |= Q(
                role=role.key,
                city__isnull=kind != "city",
                network__isnull=kind != "network",
            )
    return fits


class Profile(models.Model):
    """What an account says beside its address: a name for colleagues, and the language of mails and of the desk."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    name = models.CharField(max_length=120, blank=True, help_text="as colleagues see it; never shown in public")
    language = models.CharField(
        max_length=12, blank=True, help_text="of mails and of the desk; empty: as the browser asks"
    )

    def __str__(self) -> str:
        return self.name or str(self.user_id)


class HeldRole(models.Model):
    """That a person holds a role for a city, a network or the library; ended, it stays as a record."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="held_roles")
    role = models.CharField(max_length=24, choices=_ROLE_CHOICES)
    city = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="held_roles")
    network = models.ForeignKey("places.Network", models.PROTECT, null=True, blank=True, related_name="held_roles")
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user_id", "role", "id"]
        constraints = [
            models.CheckConstraint(condition=_scope_fits(), name="held_role_fits_what_it_is_held_for"),
            models.CheckConstraint(condition=~Q(given_by=""), name="held_role_names_who_gave_it"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="held_role_end_names_who_ended_it",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "city"],
                condition=Q(ended_at__isnull=True, city__isnull=False),
                name="held_role_once_for_a_city",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "network"],
                condition=Q(ended_at__isnull=True, network__isnull=False),
                name="held_role_once_for_a_network",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_at__isnull=True, city__isnull=True, network__isnull=True),
                name="held_role_once_for_the_library",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class Invitation(models.Model):
    """That somebody is asked by mail to take a role. The link's token is kept as a digest alone."""

    email = models.EmailField()
    role = models.CharField(max_length=24, choices=_ROLE_CHOICES)
    city = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="invitations")
    network = models.ForeignKey("places.Network", models.PROTECT, null=True, blank=True, related_name="invitations")
    language = models.CharField(max_length=12, help_text="of the mail")
    message = models.TextField(blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(default=timezone.now, help_text="the last mail")
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="invitations_accepted"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=_scope_fits(), name="invitation_fits_what_the_role_is_held_for"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_is_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer: neither accepted nor withdrawn, and not too old."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()


class PeopleEvent(models.Model):
    """What was done with roles and invitations, by whom, when. Without foreign keys: it outlives the account."""

    class Kind(models.TextChoices):
        INVITED = "invited", "invited"
        ACCEPTED = "accepted", "accepted an invitation"
        INVITATION_WITHDRAWN = "invitation-withdrawn", "invitation withdrawn"
        GIVEN = "role-given", "role given"
        ENDED = "role-ended", "role ended"
        HANDED_OVER = "handed-over", "handed over"
        CLOSED = "closed", "account closed"

    kind = models.CharField(max_length=24, choices=Kind)
    person = models.CharField(max_length=254, help_text="address or account name")
    role = models.CharField(max_length=24)
    held_for = models.CharField(max_length=120, help_text='"library", "city:bergen", "network:unity"')
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(by=""), name="people_event_names_its_actor")]

    def __str__(self) -> str:
        return f"{self.person} {self.kind} by {self.by}"

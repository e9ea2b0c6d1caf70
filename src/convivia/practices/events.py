"""The log of what was done to practices and collections."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """What was done to a practice or a collection, by whom, when. Without foreign keys: it outlives both."""

    class Kind(models.TextChoices):
        CREATED = "created", "created"
        UPDATED = "updated", "updated"
        REPAIRED = "repaired", "repaired by hand"
        DELETED = "deleted", "deleted"
        BEGUN = "begun", "begun at the desk"
        SAVED = "saved", "working copy saved"
        TAKEN_OVER = "taken-over", "taken over from another editor"
        RESTORED = "restored", "an older revision restored"
        SCHEDULED = "scheduled", "to be published at a set time"
        SUBMIT = "submit", "handed in"
        RECALL = "recall", "taken back by the author"
        BEGIN_REVIEW = "begin-review", "review begun"
        ASK_CHANGES = "ask-changes", "changes asked"
        ACCEPT = "accept", "accepted"
        REOPEN = "reopen", "review opened again"
        PUBLISH = "publish", "published"
        REVISE = "revise", "change begun"
        DISCARD = "discard", "change discarded"
        WITHDRAW = "withdraw", "withdrawn"
        ARCHIVE = "archive", "archived"
        SHOW_AGAIN = "show-again", "shown again"
        MERGED = "merged", "made one with another record"
        UNMERGED = "unmerged", "parted from another record again"

    kind = models.CharField(max_length=16, choices=Kind)
    practice = models.CharField(max_length=12, db_index=True, blank=True, help_text="public id")
    collection = models.SlugField(max_length=60, blank=True, help_text="key")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    changes = models.JSONField(default=dict, blank=True, help_text="field → [before, after]")
    reason = models.TextField(blank=True, help_text="in the words of the actor")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=""), name="event_names_its_actor"),
            models.CheckConstraint(condition=~Q(practice="") ^ ~Q(collection=""), name="event_tells_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.practice or self.collection} {self.kind} by {self.by}"

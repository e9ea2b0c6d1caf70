"""What is known of the outside addresses that public practices name."""

from django.db import models
from django.db.models import F, Q


class Link(models.Model):
    """An outside address, when it was asked last, and since when it has failed without a break.

    `address` is as it is asked (ASCII, no fragment); `practices` are those that named it when it was last gathered.
    """

    address = models.CharField(max_length=2000)
    digest = models.CharField(max_length=64, unique=True, help_text="of the address; long ones cannot be indexed")
    practices: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "practices.Practice", related_name="links"
    )
    asked_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    said = models.CharField(max_length=20, blank=True, help_text="a status, or a word such as timeout")
    failed_from = models.DateField(null=True, blank=True, help_text="the first day of failures without a break")
    failed_to = models.DateField(null=True, blank=True, help_text="the last one")
    is_dead = models.BooleanField(default=False, help_text="it failed on different days")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", "answers", "gone", "silent", "not-asked"]), name="link_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(failed_from__isnull=True, failed_to__isnull=True) | Q(failed_from__lte=F("failed_to")),
                name="link_failures_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_dead=False) | Q(failed_from__lt=F("failed_to")), name="link_dies_on_another_day"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(is_dead=True), name="link_dead_idx")]

    def __str__(self) -> str:
        return self.address

"""What is known of records that may be, are, or are not one practice."""

from django.db import models
from django.db.models import F, Q


class Merge(models.Model):
    """That a record was made one with another. Both stay as revisions as they were before, so that it can be undone.

    `to_kept` and `to_gone` are the external ids that changed sides; `collections` the keys of those in which the gone
    record stood, with its position, and whether the kept one was put there instead.
    """

    kept = models.ForeignKey("practices.Practice", models.CASCADE, related_name="merges")
    gone = models.ForeignKey("practices.Practice", models.CASCADE, related_name="merges_away")
    kept_before = models.ForeignKey("practices.Revision", models.CASCADE, related_name="+")
    gone_before = models.ForeignKey("practices.Revision", models.CASCADE, related_name="+")
    kept_after = models.ForeignKey("practices.Revision", models.CASCADE, related_name="+")
    to_kept = models.JSONField(default=list)
    to_gone = models.JSONField(default=list)
    collections = models.JSONField(default=list)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=""), name="merge_names_its_actor"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_is_of_two"),
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="merge_goes_one_way"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by="") | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="merge_undoing_names_its_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class DistinctPair(models.Model):
    """That somebody looked at two records and said that they are two practices; they are not named as doubles again."""

    first = models.ForeignKey("practices.Practice", models.CASCADE, related_name="+")
    second = models.ForeignKey("practices.Practice", models.CASCADE, related_name="+")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_pair_is_in_order"),
            models.CheckConstraint(condition=~Q(by=""), name="distinct_pair_names_who_said_so"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class LikelyPair(models.Model):
    """Two public records that may be one practice, as they were last compared; made anew when one of them changes.

    `signs` are what is alike, as `search.likely` names it.
    """

    first = models.ForeignKey("practices.Practice", models.CASCADE, related_name="+")
    second = models.ForeignKey("practices.Practice", models.CASCADE, related_name="+")
    score = models.FloatField()
    signs = models.JSONField(default=list)

    class Meta:
        ordering = ["-score", "first_id", "second_id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likely_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likely_pair_is_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} may be {self.second_id}"

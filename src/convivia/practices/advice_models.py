"""What writers have answered to writing help."""

from django.db import models
from django.db.models import Q


class SetAside(models.Model):
    """That somebody read an advice and leaves the text as it is. `mark` is of the advice and of what its field says:
    when the field says something else, the advice is there again."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="set_aside")
    mark = models.CharField(max_length=64, help_text="of practices.advice_marks")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["practice_id", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "mark"], name="advice_is_set_aside_once"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(mark=""), name="set_aside_names_what_and_who"),
        ]

    def __str__(self) -> str:
        return f"{self.mark[:12]} of {self.practice_id}"

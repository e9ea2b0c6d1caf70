"""Questionnaires as data: what a contribution is asked, edition by edition."""

from django.db import models
from django.db.models import Q


class Questionnaire(models.Model):
    """One edition of a questionnaire, e.g. the template for good practices. One in use never changes its meaning."""

    key = models.SlugField(max_length=60)
    edition = models.CharField(max_length=20)
    titles = models.JSONField(default=dict, help_text="language → title")
    introductions = models.JSONField(default=dict, blank=True, help_text="language → introduction")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "edition"], name="questionnaire_edition_once")]

    def __str__(self) -> str:
        return f"{self.key}, edition {self.edition}"


class Section(models.Model):
    """One part of a questionnaire; answers are kept under its key."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    questions = models.JSONField(default=dict, blank=True, help_text="language → the question asked")
    hints = models.JSONField(default=dict, blank=True, help_text="language → advice")

    class Meta:
        ordering = ["questionnaire_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="section_key_once"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="section_position_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Heading(models.Model):
    """A heading under which a section is printed in one language; the preferred one is its label on our pages."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="headings")
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=100)
    is_label = models.BooleanField(default=False)

    class Meta:
        ordering = ["section_id", "language", "-is_label", "text"]
        constraints = [
            models.UniqueConstraint(fields=["section", "language", "text"], name="heading_once"),
            models.UniqueConstraint(
                fields=["section", "language"], condition=Q(is_label=True), name="one_label_per_language"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="heading_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"

"""Questionnaires as data: what a contribution is asked, edition by edition."""

from django.db import models
from django.db.models import F, Q

from convivia.questionnaires.definition import DEPTHS, FULL, SHORT
from convivia.questionnaires.kinds import KINDS, Limits


class Questionnaire(models.Model):
    """One edition of a questionnaire, e.g. the template for good practices. One in use never changes its meaning."""

    key = models.SlugField(max_length=60)
    edition = models.CharField(max_length=20)
    titles = models.JSONField(default=dict, help_text="language → title")
    introductions = models.JSONField(default=dict, blank=True, help_text="language → introduction")
    parts = models.JSONField(
        default=list, blank=True, help_text='in order: [{"key": …, "label": {…}, "introduction": {…}}]'
    )
    lifts = models.JSONField(
        default=dict, blank=True, help_text="older edition → {its key → the key here}; keys that stay are left out"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "edition"], name="questionnaire_edition_once")]

    def __str__(self) -> str:
        return f"{self.key}, edition {self.edition}"


class Section(models.Model):
    """One question of a questionnaire; answers are kept under its key."""

    class Depth(models.TextChoices):
        SHORT = SHORT, "asked in the short form, too"
        FULL = FULL, "asked in the full form only"

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    questions = models.JSONField(default=dict, blank=True, help_text="language → the question asked")
    hints = models.JSONField(default=dict, blank=True, help_text="language → advice")
    examples = models.JSONField(default=dict, blank=True, help_text="language → answers as they could be")
    part = models.SlugField(max_length=60, blank=True, help_text="key of the part that it belongs to")
    depth = models.CharField(max_length=5, choices=Depth, default=Depth.FULL)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS], default="text")
    is_needed = models.BooleanField(default=False, help_text="nothing is handed in without it")
    longest = models.PositiveIntegerField(default=0, help_text="characters; 0: as long as one likes")
    suggested = models.PositiveIntegerField(default=0, help_text="characters of a good answer; 0: not said")
    options = models.JSONField(default=list, blank=True, help_text='of a choice: [{"key": …, "label": {…}}]')
    scheme = models.SlugField(max_length=60, blank=True, help_text="key of the vocabulary that is chosen from")

    class Meta:
        ordering = ["questionnaire_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="section_key_once"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="section_position_once"),
            models.CheckConstraint(condition=Q(depth__in=DEPTHS), name="section_depth_is_known"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="section_kind_is_known"),
            models.CheckConstraint(
                condition=Q(longest=0) | Q(suggested__lte=F("longest")), name="section_suggests_what_it_allows"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def limits(self) -> Limits:
        """How long an answer may be and should be."""
        return Limits(self.longest, self.suggested)


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

"""Concept schemes in the words of SKOS (W3C, 2009): schemes, concepts, labels, mappings."""

from django.db import models
from django.db.models import F, Q


class ConceptScheme(models.Model):
    """A vocabulary in one version, e.g. the policy areas as the programme's index names them since 2019."""

    key = models.SlugField(max_length=60, unique=True)
    version = models.CharField(max_length=40)
    titles = models.JSONField(default=dict, help_text="language → title")
    descriptions = models.JSONField(default=dict, blank=True, help_text="language → description")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=600, blank=True)

    def __str__(self) -> str:
        return f"{self.key} ({self.version})"


class Concept(models.Model):
    """A unit of thought in a scheme. `broader` makes groups; practices are given concepts that are no groups."""

    scheme = models.ForeignKey(ConceptScheme, models.CASCADE, related_name="concepts")
    key = models.SlugField(max_length=60, unique=True)
    notation = models.CharField(max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    broader = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    group = models.SlugField(max_length=30, blank=True, help_text="which hue the concept is shown in")
    definitions = models.JSONField(default=dict, blank=True, help_text="language → definition")
    scope_notes = models.JSONField(default=dict, blank=True, help_text="language → scope note")

    class Meta:
        ordering = ["scheme_id", "position", "key"]
        constraints = [
            models.CheckConstraint(condition=~Q(broader=F("id")), name="concept_is_not_its_own_broader"),
        ]

    def __str__(self) -> str:
        return self.key


class Label(models.Model):
    """A name of a concept in one language."""

    class Kind(models.TextChoices):
        PREFERRED = "pref", "preferred"
        ALTERNATIVE = "alt", "alternative"
        HIDDEN = "hidden", "hidden (found, never shown)"

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="labels")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=6, choices=Kind)
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["concept_id", "language", "kind", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"], condition=Q(kind="pref"), name="one_preferred_label_per_language"
            ),
            models.UniqueConstraint(fields=["concept", "language", "text"], name="label_once_per_language"),
            models.CheckConstraint(condition=Q(kind__in=["pref", "alt", "hidden"]), name="label_kind_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="label_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class Mapping(models.Model):
    """How another version or vocabulary names what a concept means."""

    class Relation(models.TextChoices):
        EXACT = "exactMatch", "exact match"
        CLOSE = "closeMatch", "close match"
        BROAD = "broadMatch", "broad match"
        NARROW = "narrowMatch", "narrow match"
        RELATED = "relatedMatch", "related match"

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="mappings")
    relation = models.CharField(max_length=12, choices=Relation)
    scheme = models.CharField(max_length=100)
    version = models.CharField(max_length=100, blank=True)
    label = models.CharField(max_length=200)

    class Meta:
        ordering = ["concept_id", "scheme", "version", "label"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "relation", "scheme", "version", "label"], name="mapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.concept_id} {self.relation} {self.label}"

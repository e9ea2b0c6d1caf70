"""A practice: its facts once, one text per language, where it happens, what it is about, and what was done with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify

from convivia.common.folding import fold
from convivia.common.languages import in_language
from convivia.practices.ids import new_public_id
from convivia.practices.period import Period

FIRST_YEAR, LAST_YEAR = 1800, 2200
_year = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


class Practice(models.Model):
    """What a city, or several, did. The printed period is kept for ever; what was read from it stands beside it."""

    class Recurrence(models.TextChoices):
        NONE = "", "not said"
        YEARLY = "yearly", "every year"
        BIENNIAL = "biennial", "every second year"
        MONTHLY = "monthly", "every month"
        WEEKLY = "weekly", "every week"
        DAILY = "daily", "every day"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    source = models.CharField(max_length=200, blank=True, help_text="who published it first")
    source_url = models.URLField(max_length=1000, blank=True)
    licence = models.CharField(max_length=40, blank=True, help_text="SPDX identifier of the texts' licence")
    last_confirmed = models.DateField(
        null=True, blank=True, help_text="when the city last said that this is still true"
    )

    period_text = models.CharField(max_length=300, blank=True, help_text="as printed; never changed by reading it")
    period_start = models.CharField(max_length=10, blank=True, help_text="EDTF: 2016, 2016-09 or 2016-09-21")
    period_end = models.CharField(max_length=10, blank=True, help_text="EDTF: 2016, 2016-09 or 2016-09-21")
    start_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=_year, editable=False)
    end_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=_year, editable=False)
    ongoing = models.BooleanField(null=True, blank=True, help_text="empty: the printed period does not tell")
    recurrence = models.CharField(max_length=10, blank=True, choices=Recurrence)
    precision = models.CharField(max_length=10, blank=True)

    places = models.ManyToManyField("places.Place", through="PracticePlace", related_name="practices")
    countries = models.ManyToManyField(
        "places.Country",
        blank=True,
        related_name="national_practices",
        help_text="countries that are named without a city",
    )
    concepts = models.ManyToManyField("vocabularies.Concept", blank=True, related_name="practices")

    revision = models.PositiveIntegerField(default=1, editable=False, help_text="grows with every change of content")
    indexed_revision = models.PositiveIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(public_id=""), name="practice_has_a_public_id"),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True) | Q(start_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="practice_start_year_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(end_year__isnull=True) | Q(end_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="practice_end_year_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True) | Q(end_year__isnull=True) | Q(start_year__lte=F("end_year")),
                name="practice_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True, period_start="")
                | (Q(start_year__isnull=False) & ~Q(period_start="")),
                name="practice_start_and_its_year_go_together",
            ),
            models.CheckConstraint(
                condition=Q(end_year__isnull=True, period_end="") | (Q(end_year__isnull=False) & ~Q(period_end="")),
                name="practice_end_and_its_year_go_together",
            ),
            models.CheckConstraint(
                condition=Q(indexed_revision__isnull=True) | Q(indexed_revision__lte=F("revision")),
                name="practice_index_is_not_ahead",
            ),
        ]
        indexes = [models.Index(fields=["indexed_revision"], name="practice_indexed_idx")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def period(self) -> Period:
        """The period as a value; its words are made by `practices.wording`."""
        return Period(
            text=self.period_text,
            start=self.period_start or None,
            end=self.period_end or None,
            ongoing=self.ongoing,
            recurrence=self.recurrence,
            precision=self.precision,
        )

    @period.setter
    def period(self, period: Period) -> None:
        self.period_text = period.text
        self.period_start = period.start or ""
        self.period_end = period.end or ""
        self.start_year = period.start_year
        self.end_year = period.end_year
        self.ongoing = period.ongoing
        self.recurrence = period.recurrence
        self.precision = period.precision


class PracticePlace(models.Model):
    """That a practice happens in a place, in the order in which the source names its places."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="place_links")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="practice_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["practice_id", "position"]
        constraints = [models.UniqueConstraint(fields=["practice", "place"], name="practice_place_once")]

    def __str__(self) -> str:
        return f"{self.practice_id} in {self.place_id}"


class Text(models.Model):
    """What is told of a practice in one language. `answers` is keyed by the sections of the template."""

    class Origin(models.TextChoices):
        ORIGINAL = "original", "written in this language"
        TRANSLATION = "translation", "translated by people"
        MACHINE = "machine", "translated by machine"

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.ORIGINAL)
    title = models.CharField(max_length=500, blank=True, help_text="as its source prints it")
    title_language = models.CharField(max_length=12, blank=True, help_text="where it is not the text's language")
    stand_in_title = models.CharField(max_length=200, blank=True, help_text="our words, where the source has no title")
    summary = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    cut_off = models.JSONField(default=list, blank=True, help_text="keys of answers that the source cuts off")
    keywords = models.JSONField(default=list, blank=True)
    other_titles = models.JSONField(default=list, blank=True, help_text="titles of other prints of the same text")
    note = models.TextField(blank=True, help_text="a remark on this record for its readers, in the text's language")
    source_url = models.URLField(max_length=1000, blank=True)
    intake_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["practice_id", "language"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "language"], name="text_once_per_language"),
            models.UniqueConstraint(
                fields=["practice"], condition=Q(origin="original"), name="one_original_per_practice"
            ),
            models.CheckConstraint(condition=~Q(language=""), name="text_has_a_language"),
            models.CheckConstraint(
                condition=Q(origin__in=["original", "translation", "machine"]), name="text_origin_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.display_title or f"{self.practice_id} ({self.language})"

    @property
    def display_title(self) -> str:
        """The printed title, else our stand-in; empty where neither is known."""
        return self.title or self.stand_in_title

    @property
    def slug(self) -> str:
        """The readable end of the page's address; it may change, the public id does not."""
        return slugify(fold(self.display_title))[:60].strip("-") or "practice"


class ExternalId(models.Model):
    """A name that another system, or an earlier print, gives to a text; an import recognises it by this."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="external_ids")
    value = models.CharField(max_length=200, unique=True)
    is_main = models.BooleanField(default=True)

    class Meta:
        ordering = ["text_id", "-is_main", "value"]
        constraints = [
            models.UniqueConstraint(fields=["text"], condition=Q(is_main=True), name="one_main_external_id_per_text"),
            models.CheckConstraint(condition=~Q(value=""), name="external_id_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.value


def check_words(value: Any) -> None:
    """Raise `ValidationError` for what is no words by language."""
    pairs = value.items() if isinstance(value, dict) else [(None, None)]
    if not all(isinstance(part, str) and part.strip() for pair in pairs for part in pair):
        raise ValidationError('Write words by language: {"en": "…", "fr": "…"}.')


class Collection(models.Model):
    """Practices that editors gathered under a name, across areas. `key` stands in addresses and never changes."""

    key = models.SlugField(max_length=60, unique=True, help_text="permanent; part of the address of its page")
    names = models.JSONField(default=dict, validators=[check_words], help_text='by language: {"en": "…", "fr": "…"}')
    descriptions = models.JSONField(
        default=dict, blank=True, validators=[check_words], help_text="by language, two sentences"
    )
    is_published = models.BooleanField(default=False, help_text="readers see it")
    is_edited = models.BooleanField(
        default=False, editable=False, help_text="changed by hand: loading the shipped files leaves it alone"
    )
    practices: "models.ManyToManyField[Practice, CollectionMember]" = models.ManyToManyField(
        Practice, through="CollectionMember", related_name="collections"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="collection_has_a_key")]

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Return the name in `language`, else in English; the key where it has no name at all."""
        return in_language(self.names, language) or self.key

    def description_in(self, language: str) -> str:
        """Return the description in `language`, else in English; "" where it has none."""
        return in_language(self.descriptions, language)


class CollectionMember(models.Model):
    """That a practice belongs to a collection, at its place in the order of the editors."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="members")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="memberships")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["collection_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["collection", "practice"], name="collection_member_once")]

    def __str__(self) -> str:
        return f"{self.practice_id} in {self.collection_id}"


class Event(models.Model):
    """What was done to a practice or a collection, by whom, when. Without foreign keys: it outlives both."""

    class Kind(models.TextChoices):
        CREATED = "created", "created"
        UPDATED = "updated", "updated"
        REPAIRED = "repaired", "repaired by hand"
        DELETED = "deleted", "deleted"

    kind = models.CharField(max_length=12, choices=Kind)
    practice = models.CharField(max_length=12, db_index=True, blank=True, help_text="public id")
    collection = models.SlugField(max_length=60, blank=True, help_text="key")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    changes = models.JSONField(default=dict, blank=True, help_text="field → [before, after]")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=""), name="event_names_its_actor"),
            models.CheckConstraint(condition=~Q(practice="") ^ ~Q(collection=""), name="event_tells_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.practice or self.collection} {self.kind} by {self.by}"

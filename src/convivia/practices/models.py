"""A practice: its facts once, one text per language, where it happens, what it is about, and what was done with it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify

from convivia.common.folding import fold
from convivia.common.languages import in_language
from convivia.practices.advice_models import SetAside as SetAside
from convivia.practices.events import Event as Event
from convivia.practices.ids import new_public_id
from convivia.practices.link_models import Link as Link
from convivia.practices.merging_models import DistinctPair as DistinctPair
from convivia.practices.merging_models import LikelyPair as LikelyPair
from convivia.practices.merging_models import Merge as Merge
from convivia.practices.period import Period
from convivia.practices.workflow import State

FIRST_YEAR, LAST_YEAR = 1800, 2200
# What stands behind a public id in addresses and is no title.
RESERVED_SLUGS = frozenset(["versions"])
_year = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


def check_words(value: Any) -> None:
    """Raise `ValidationError` for what is no words by language."""
    pairs = value.items() if isinstance(value, dict) else [(None, None)]
    if not all(isinstance(part, str) and part.strip() for pair in pairs for part in pair):
        raise ValidationError('Write words by language: {"en": "…", "fr": "…"}.')


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

    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in State],
        default=State.PUBLISHED.value,
        editable=False,
        help_text="where its working copy stands in the workflow",
    )
    city = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices_answered_for",
        help_text="whose people answer for it; empty: those of the library",
    )
    network = models.ForeignKey(
        "places.Network", models.PROTECT, null=True, blank=True, related_name="practices_answered_for"
    )
    is_shown = models.BooleanField(default=True, editable=False, help_text="readers see it")
    published_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="when readers first saw it")
    publish_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="when it shall be published")
    hidden_reason = models.TextField(blank=True, editable=False, help_text="why it was withdrawn or archived")
    revision = models.PositiveIntegerField(default=1, editable=False, help_text="grows with every change of content")
    indexed_revision = models.PositiveIntegerField(null=True, blank=True, editable=False)
    compared_revision = models.PositiveIntegerField(
        null=True, blank=True, editable=False, help_text="the one that was compared with all others for doubles"
    )
    compared_by = models.CharField(
        max_length=16, blank=True, editable=False, help_text="the weights and the encoder by which it was compared"
    )
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        help_text="the record of the same practice that its address leads to",
    )
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
                condition=Q(state__in=[state.value for state in State]), name="practice_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.WITHDRAWN.value, State.ARCHIVED.value]) | Q(is_shown=False),
                name="practice_withdrawn_is_not_shown",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED.value) | Q(is_shown=True), name="practice_published_is_shown"
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True) | Q(state=State.ACCEPTED.value),
                name="practice_is_accepted_before_it_waits_for_its_day",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_shown=False), name="practice_merged_is_not_shown"
            ),
            models.CheckConstraint(
                condition=Q(indexed_revision__isnull=True) | Q(indexed_revision__lte=F("revision")),
                name="practice_index_is_not_ahead",
            ),
        ]
        indexes = [
            models.Index(fields=["indexed_revision"], name="practice_indexed_idx"),
            models.Index(fields=["state", "updated_at"], name="practice_state_idx"),
        ]

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


class Contact(models.Model):
    """Whom to write to: an office rather than a person. The address is shown only if its owner wants that."""

    practice = models.OneToOneField(Practice, models.CASCADE, related_name="contact")
    office = models.CharField(max_length=200, blank=True, help_text="a role or an office, not a name")
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    shows_email = models.BooleanField(default=False)
    page = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.office or self.organisation or str(self.practice_id)


class Evidence(models.Model):
    """One statement of what a practice changed, with how it is known, when, and where that can be read."""

    class Kind(models.TextChoices):
        EXPECTED = "expected", "expected"
        TOLD = "told", "told"
        COUNTED = "counted", "counted"
        EVALUATED = "evaluated", "evaluated by others"

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="evidence")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind)
    statements = models.JSONField(default=dict, validators=[check_words], help_text='by language: {"en": "…"}')
    date = models.CharField(max_length=10, blank=True, help_text="EDTF: 2024, 2024-05 or 2024-05-31")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ["practice_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["expected", "told", "counted", "evaluated"]), name="evidence_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.practice_id}"


class Picture(models.Model):
    """A picture of a practice as it was made small and clean. Its file is named by its digest, and is kept for ever:
    older revisions show it, too."""

    digest = models.CharField(max_length=64, unique=True)
    file = models.ImageField(upload_to="pictures/", width_field="width", height_field="height")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.digest[:12]


class PracticePicture(models.Model):
    """That the public sees a picture with a practice, with its licence and what it shows in words, by language."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="picture_links")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="practice_links")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.JSONField(default=dict, validators=[check_words], help_text='by language: {"en": "…"}')
    licence = models.CharField(max_length=40, blank=True, help_text="SPDX identifier")
    credit = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["practice_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["practice", "picture"], name="practice_picture_once")]

    def __str__(self) -> str:
        return f"{self.picture_id} of {self.practice_id}"


class WorkingCopy(models.Model):
    """What is written of a practice beside what the public sees. `version` grows with every save: who saves says which
    version was read, and is told when somebody else was faster.

    `content` is a snapshot as `practices.snapshot` describes it; `based_on` the revision that it began from.
    """

    practice = models.OneToOneField(Practice, models.CASCADE, related_name="working_copy")
    content = models.JSONField(default=dict)
    language = models.CharField(max_length=12, help_text="of the text that is written first")
    edition = models.CharField(max_length=20, help_text="of the template")
    version = models.PositiveIntegerField(default=1)
    based_on = models.PositiveIntegerField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="working_copies"
    )
    edited_at = models.DateTimeField(auto_now=True)
    edited_by = models.CharField(max_length=150)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="held_working_copies"
    )
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["practice_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_by__isnull=True) | Q(held_until__isnull=False), name="working_copy_hold_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"working copy of {self.practice_id}"


class Revision(models.Model):
    """A practice as it was at one moment; it is never changed. The public sees those with a `published_at`."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    edition = models.CharField(max_length=20)
    step = models.CharField(max_length=16, help_text="what made it")
    note = models.TextField(blank=True, help_text="what is new, in the words of who made it")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=150)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["practice_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=~Q(made_by=""), name="revision_names_who_made_it"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}, revision {self.number}"


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
        slug = slugify(fold(self.display_title))[:60].strip("-") or "practice"
        return f"{slug}-practice" if slug in RESERVED_SLUGS else slug


class ExternalId(models.Model):
    """A name that another system, or an earlier print, gives to a text; an import recognises it by this.

    It stays when the practice is withdrawn and its texts go from the public: an import does not bring it back.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="external_ids")
    text = models.ForeignKey(Text, models.SET_NULL, null=True, related_name="external_ids")
    value = models.CharField(max_length=200, unique=True)
    is_main = models.BooleanField(default=True)

    class Meta:
        ordering = ["practice_id", "text_id", "-is_main", "value"]
        constraints = [
            models.UniqueConstraint(fields=["text"], condition=Q(is_main=True), name="one_main_external_id_per_text"),
            models.CheckConstraint(condition=~Q(value=""), name="external_id_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.value

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the name; it belongs to the practice of its text."""
        if self.text is not None:
            self.practice = self.text.practice
        super().save(*args, **kwargs)


class WithheldKey(models.Model):
    """By what an import recognises a text that is not public any more, so that it does not bring it back."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="withheld_keys")
    intake_key = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"{self.intake_key[:12]} of {self.practice_id}"


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

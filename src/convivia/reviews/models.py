"""Rounds of review: by which criteria, who is asked to read, what they judged, what they said of which words."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from convivia.reviews.scoring import Group


class CriteriaEdition(models.Model):
    """One edition of the criteria. One that is here is never changed: judgements are given by it."""

    version = models.CharField(max_length=20, unique=True)
    titles = models.JSONField(default=dict, help_text="language → title")
    introductions = models.JSONField(default=dict, blank=True, help_text="language → introduction")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"criteria, edition {self.version}"


class Criterion(models.Model):
    """One thing that a practice is judged by; scores are kept under its key."""

    edition = models.ForeignKey(CriteriaEdition, models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    group = models.CharField(max_length=12, choices=[(group.value, group.value) for group in Group])
    position = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(default=1)
    labels = models.JSONField(default=dict, help_text="language → label")
    questions = models.JSONField(default=dict, help_text="language → what is asked")
    highs = models.JSONField(default=dict, help_text='language → what a high score, or "yes", means')
    lows = models.JSONField(default=dict, help_text='language → what a low score, or "no", means')

    class Meta:
        ordering = ["edition_id", "position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="criterion_key_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="criterion_position_once"),
            models.CheckConstraint(
                condition=Q(group__in=[group.value for group in Group]), name="criterion_group_is_known"
            ),
            models.CheckConstraint(condition=Q(weight__range=(1, 10)), name="criterion_weight_is_one_to_ten"),
        ]

    def __str__(self) -> str:
        return self.key


class Round(models.Model):
    """That a practice, as it was handed in, is read and judged. At most one round of a practice is open."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "accepted"
        CHANGES_ASKED = "changes-asked", "changes asked"
        ENDED = "ended", "ended without a decision"

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="rounds")
    revision = models.ForeignKey("practices.Revision", models.PROTECT, related_name="rounds")
    edition = models.ForeignKey(CriteriaEdition, models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=500, blank=True, help_text="of the practice, as it was handed in")
    readers_wanted = models.PositiveSmallIntegerField(default=2)
    shows_names = models.BooleanField(default=False, help_text="the author learns the names of the readers")
    due = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="rounds_opened")
    opened_at = models.DateTimeField(auto_now_add=True)
    third_wanted_at = models.DateTimeField(null=True, blank=True, help_text="when the readers turned out to disagree")
    outcome = models.CharField(max_length=16, blank=True, choices=Outcome)
    reason = models.TextField(blank=True, help_text="in the words of who decided")
    decided_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(closed_at__isnull=True), name="round_open_once_for_a_practice"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="", decided_by="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="") & ~Q(decided_by="")),
                name="round_closed_says_how_and_by_whom",
            ),
            models.CheckConstraint(condition=Q(readers_wanted__in=[1, 2]), name="round_wants_one_or_two_readers"),
        ]

    def __str__(self) -> str:
        return f"round {self.pk} of {self.practice_id}"

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return self.closed_at is None

    @property
    def readers_needed(self) -> int:
        """How many readers the round takes: one more than it wants where they disagree, three at most."""
        return self.readers_wanted + 1 if self.third_wanted_at else self.readers_wanted


class Assignment(models.Model):
    """That somebody is asked to read in a round, until when, and what became of it."""

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        DECLINED = "declined", "declined"
        BEGUN = "begun", "begun"
        DONE = "done", "done"
        RELEASED = "released", "no longer needed"

    round = models.ForeignKey(Round, models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    position = models.PositiveSmallIntegerField(help_text="first, second, third reader; what others call them")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    due = models.DateField()
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField(auto_now_add=True)
    decline_reason = models.TextField(blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="declined, done or released")
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the mail that asks was sent")
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["round_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "reviewer"], name="assignment_once_for_a_reader"),
            models.UniqueConstraint(fields=["round", "position"], name="assignment_position_once"),
            models.CheckConstraint(
                condition=Q(state="declined") ^ Q(decline_reason=""), name="assignment_declined_gives_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "begun"], ended_at__isnull=True)
                | Q(state__in=["declined", "done", "released"], ended_at__isnull=False),
                name="assignment_ended_says_when",
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "state"], name="assignment_waits_idx")]

    def __str__(self) -> str:
        return f"{self.reviewer_id} reads round {self.round_id}"


# Readers who are waited for, and those who have a say in the round.
WAITING = (Assignment.State.ASKED, Assignment.State.BEGUN)
ACTIVE = (*WAITING, Assignment.State.DONE)


class Judgement(models.Model):
    """What a reader thinks of a practice: a draft of their own until it is handed in, then it stays as it is.

    `scores` by criterion: true or false in the exclusion group, 0 to 4 in the others. `version` grows with each save.
    """

    class Recommendation(models.TextChoices):
        ACCEPT = "accept", "accept"
        CHANGES = "changes", "ask for changes"
        REFUSE = "refuse", "refuse"

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="judgement")
    scores = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=dict, blank=True, help_text="criterion → why")
    recommendation = models.CharField(max_length=10, blank=True, choices=Recommendation)
    reason = models.TextField(blank=True, help_text="for the city")
    private_note = models.TextField(blank=True, help_text="for the editors alone")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assignment_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | ~Q(recommendation=""), name="judgement_given_recommends"
            ),
        ]

    def __str__(self) -> str:
        return f"judgement of {self.assignment_id}"


class Comment(models.Model):
    """What somebody says of the very words of a practice. The quoted words keep it in place when the text changes."""

    class Audience(models.TextChoices):
        CITY = "city", "the city, once it is decided"
        EDITORS = "editors", "the editors alone"

    round = models.ForeignKey(Round, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_comments")
    section = models.CharField(max_length=60, help_text='"title", "summary", "evidence-1" or a section of the template')
    language = models.CharField(max_length=12)
    quote = models.CharField(max_length=500, blank=True, help_text="the words that are meant; empty: the whole section")
    offset = models.PositiveIntegerField(default=0, help_text="where they stood, in characters")
    text = models.TextField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.CITY)
    made_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["round_id", "section", "language", "offset", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by="")
                | (Q(resolved_at__isnull=False) & ~Q(resolved_by="")),
                name="comment_resolved_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.section}"


class OpenReview(models.Model):
    """That a city agrees that reasons and scores of the review of its practice are public."""

    practice = models.OneToOneField("practices.Practice", models.CASCADE, related_name="open_review")
    agreed_by = models.CharField(max_length=150)
    agreed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(agreed_by=""), name="open_review_says_who_agreed")]

    def __str__(self) -> str:
        return f"open review of {self.practice_id}"


class ReviewEvent(models.Model):
    """What was done in a review, by whom, when. Without foreign keys: it outlives round and account."""

    class Kind(models.TextChoices):
        OPENED = "opened", "round opened"
        ASKED = "asked", "reader asked"
        DECLINED = "declined", "reader declined"
        BEGUN = "begun", "reading begun"
        GIVEN = "given", "judgement handed in"
        RELEASED = "released", "reader released"
        POSTPONED = "postponed", "deadline moved"
        THIRD_WANTED = "third-wanted", "readers disagree"
        COMMENTED = "commented", "comment made"
        RESOLVED = "resolved", "comment resolved"
        REOPENED = "reopened", "comment opened again"
        REMINDED = "reminded", "reminder sent"
        CLOSED = "closed", "round closed"
        MADE_PUBLIC = "made-public", "the city agrees that the review is public"
        MADE_PRIVATE = "made-private", "the review is no longer public"

    kind = models.CharField(max_length=16, choices=Kind)
    practice = models.CharField(max_length=12, db_index=True, help_text="public id")
    round = models.PositiveIntegerField(null=True, blank=True, help_text="number of the round")
    about = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(by=""), name="review_event_names_its_actor")]

    def __str__(self) -> str:
        return f"{self.practice}: {self.kind} by {self.by}"

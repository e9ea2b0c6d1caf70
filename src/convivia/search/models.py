"""What the search keeps in the database: encodings, which practices have theirs, and what was looked for in vain."""

from django.db import models
from django.db.models import Q

from convivia.practices.models import Practice


class Encoding(models.Model):
    """The meaning of one passage as an encoder reads it: made once, for making it takes a thousand times the reading.

    `digest` is of the passage and the encoder's name (`convivia.search.passages.digest`), `vector` holds one signed
    byte for each dimension.
    """

    digest = models.CharField(max_length=32, primary_key=True)
    encoder = models.CharField(max_length=60, db_index=True)
    vector = models.BinaryField()


class Encoded(models.Model):
    """A practice whose meaning can be searched, in the `revision` and by the `encoder` that are named.

    `digests` are those of its passages, in their order.
    """

    practice = models.OneToOneField(Practice, models.CASCADE, primary_key=True, related_name="encoded")
    revision = models.PositiveIntegerField()
    encoder = models.CharField(max_length=60)
    digests = models.JSONField(default=list)


class WantedTopic(models.Model):
    """What was looked for and not found: words in small letters, how often, and the day of the last time.

    `key` is the same for all searches that mean the same. Nothing tells who asked, from where, or at what time of day.
    """

    key = models.CharField(max_length=80, editable=False)
    words = models.CharField(max_length=80, editable=False)
    language = models.CharField(max_length=12, editable=False, help_text="of the page on which it was looked for")
    count = models.PositiveIntegerField(default=1, editable=False)
    last_asked = models.DateField(editable=False)
    handled_on = models.DateField(null=True, blank=True, editable=False)
    handled_by = models.CharField(max_length=150, blank=True, editable=False)

    class Meta:
        ordering = ["-count", "-last_asked", "key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="wanted_topic_once_per_language"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(words=""), name="wanted_topic_has_words"),
            models.CheckConstraint(condition=Q(count__gte=1), name="wanted_topic_was_asked_for"),
            models.CheckConstraint(
                condition=Q(handled_on__isnull=True, handled_by="") | (Q(handled_on__isnull=False) & ~Q(handled_by="")),
                name="wanted_topic_is_handled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["count", "last_asked"], name="wanted_topic_count_idx")]

    def __str__(self) -> str:
        return self.words

"""What the search keeps in the database: encodings, made once for each text, and which practices have theirs."""

from django.db import models

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

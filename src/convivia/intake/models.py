"""Files that were taken in at the desk: what was in them, what became of each row, and what it takes to undo that."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ImportRun(models.Model):
    """One file on its way into the library. It goes on by steps of some rows; each step is whole or not at all."""

    class State(models.TextChoices):
        UNREAD = "unread", "its columns are not known yet"
        CHECKING = "checking", "being looked at"
        CHECKED = "checked", "looked at, not taken in"
        TAKING = "taking", "being taken in"
        TAKEN = "taken", "taken in"
        UNDOING = "undoing", "being undone"
        UNDONE = "undone", "undone"

    name = models.CharField(max_length=200, help_text="of the file")
    asked = models.CharField(max_length=12, default="auto", help_text="the format that a person named")
    format = models.CharField(max_length=12, blank=True, help_text="that it was read as")
    size = models.PositiveIntegerField(help_text="bytes")
    state = models.CharField(max_length=12, choices=State, default=State.CHECKING)
    trouble = models.TextField(blank=True, help_text="why it cannot be read as it is")
    columns = models.JSONField(default=list, help_text="[{heading, role, samples}], for sheets")
    chosen = models.JSONField(default=dict, help_text="folded heading → role, as a person chose")
    warnings = models.JSONField(default=list, help_text="[{code, text, line}] of the file as a whole")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="import_runs"
    )
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=""), name="import_run_names_its_actor"),
            models.CheckConstraint(
                condition=Q(state__in=["unread", "checking", "checked", "taking", "taken", "undoing", "undone"]),
                name="import_run_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportFile(models.Model):
    """The bytes of a file, kept until it is taken in: other columns may be chosen until then."""

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="file")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.run_id}"


class ImportRow(models.Model):
    """One record of a file. `foreseen` is what a dry run says would become of it, `outcome` what became of it, `undone`
    what undoing did: "removed", "put-back", "left", "partly".

    `before` and `after` are snapshots of the practice (`practices.snapshots.Content`) around the import.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField(default=0, help_text="of the file; 0: not known")
    name = models.CharField(max_length=200)
    draft = models.JSONField()
    foreseen = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    public_id = models.CharField(max_length=12, blank=True)
    changes = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    signs = models.JSONField(default=list)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    undone = models.CharField(max_length=12, blank=True)
    left = models.JSONField(default=list, help_text="what could not be undone: parts, or a reason")

    class Meta:
        ordering = ["run_id", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}: {self.name}"


class Upload(models.Model):
    """A document that somebody uploaded for one practice, as far as it was read: kept only while they say where each
    passage of it belongs, at most for `uploads.KEPT`. The document itself is not kept.

    `practice` is whose working copy it goes into; without one, a new one of `city` or `network`, or of the library.
    """

    token = models.CharField(max_length=32, unique=True, help_text="in the address of its page")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    practice = models.ForeignKey("practices.Practice", models.CASCADE, null=True, blank=True, related_name="+")
    city = models.ForeignKey("places.Place", models.CASCADE, null=True, blank=True, related_name="+")
    network = models.ForeignKey("places.Network", models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, help_text="of the file")
    language = models.CharField(max_length=12, blank=True, help_text="that its words are in, as far as that was told")
    edition = models.CharField(max_length=20, help_text="of the template that its passages were read by")
    passages = models.JSONField(default=list, help_text="of passages.Passage, as JSON")
    remarks = models.JSONField(default=list, help_text="[[code, words]]: what was not taken over, and why")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name


class UploadPicture(models.Model):
    """A picture out of an uploaded document, made small and clean."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    data = models.BinaryField(help_text="a WebP file")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    alt = models.TextField(blank=True, help_text="what the document says can be seen")

    class Meta:
        ordering = ["upload_id", "number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="upload_picture_once")]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.number}"

"""Documents on their way into a working copy: kept for whom uploaded them while the passages are given their places.

Only what was read is kept, bounded in number, size and time; nobody else sees it. Every verb names its actor in `by`.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from convivia.intake.blocks import Image
from convivia.intake.documents import ReadDocument, read_document
from convivia.intake.models import Upload, UploadPicture
from convivia.intake.passages import Passage, passage_from_json, passage_to_json
from convivia.places.models import Network, Place
from convivia.practices.models import Practice
from convivia.practices.pictures import CleanPicture, PictureRefused, clean_picture, keep_clean
from convivia.practices.snapshots import Content, PictureContent

# How long an upload waits for who uploaded it, and how many of one person wait at once; older ones go.
KEPT: Final = timedelta(hours=24)
MOST_OPEN: Final = 5
LONGEST_NAME, LONGEST_ALT, LONGEST_CREDIT = 200, 300, 200
MORE_PICTURES: Final = "more-pictures"


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that a person takes along: what can be seen in words, its licence, whose it is."""

    picture: UploadPicture
    alt: str
    licence: str
    credit: str


@transaction.atomic
def keep_upload(
    *,
    data: bytes,
    name: str,
    by: User,
    edition: str,
    practice: Practice | None = None,
    city: Place | None = None,
    network: Network | None = None,
) -> Upload:
    """Read a document and keep what is in it until its passages have their places, for `KEPT` at most.

    What has waited too long goes, and of one person's uploads all but the newest. Raises `template_packages.Refused`.
    """
    read = read_document(data, name, edition=edition)
    Upload.objects.filter(at__lt=timezone.now() - KEPT).delete()
    upload = Upload.objects.create(
        token=secrets.token_urlsafe(18),
        person=by,
        practice=practice,
        city=city,
        network=network,
        name=name[:LONGEST_NAME],
        language=read.language,
        edition=edition,
        passages=[passage_to_json(one) for one in read.passages],
    )
    _keep_pictures(upload, read)
    newest = Upload.objects.filter(person=by).values_list("pk", flat=True)[:MOST_OPEN]
    Upload.objects.filter(person=by).exclude(pk__in=list(newest)).delete()
    return upload


def _keep_pictures(upload: Upload, read: ReadDocument) -> None:
    """Keep the pictures of a document, made clean; why others are left out goes to the remarks."""
    clean: dict[str, tuple[CleanPicture, Image]] = {}
    for image in read.images:
        try:
            made = clean_picture(image.data)
        except PictureRefused as refused:
            upload.remarks.append([refused.code, image.name[:LONGEST_NAME]])
        else:
            clean.setdefault(made.digest, (made, image))
    if read.more_images:
        upload.remarks.append([MORE_PICTURES, str(read.more_images)])
    upload.save(update_fields=["remarks"])
    UploadPicture.objects.bulk_create(
        UploadPicture(
            upload=upload,
            number=number,
            data=made.data,
            width=made.width,
            height=made.height,
            digest=made.digest,
            alt=image.alt[:LONGEST_ALT],
        )
        for number, (made, image) in enumerate(clean.values(), 1)
    )


def open_uploads(person: User) -> QuerySet[Upload]:
    """Return what `person` has uploaded and not given its places yet, the newest first; nothing that is too old."""
    recent = Upload.objects.filter(person=person, at__gte=timezone.now() - KEPT)
    return recent.select_related("practice", "city", "network")


def passages_in(upload: Upload) -> list[Passage]:
    """Return the passages of an upload."""
    rows: list[Mapping[str, Any]] = upload.passages
    return [passage_from_json(row) for row in rows]


def with_pictures(content: Content, taken: list[Taken], *, language: str, by: User) -> Content:
    """Return `content` with pictures behind those that it has; their files are kept, each once."""
    there = {one["digest"] for one in content["pictures"]}
    added = [
        PictureContent(
            digest=_keep(one.picture, by).digest, alt={language: one.alt}, licence=one.licence, credit=one.credit
        )
        for one in taken
        if one.picture.digest not in there
    ]
    return {**content, "pictures": [*content["pictures"], *added]}


def _keep(picture: UploadPicture, by: User) -> CleanPicture:
    clean = CleanPicture(bytes(picture.data), picture.width, picture.height, picture.digest)
    keep_clean(clean, by=by.get_username())
    return clean


def forget_upload(*, upload: Upload, by: User) -> None:
    """Let an upload go; raise `ValueError` for that of somebody else."""
    if upload.person_id != by.pk:
        raise ValueError("This is the upload of somebody else.")
    upload.delete()

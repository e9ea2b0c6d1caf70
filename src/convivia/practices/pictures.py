"""Pictures of practices: an upload becomes a small, clean picture, or is refused with a word that says why.

Whatever comes in is drawn anew: nothing of the file itself is kept, so neither where it was taken nor what hides in it.
"""

import hashlib
import io
import struct
from dataclasses import dataclass
from typing import Final

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from convivia.practices.models import Picture

MOST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000  # some phones take 50 million
LEAST_SIDE: Final = 32
# No side of a picture is longer than this once it is made small.
LONGEST_SIDE: Final = 1600
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY: Final = 80
# What Pillow raises for files that begin like a picture and do not go on like one.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    OverflowError,
)
_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# Codes of what is wrong with a file; `practices.picture_words` says them.
TOO_LARGE, TOO_MANY_PIXELS, TOO_SMALL, NO_PICTURE, BROKEN = (
    "too-large",
    "too-many-pixels",
    "too-small",
    "no-picture",
    "broken",
)


class PictureRefused(Exception):
    """The file cannot become a picture; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture as it is kept: the bytes of a WebP file, its size in pixels, and the SHA-256 digest of the bytes."""

    data: bytes
    width: int
    height: int
    digest: str


def clean_picture(data: bytes) -> CleanPicture:
    """Return the picture in `data` made small, upright, in sRGB and without anything but what is seen.

    JPEG, PNG, WebP and GIF are read (of moving ones the first image), whatever the file is called. Raise
    `PictureRefused` for anything else, and for what is too large, too small or broken.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused(TOO_LARGE)
    made = io.BytesIO()
    image = _drawn(data)
    image.save(made, "WEBP", quality=_QUALITY, method=4)
    kept = made.getvalue()
    return CleanPicture(kept, image.width, image.height, hashlib.sha256(kept).hexdigest())


def keep_picture(*, data: bytes, by: str) -> Picture:
    """Keep the picture in `data`, made clean; the row comes back, the same one for the same picture.

    Raise `PictureRefused` as `clean_picture` does.
    """
    return keep_clean(clean_picture(data), by=by)


def keep_clean(clean: CleanPicture, *, by: str) -> Picture:
    """Keep a picture that `clean_picture` made; the row comes back, the same one for the same picture."""
    name = f"{clean.digest}.webp"
    file = ContentFile(clean.data, name=name)
    known = Picture.objects.filter(digest=clean.digest).first()
    if known is None:
        known, _is_new = Picture.objects.get_or_create(digest=clean.digest, defaults={"file": file, "made_by": by})
    elif not known.file.storage.exists(known.file.name or ""):
        known.file.save(name, file)
    return known


def _drawn(data: bytes) -> Image.Image:
    """Return the picture in `data`, drawn anew."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _check_size(opened)
            if opened.format == "JPEG":  # read it no larger than it is needed: eight times faster for large ones
                opened.draft(None, (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            image = _in_srgb(upright)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    except UnidentifiedImageError as error:
        raise PictureRefused(NO_PICTURE) from error
    except _BOMBS as error:
        raise PictureRefused(TOO_MANY_PIXELS) from error
    except _BROKEN as error:
        raise PictureRefused(BROKEN) from error
    image.info = {}
    return image


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise PictureRefused(TOO_MANY_PIXELS)
    if min(image.size) < LEAST_SIDE:
        raise PictureRefused(TOO_SMALL)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB, with transparency where it has any."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = "RGB" if image.mode == "CMYK" else image.mode
            made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=target)
        except (ImageCms.PyCMSError, OSError):
            made = None  # a profile that cannot be read is as good as none
        image = made or image
    return image.convert(mode)

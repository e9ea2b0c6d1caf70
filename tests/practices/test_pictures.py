"""Pictures: made small and clean, or refused with a word that says why."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from convivia.practices.models import Picture
from convivia.practices.picture_words import say_refusal
from convivia.practices.pictures import (
    BROKEN,
    LONGEST_SIDE,
    MOST_BYTES,
    NO_PICTURE,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    TOO_SMALL,
    PictureRefused,
    clean_picture,
    keep_picture,
)


def picture(form="JPEG", size=(80, 60), mode="RGB", colour=None, **options):
    """Return the bytes of a picture of one colour."""
    made = io.BytesIO()
    Image.new(mode, size, colour if colour is not None else "red").save(made, form, **options)
    return made.getvalue()


def opened(data):
    return Image.open(io.BytesIO(clean_picture(data).data))


def refused(data):
    with pytest.raises(PictureRefused) as caught:
        clean_picture(data)
    return caught.value.code


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_form_becomes_a_webp_of_the_same_size(form):
    clean = clean_picture(picture(form))
    made = Image.open(io.BytesIO(clean.data))
    assert (made.format, made.size, (clean.width, clean.height)) == ("WEBP", (80, 60), (80, 60))
    red, green, blue = made.convert("RGB").getpixel((40, 30))
    assert red > 240
    assert max(green, blue) < 16


def test_the_same_picture_has_the_same_digest():
    assert clean_picture(picture()).digest == clean_picture(picture()).digest
    assert len(clean_picture(picture()).digest) == 64


def test_a_large_picture_is_made_small():
    assert opened(picture(size=(4000, 1000))).size == (LONGEST_SIDE, 400)
    assert opened(picture("PNG", size=(1000, 3200))).size == (500, LONGEST_SIDE)


def test_nothing_of_the_file_itself_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    exif[0x9286] = "secret comment"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 0.0), 3: "E", 4: (10.0, 45.0, 0.0)})
    data = picture(exif=exif) + b"secret tail"
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825) != {}
    clean = clean_picture(data)
    assert dict(Image.open(io.BytesIO(clean.data)).getexif()) == {}
    assert [part for part in (b"secret", b"EXIF", b"XMP ", b"ICCP") if part in clean.data] == []
    commented = io.BytesIO()
    Image.new("RGB", (80, 60)).save(commented, "JPEG", comment=b"secret remark")
    assert b"secret" not in clean_picture(commented.getvalue()).data


def test_a_picture_that_lies_on_its_side_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = io.BytesIO()
    image = Image.new("RGB", (80, 60), "white")
    image.paste("red", (0, 0, 40, 60))
    image.save(made, "JPEG", exif=exif)
    upright = opened(made.getvalue()).convert("RGB")
    assert upright.size == (60, 80)
    assert upright.getpixel((30, 10))[1] < 60
    assert upright.getpixel((30, 70))[1] > 200


def test_what_is_transparent_stays_so():
    assert opened(picture("PNG", mode="RGBA", colour=(255, 0, 0, 0))).convert("RGBA").getpixel((5, 5))[3] == 0
    palette = Image.new("P", (80, 60), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0] + [0] * 762)
    made = io.BytesIO()
    palette.save(made, "GIF", transparency=1)
    assert opened(made.getvalue()).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("form", "mode", "colour"),
    [
        ("JPEG", "CMYK", (0, 255, 255, 0)),
        ("PNG", "L", 120),
        ("PNG", "1", 1),
        ("PNG", "I;16", 900),
        ("PNG", "LA", (9, 9)),
    ],
)
def test_other_kinds_of_colour(form, mode, colour):
    assert opened(picture(form, mode=mode, colour=colour)).size == (80, 60)


def test_colours_of_a_profile_are_kept_and_a_broken_profile_does_no_harm():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert opened(picture(icc_profile=profile)).convert("RGB").getpixel((5, 5))[0] > 240
    assert opened(picture(icc_profile=b"no profile")).size == (80, 60)


def test_of_a_moving_picture_the_first_image_is_taken():
    made = io.BytesIO()
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue")]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    assert opened(made.getvalue()).convert("RGB").getpixel((5, 5))[0] > 240


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width, height):
    """Return a PNG of a few bytes that claims to be as large as this."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", NO_PICTURE),
        (b"no picture", NO_PICTURE),
        (SVG, NO_PICTURE),
        (b"%PDF-1.7 disguised.jpg", NO_PICTURE),
        (b"PK\x03\x04" + b"\0" * 60, NO_PICTURE),
        (b"MZ" + b"\0" * 600, NO_PICTURE),
        (picture("TIFF"), NO_PICTURE),
        (picture("BMP"), NO_PICTURE),
        (picture()[:300], BROKEN),
        (picture("PNG", size=(400, 400))[:-40], BROKEN),
        (picture(size=(20, 400)), TOO_SMALL),
        (bomb(8000, 8000), TOO_MANY_PIXELS),
        (bomb(12_000, 12_000), TOO_MANY_PIXELS),
        (bomb(60_000, 60_000), TOO_MANY_PIXELS),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, TOO_LARGE),
    ],
)
def test_what_is_refused(data, code):
    assert refused(data) == code
    assert say_refusal(code)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.data())
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(form, data):
    spoilt = bytearray(picture(form, size=(64, 48)))
    for _ in range(data.draw(st.integers(1, 12))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(spoilt)))
    try:
        clean = clean_picture(bytes(spoilt[:cut]))
    except PictureRefused as error:
        assert say_refusal(error.code)
    else:
        assert Image.open(io.BytesIO(clean.data)).format == "WEBP"


@pytest.mark.django_db
def test_a_picture_is_kept_once_and_written_again_where_its_file_is_lost():
    first, again = keep_picture(data=picture(), by="someone"), keep_picture(data=picture(), by="another")
    assert (first, Picture.objects.get().made_by, (first.width, first.height)) == (again, "someone", (80, 60))
    default_storage.delete(first.file.name)
    keep_picture(data=picture(), by="someone")
    assert default_storage.exists(Picture.objects.get().file.name)
    with pytest.raises(PictureRefused):
        keep_picture(data=b"no picture", by="someone")


@pytest.mark.django_db
def test_a_picture_is_handed_out_for_ever(client):
    kept = keep_picture(data=picture(), by="someone")
    answer = client.get(f"/pictures/{kept.digest}.webp")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer.content == clean_picture(picture()).data
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.post(f"/pictures/{kept.digest}.webp").status_code == 405
    for digest in ("0" * 64, kept.digest.upper(), kept.digest[:-1], "..%2fsecret"):
        assert client.get(f"/pictures/{digest}.webp").status_code == 404
    default_storage.delete(kept.file.name)
    assert client.get(f"/pictures/{kept.digest}.webp").status_code == 404

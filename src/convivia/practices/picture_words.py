"""What is wrong with a file that cannot become a picture, in words, with what to do now."""

from django.utils.translation import gettext as _

from convivia.practices.pictures import (
    BROKEN,
    LEAST_SIDE,
    MOST_BYTES,
    MOST_PIXELS,
    NO_PICTURE,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    TOO_SMALL,
)


def say_refusal(code: str) -> str:
    """Return in words why a picture was refused; raise `KeyError` for an unknown code."""
    return {
        TOO_LARGE: _("This file is larger than %(most)d megabytes. Save the picture smaller and try again.")
        % {"most": MOST_BYTES // 1024 // 1024},
        TOO_MANY_PIXELS: _("This picture has more than %(most)d million pixels. Save it smaller and try again.")
        % {"most": MOST_PIXELS // 1_000_000},
        TOO_SMALL: _("This picture is smaller than %(least)d pixels. Choose a larger one.") % {"least": LEAST_SIDE},
        NO_PICTURE: _("This file is no picture that can be read. Choose a JPEG, PNG, WebP or GIF file."),
        BROKEN: _("This picture is broken: it ends too soon or cannot be read. Save it anew and try again."),
    }[code]

"""Why a document was refused, in words: what happened, and what to do now."""

from django.utils.translation import gettext as _

from convivia.intake import template_packages as packages
from convivia.intake.limits import said_in_megabytes


def say_refused(refused: packages.Refused) -> str:
    """Return in words why a document was refused, in the active language; raise `KeyError` for an unknown code."""
    values = {
        "name": refused.name or _("This file"),
        "size": said_in_megabytes(refused.size),
        "most": said_in_megabytes(packages.MOST_BYTES),
        "unpacked": said_in_megabytes(packages.MOST_UNPACKED),
        "form": refused.form.upper() or _("something else"),
    }
    return _said()[refused.code] % values


def _said() -> dict[str, str]:
    return {
        packages.EMPTY: _("%(name)s is empty. Choose the document that you filled in: DOCX, ODT or xlsx."),
        packages.TOO_LARGE: _("%(name)s has %(size)s; up to %(most)s are read. Make its pictures smaller."),
        packages.BOMB: _(
            "%(name)s would unpack to %(size)s or to very many parts: far too much. Up to %(unpacked)s are read. "
            "Make its pictures smaller."
        ),
        packages.MACROS: _("%(name)s holds macros (programs). Save it as DOCX, ODT or xlsx without them."),
        packages.PASSWORD: _("%(name)s is locked with a password. Save it without one and upload it again."),
        packages.ENTITIES: _(
            "%(name)s declares entities or codes of its own, as no office program does. Save it anew in your office "
            "program."
        ),
        packages.PATHS: _(
            "%(name)s holds parts that point out of the file, as no office program makes. Save it anew in your office "
            "program."
        ),
        packages.TWICE: _("%(name)s holds parts twice. Save it anew in your office program."),
        packages.DAMAGED: _("%(name)s is damaged. Open it in your office program and save it again."),
        packages.OLD: _("%(name)s is an old office file (such as .doc or .xls). Save it as DOCX, ODT or xlsx."),
        packages.PDF: _("%(name)s is a PDF. Upload the document that it was made from: DOCX, ODT or xlsx."),
        packages.OTHER: _("%(name)s is no document that can be read here. Upload it as DOCX, ODT or xlsx."),
        packages.DISGUISED: _(
            "%(name)s is not what its name says: inside it is %(form)s. Save it anew in your office program."
        ),
        packages.NO_WORDS: _("%(name)s holds no words. Choose the document that you filled in."),
        packages.TOO_LONG: _("%(name)s is too long for one practice. Upload only the part that tells of it."),
        packages.MANY_PRACTICES: _(
            "%(name)s is a sheet of many practices, one a row. Here one practice is read; the editors can import the "
            "sheet as a whole."
        ),
    }

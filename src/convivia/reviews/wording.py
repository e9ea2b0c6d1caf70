"""Reviews in words, for every face of the house."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from convivia.reviews.agreement import Agreement
from convivia.reviews.models import Assignment, Judgement, Round
from convivia.reviews.rules import Conflict
from convivia.reviews.scoring import Group, Score
from convivia.reviews.waiting import WaitsFor

Words = str | Promise

GROUPS: dict[Group, tuple[Words, Words]] = {
    Group.EXCLUSION: (
        gettext_lazy("What has to be so"),
        gettext_lazy("Yes or no. A “no” means that the practice cannot be accepted as it stands."),
    ),
    Group.CORE: (gettext_lazy("What counts most"), gettext_lazy("Scored from 0 to 4; these weigh double.")),
    Group.QUALIFYING: (gettext_lazy("What makes it worth more to others"), gettext_lazy("Scored from 0 to 4.")),
}
SCALE: tuple[Words, ...] = (
    gettext_lazy("nothing of it"),
    gettext_lazy("a little"),
    gettext_lazy("partly"),
    gettext_lazy("mostly"),
    gettext_lazy("fully"),
)
RECOMMENDATIONS: dict[str, Words] = {
    Judgement.Recommendation.ACCEPT: gettext_lazy("Accept it"),
    Judgement.Recommendation.CHANGES: gettext_lazy("Ask for changes"),
    Judgement.Recommendation.REFUSE: gettext_lazy("Refuse it"),
}
STATES: dict[str, Words] = {
    Assignment.State.ASKED: gettext_lazy("asked"),
    Assignment.State.DECLINED: gettext_lazy("declined"),
    Assignment.State.BEGUN: gettext_lazy("reading"),
    Assignment.State.DONE: gettext_lazy("handed in"),
    Assignment.State.RELEASED: gettext_lazy("no longer needed"),
}
OUTCOMES: dict[str, Words] = {
    Round.Outcome.ACCEPTED: gettext_lazy("Accepted"),
    Round.Outcome.CHANGES_ASKED: gettext_lazy("Changes asked"),
    Round.Outcome.ENDED: gettext_lazy("Ended without a decision"),
}
WAITS: dict[WaitsFor, Words] = {
    WaitsFor.READERS: gettext_lazy("Ask readers"),
    WaitsFor.JUDGEMENTS: gettext_lazy("Readers at work"),
    WaitsFor.THIRD: gettext_lazy("Ask a third reader"),
    WaitsFor.DECISION: gettext_lazy("Decide"),
}
CONFLICTS: dict[Conflict, Words] = {
    Conflict.NOT_A_REVIEWER: gettext_lazy("holds no role of a reviewer for this city"),
    Conflict.OWN_CITY: gettext_lazy("holds a role for this city, or for a network that writes for it"),
    Conflict.OWN_WORK: gettext_lazy("wrote this practice or handed it in"),
}


def say_reader(position: int) -> str:
    """Return what a reader is called whose name is not told."""
    names = {1: _("First reader"), 2: _("Second reader"), 3: _("Third reader")}
    return names.get(position) or _("Reader %(number)s") % {"number": position}


def say_score(score: Score | None) -> str:
    """Return a score in words: "yes", "3, mostly"; "–" for none."""
    if score is None:
        return "–"
    if isinstance(score, bool):
        return _("yes") if score else _("no")
    return _("%(score)s, %(words)s") % {"score": score, "words": SCALE[score]}


def say_agreement(found: Agreement) -> list[str]:
    """Return how far two readers agree, in sentences: which figures these are, and what they mean."""
    sentences = [
        ngettext(
            "Both chose the same on %(same)s of %(count)s criterion.",
            "Both chose the same on %(same)s of %(count)s criteria.",
            found.compared,
        )
        % {"same": found.same, "count": found.compared}
    ]
    if found.kappa is not None:
        sentences.append(
            _("Their scores from 0 to 4 are %(words)s (weighted kappa: %(kappa)s).")
            % {"kappa": f"{found.kappa:.2f}", "words": _kappa_words(found.kappa)}
        )
    if found.same_recommendation:
        sentences.append(_("Both recommend the same."))
    else:
        sentences.append(_("They recommend different things."))
    return sentences


def say_days(days: float | None) -> str:
    """Return a number of days in words."""
    if days is None:
        return _("not known yet")
    if days < 1:
        return _("less than a day")
    return ngettext("%(count)s day", "%(count)s days", round(days)) % {"count": round(days)}


def _kappa_words(kappa: float) -> str:
    """Return what a kappa means; the bounds are those of Landis and Koch (1977), taken together to four."""
    if kappa <= 0:
        return _("no closer than by chance")
    if kappa < 0.4:
        return _("a little closer than by chance")
    return _("clearly closer than by chance") if kappa < 0.8 else _("nearly the same throughout")

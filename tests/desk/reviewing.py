"""What tests of the review desk share: words of a page, a judgement as a form sends it."""

import re

from convivia.reviews.judgement_actions import give_judgement
from convivia.reviews.queries import measures_of, newest_criteria
from convivia.reviews.scoring import Group
from tests.reviews.conftest import written

HOME = "/en/desk/reviews/"


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def filled(version=0, **values):
    """Return a whole judgement as the form sends it."""
    measures = measures_of(newest_criteria().pk)
    scores = {f"score-{one.key}": "yes" if one.group == Group.EXCLUSION else "3" for one in measures}
    return {"version": version, "recommendation": "accept", "reason": "Good.", "private_note": "", **scores, **values}


def in_all(asked, editor, **values):
    """Hand in both judgements."""
    for assignment in asked:
        give_judgement(assignment=assignment, written=written(**values), version=0, by=assignment.reviewer)
    return asked[0].round

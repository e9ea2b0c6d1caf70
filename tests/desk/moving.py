"""Takes a practice along the way to the public, for tests of its history."""

from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.practices.writing_actions import save_draft


def publish(practice, *, by, editor) -> Practice:
    """Hand in, accept and publish."""
    for step, person in ((Step.SUBMIT, by), (Step.ACCEPT, editor), (Step.PUBLISH, editor)):
        practice = take_step(practice=practice, step=step, by=person)
    return practice


def write(practice, *, by, **text) -> WorkingCopy:
    """Begin a change where none is begun, and write into its English text."""
    if not WorkingCopy.objects.filter(practice=practice).exists():
        practice = take_step(practice=practice, step=Step.REVISE, by=by)
    copy = WorkingCopy.objects.get(practice=practice)
    texts = copy.content["texts"] | {"en": copy.content["texts"]["en"] | text}
    return save_draft(practice=practice, content=copy.content | {"texts": texts}, version=copy.version, by=by)


def published_twice(draft, contributor, editor) -> Practice:
    """Return a practice with two public versions: the second has another title and a section more."""
    practice = publish(draft(by=contributor), by=contributor, editor=editor)
    write(practice, by=contributor, title="A better title", answers={"impact": "Fewer quarrels."})
    practice.refresh_from_db()
    return publish(practice, by=contributor, editor=editor)

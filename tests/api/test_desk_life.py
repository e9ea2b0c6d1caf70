"""The life of a practice by programs: returned with a reason, mended, published, changed while the public reads on."""

from django.test import Client

from convivia.practices.models import Event, Revision
from tests.api.test_desk import ask, kind
from tests.desk.conftest import *  # noqa: F403 - the standing actors of the desk


def test_returned_mended_published_changed_and_given_up(signed_in, draft, contributor, editor, reviewer):
    writer, judge, outsider = signed_in(contributor), signed_in(editor), signed_in(reviewer)
    practice = draft(by=contributor, summary="As it was first.")
    at = f"/{practice.public_id}"

    def take(client, step, reason=""):
        status, told, _ = ask(client, "POST", f"{at}/steps/{step}", {"reason": reason})
        assert status == 200, told
        return told["state"]

    def write(summary):
        _, copy, answer = ask(writer, "GET", f"{at}/working-copy")
        copy["content"]["texts"]["en"]["summary"] = summary
        status, _, saved = ask(writer, "PUT", f"{at}/working-copy", copy["content"], If_Match=answer["ETag"])
        assert status == 200
        stale = ask(writer, "PUT", f"{at}/working-copy", copy["content"], If_Match=answer["ETag"])
        assert (kind(stale), stale[2]["ETag"]) == ((412, "changed-meanwhile"), saved["ETag"])

    def public():
        answer = Client().get(f"/api/v1/practices{at}")
        return answer.json()["texts"][0]["summary"] if answer.status_code == 200 else answer.status_code

    assert take(writer, "submit") == "submitted"
    assert take(judge, "ask-changes", "Say who pays.") == "changes-asked"
    write("As it was mended.")
    assert (take(writer, "submit"), public()) == ("submitted", 404)
    assert [kind(ask(outsider, "GET", at)), kind(ask(outsider, "POST", f"{at}/steps/accept", {}))] == [
        (404, "not-found")
    ] * 2
    assert [take(judge, "accept"), take(judge, "publish")] == ["accepted", "published"]
    assert public() == "As it was mended."
    assert take(writer, "revise") == "draft"
    write("As nobody shall read it.")
    assert public() == "As it was mended."
    assert (take(writer, "discard"), public()) == ("published", "As it was mended.")
    assert take(writer, "revise") == "draft"
    write("As it is now.")
    steps = [(writer, "submit"), (judge, "accept"), (judge, "publish")]
    assert [take(client, step) for client, step in steps] == ["submitted", "accepted", "published"]
    assert public() == "As it is now."
    assert take(judge, "withdraw", "It is over.") == "withdrawn"
    assert public() == 410
    assert Event.objects.get(kind="ask-changes").reason == "Say who pays."
    published = Revision.objects.filter(step="publish").order_by("number")
    assert [one.content["texts"]["en"]["summary"] for one in published] == ["As it was mended.", "As it is now."]

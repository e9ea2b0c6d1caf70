"""Wanted topics for editors: what readers looked for and did not find."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from convivia.common.languages import language_name
from convivia.search.models import WantedTopic
from convivia.search.query import SearchQuery
from convivia.search.wanted import mark_handled, mark_open, wanted_topics
from convivia.website.shelves import library_url

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class StateFilter(admin.SimpleListFilter):
    """Topics that are still wanted (as long as nothing else is chosen), that are handled, or all."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("handled", "handled"), ("all", "all")]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": "still wanted",
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[WantedTopic]) -> QuerySet[WantedTopic]:
        if self.value() == "all":
            return queryset
        return queryset.filter(handled_on__isnull=self.value() != "handled")


@admin.register(WantedTopic)
class WantedTopicAdmin(admin.ModelAdmin):
    list_display = ["words", "in_language", "times", "last_asked", "handled_on", "handled_by", "search"]
    list_display_links = None
    list_filter = [StateFilter, "language", "last_asked"]
    search_fields = ["words", "key"]
    ordering = ["-count", "-last_asked", "key"]
    actions = ["handle", "reopen", "export"]

    @admin.display(description="language of the page", ordering="language")
    def in_language(self, topic: WantedTopic) -> str:
        return language_name(topic.language, "en")

    @admin.display(description="asked", ordering="count")
    def times(self, topic: WantedTopic) -> str:
        return f"{topic.count} times" if topic.count > 1 else "once"

    @admin.display(description="")
    def search(self, topic: WantedTopic) -> SafeString:
        return format_html('<a href="{}">Search again</a>', address_of(topic))

    @admin.action(description="Mark as handled", permissions=["change"])
    def handle(self, request: HttpRequest, queryset: QuerySet[WantedTopic]) -> None:
        count = mark_handled(topics=queryset, by=request.user.get_username())
        self.message_user(request, f"{count} marked as handled.")

    @admin.action(description="Mark as wanted again", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[WantedTopic]) -> None:
        self.message_user(request, f"{mark_open(topics=queryset)} marked as wanted again.")

    @admin.action(description="Export as CSV", permissions=["view"])
    def export(self, request: HttpRequest, queryset: QuerySet[WantedTopic]) -> HttpResponse:
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="wanted-topics.csv"'
        rows = csv.writer(answer)
        rows.writerow(["words", "language", "asked", "last asked", "handled on", "search"])
        for topic in queryset:
            search = request.build_absolute_uri(address_of(topic))
            rows.writerow([topic.words, topic.language, topic.count, topic.last_asked, topic.handled_on or "", search])
        return answer

    def get_queryset(self, request: HttpRequest) -> QuerySet[WantedTopic]:
        return wanted_topics()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


def address_of(topic: WantedTopic) -> str:
    """Return the address of the library page that searches for a topic, in the language in which it was asked for."""
    with override(topic.language):
        return library_url(SearchQuery(q=topic.words))

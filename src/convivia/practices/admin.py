"""Pages on which an editor repairs a record. Whatever is saved here is noted as an event and reaches the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from convivia.common.admin_pages import FORM_FIELDS
from convivia.practices.actions import delete_practices, record_repair
from convivia.practices.collection_actions import delete_collections, record_collection_repair
from convivia.practices.models import (
    Collection,
    CollectionMember,
    Event,
    ExternalId,
    Practice,
    PracticePlace,
    Text,
)
from convivia.practices.period import parse_period

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class PracticeForm(forms.ModelForm):
    """The facts of a practice. Where the printed period is changed and nothing beside it, it is read again."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        beside = {"period_start", "period_end", "ongoing", "recurrence"}
        if "period_text" in self.changed_data and not beside & set(self.changed_data):
            self.instance.period = parse_period(cleaned.get("period_text", ""))
            cleaned |= {name: getattr(self.instance, name) for name in (*beside, "precision")}
        self._set_years(cleaned)
        return cleaned

    def _set_years(self, cleaned: dict[str, Any]) -> None:
        """Keep the years beside the dates, as the database demands."""
        for edge in ("start", "end"):
            date = cleaned.get(f"period_{edge}") or ""
            year = date[:4]
            if date and not (year.isdecimal() and len(year) == 4):
                raise ValidationError({f"period_{edge}": "Write 2016, 2016-09 or 2016-09-21."})
            setattr(self.instance, f"{edge}_year", int(year) if year else None)


class TextInline(admin.StackedInline):
    formfield_overrides = FORM_FIELDS
    model = Text
    extra = 0
    show_change_link = True


class PlaceInline(admin.TabularInline):
    model = PracticePlace
    extra = 1
    autocomplete_fields = ["place"]


class ExternalIdInline(admin.TabularInline):
    model = ExternalId
    extra = 0


@admin.register(Practice)
class PracticeAdmin(admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    form = PracticeForm
    list_display = ["public_id", "first_title", "period_text", "start_year", "end_year", "ongoing", "updated_at"]
    list_filter = ["ongoing", "concepts", "countries"]
    search_fields = ["public_id", "texts__title", "texts__external_ids__value", "place_links__place__name"]
    readonly_fields = ["public_id", "revision", "indexed_revision"]
    filter_horizontal = ["concepts"]
    autocomplete_fields = ["countries"]
    inlines = [TextInline, PlaceInline]

    @admin.display(description="title")
    def first_title(self, practice: Practice) -> str:
        return next((text.display_title for text in practice.texts.all() if text.display_title), "(no title)")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Practice]:
        return super().get_queryset(request).prefetch_related("texts")

    def delete_model(self, request: HttpRequest, obj: Practice) -> None:
        delete_practices(practices=[obj], by=request.user.get_username())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Practice]) -> None:
        delete_practices(practices=list(queryset), by=request.user.get_username())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        touched = [name for part in (form, *(f for formset in formsets for f in formset)) for name in part.changed_data]
        changes = {name: ["", ""] for name in sorted(set(touched))}
        record_repair(practice=form.instance, changes=changes, by=request.user.get_username())


@admin.register(Text)
class TextAdmin(admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["display_title", "language", "origin", "practice"]
    list_filter = ["language", "origin"]
    list_select_related = ["practice"]
    search_fields = ["title", "practice__public_id"]
    inlines = [ExternalIdInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changes = {name: ["", ""] for name in form.changed_data}
        record_repair(practice=form.instance.practice, changes=changes, by=request.user.get_username())


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["at", "kind", "practice", "collection", "by"]
    list_filter = ["kind", "by"]
    search_fields = ["practice", "collection"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False


class MemberInline(admin.TabularInline):
    model = CollectionMember
    extra = 1
    autocomplete_fields = ["practice"]


@admin.register(Collection)
class CollectionAdmin(admin.ModelAdmin):
    """Editors gather practices under a name; the order is that of the positions."""

    formfield_overrides = FORM_FIELDS
    list_display = ["key", "__str__", "is_published", "is_edited", "updated_at"]
    list_filter = ["is_published"]
    search_fields = ["key"]
    inlines = [MemberInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Collection | None = None) -> list[str]:
        return ["key"] if obj else []

    def delete_model(self, request: HttpRequest, obj: Collection) -> None:
        delete_collections(collections=[obj], by=request.user.get_username())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Collection]) -> None:
        delete_collections(collections=list(queryset), by=request.user.get_username())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        touched = [name for part in (form, *(f for formset in formsets for f in formset)) for name in part.changed_data]
        changes = {name: ["", ""] for name in sorted(set(touched))}
        record_collection_repair(collection=form.instance, changes=changes, by=request.user.get_username())

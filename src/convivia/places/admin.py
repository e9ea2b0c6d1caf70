"""Pages for repairing places, names, figures and networks. A place saved here is left alone by later loads."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet

from convivia.common.admin_pages import FORM_FIELDS
from convivia.common.folding import fold_name
from convivia.places.models import Country, Figure, Membership, Network, Place, PlaceName
from convivia.places.queries import forget_gazetteer


@admin.register(Country)
class CountryAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "alpha3", "numeric"]
    search_fields = ["code", "alpha3"]

    @admin.display(description="name")
    def name(self, country: Country) -> str:
        return country.name_in("en")

    def get_readonly_fields(self, request: Any, obj: Country | None = None) -> list[str]:
        """Keep the code as it is once it is given: places refer to it."""
        return ["code"] if obj else []


class PlaceNameInline(admin.TabularInline):
    model = PlaceName
    extra = 1
    fields = ["text", "language", "kind"]


class FigureInline(admin.TabularInline):
    formfield_overrides = FORM_FIELDS
    model = Figure
    extra = 1
    fields = ["kind", "area", "value", "unit", "year", "source", "source_url", "note"]


class MembershipInline(admin.TabularInline):
    formfield_overrides = FORM_FIELDS
    model = Membership
    extra = 1
    autocomplete_fields = ["network"]


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ["name", "country_id", "kind", "origin", "population", "key"]
    list_filter = ["origin", "kind", "is_edited", "networks"]
    list_select_related = False
    search_fields = ["folded", "names__folded"]
    autocomplete_fields = ["country", "parent"]
    inlines = [PlaceNameInline, FigureInline, MembershipInline]
    fieldsets = [
        (None, {"fields": ["key", "name", "kind", "country", "parent", "note"]}),
        ("Where", {"fields": ["latitude", "longitude", "population", "geonames_id"]}),
        ("Where from", {"fields": ["origin", "is_edited"]}),
    ]
    show_full_result_count = False

    def get_readonly_fields(self, request: Any, obj: Place | None = None) -> list[str]:
        """Keep the key as it is once it is given: it is part of addresses."""
        return ["key"] if obj else []

    def get_search_results(
        self, request: Any, queryset: QuerySet[Place], search_term: str
    ) -> tuple[QuerySet[Place], bool]:
        """Return places by key, or by any of their names, whatever its accents and hyphens."""
        by_key = queryset.filter(key=search_term.strip())
        return (by_key, False) if by_key else super().get_search_results(request, queryset, fold_name(search_term))

    def save_model(self, request: Any, obj: Place, form: Any, change: bool) -> None:
        """Save the place, so that no later load of the shipped files undoes what was changed by hand."""
        if "is_edited" not in form.changed_data:
            obj.is_edited = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Save names and figures, and have the gazetteer read them again."""
        super().save_related(request, form, formsets, change)
        forget_gazetteer()


class MemberInline(admin.TabularInline):
    formfield_overrides = FORM_FIELDS
    model = Membership
    extra = 1
    autocomplete_fields = ["place"]


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["key", "__str__", "kind", "country"]
    list_filter = ["kind"]
    list_select_related = ["country"]
    search_fields = ["key", "names"]
    autocomplete_fields = ["country"]
    inlines = [MemberInline]


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["place", "kind", "area", "value", "unit", "year", "source"]
    list_filter = ["kind", "year"]
    list_select_related = ["place"]
    search_fields = ["place__folded", "place__name", "source"]
    autocomplete_fields = ["place"]

"""Pages on which an editor repairs a place, a network or a figure."""

from django.contrib import admin

from convivia.common.admin_pages import FORM_FIELDS
from convivia.places.models import Country, Figure, Membership, Network, Place, PlaceName


class PlaceNameInline(admin.TabularInline):
    model = PlaceName
    extra = 1


class FigureInline(admin.TabularInline):
    formfield_overrides = FORM_FIELDS
    model = Figure
    extra = 0


class MembershipInline(admin.TabularInline):
    formfield_overrides = FORM_FIELDS
    model = Membership
    extra = 0
    autocomplete_fields = ["place"]


@admin.register(Country)
class CountryAdmin(admin.ModelAdmin):
    list_display = ["code", "__str__", "alpha3"]
    search_fields = ["code", "alpha3"]


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ["name", "key", "kind", "country", "population", "is_edited"]
    list_filter = ["is_edited", "kind"]
    list_select_related = ["country"]
    search_fields = ["name", "key", "names__text"]
    autocomplete_fields = ["country", "parent"]
    inlines = [PlaceNameInline, FigureInline]


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["key", "kind", "country"]
    autocomplete_fields = ["country"]
    inlines = [MembershipInline]

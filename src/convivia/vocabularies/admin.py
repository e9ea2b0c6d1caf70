from django.contrib import admin

from convivia.common.admin_pages import FORM_FIELDS
from convivia.vocabularies.models import Concept, ConceptScheme, Label, Mapping


class LabelInline(admin.TabularInline):
    model = Label
    extra = 1


class MappingInline(admin.TabularInline):
    model = Mapping
    extra = 0


@admin.register(ConceptScheme)
class ConceptSchemeAdmin(admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["key", "version", "source"]


@admin.register(Concept)
class ConceptAdmin(admin.ModelAdmin):
    list_display = ["key", "scheme", "notation", "position", "broader", "group"]
    list_filter = ["scheme"]
    list_select_related = ["scheme", "broader"]
    search_fields = ["key", "labels__text"]
    inlines = [LabelInline, MappingInline]

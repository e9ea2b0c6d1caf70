from django.contrib import admin

from convivia.vocabularies.models import Concept, ConceptScheme, Label, Mapping


class LabelInline(admin.TabularInline[Label, Concept]):
    model = Label
    extra = 1


class MappingInline(admin.TabularInline[Mapping, Concept]):
    model = Mapping
    extra = 0


@admin.register(ConceptScheme)
class ConceptSchemeAdmin(admin.ModelAdmin[ConceptScheme]):
    list_display = ["key", "version", "source"]


@admin.register(Concept)
class ConceptAdmin(admin.ModelAdmin[Concept]):
    list_display = ["key", "scheme", "notation", "position", "broader", "group"]
    list_filter = ["scheme"]
    list_select_related = ["scheme", "broader"]
    search_fields = ["key", "labels__text"]
    inlines = [LabelInline, MappingInline]

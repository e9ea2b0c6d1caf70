from django.contrib import admin

from convivia.reviews.models import CriteriaEdition, Criterion, ReviewEvent


class CriterionInline(admin.TabularInline):
    model = Criterion
    extra = 0
    fields = ["key", "group", "position", "weight"]


@admin.register(CriteriaEdition)
class CriteriaEditionAdmin(admin.ModelAdmin):
    list_display = ["version"]
    inlines = [CriterionInline]


@admin.register(ReviewEvent)
class ReviewEventAdmin(admin.ModelAdmin):
    list_display = ["at", "kind", "practice", "round", "about", "by"]
    list_filter = ["kind"]
    search_fields = ["practice", "by"]

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        """Nobody writes the log by hand."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """Nobody writes the log by hand."""
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Nobody writes the log by hand."""
        return False

from django.contrib import admin

from convivia.questionnaires.models import Heading, Questionnaire, Section


class SectionInline(admin.TabularInline):
    model = Section
    extra = 0
    show_change_link = True


class HeadingInline(admin.TabularInline):
    model = Heading
    extra = 1


@admin.register(Questionnaire)
class QuestionnaireAdmin(admin.ModelAdmin):
    list_display = ["key", "edition"]
    inlines = [SectionInline]


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["key", "questionnaire", "position"]
    list_select_related = ["questionnaire"]
    inlines = [HeadingInline]

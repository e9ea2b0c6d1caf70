from django.contrib import admin

from convivia.questionnaires.models import Heading, Questionnaire, Section


class SectionInline(admin.TabularInline[Section, Questionnaire]):
    model = Section
    extra = 0
    show_change_link = True


class HeadingInline(admin.TabularInline[Heading, Section]):
    model = Heading
    extra = 1


@admin.register(Questionnaire)
class QuestionnaireAdmin(admin.ModelAdmin[Questionnaire]):
    list_display = ["key", "edition"]
    inlines = [SectionInline]


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin[Section]):
    list_display = ["key", "questionnaire", "position"]
    list_select_related = ["questionnaire"]
    inlines = [HeadingInline]

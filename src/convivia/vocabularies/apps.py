from django.apps import AppConfig


class VocabulariesConfig(AppConfig):
    name = "convivia.vocabularies"

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "convivia.search"

    def ready(self) -> None:
        from convivia.search import receivers  # noqa: PLC0415 (models are loaded by now, not before)

        receivers.connect()

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "convivia.practices"

    def ready(self) -> None:
        from convivia.practices import people_receivers  # noqa: PLC0415 (models are loaded by now, not before)

        people_receivers.connect()

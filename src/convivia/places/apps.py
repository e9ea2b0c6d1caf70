from django.apps import AppConfig
from django.core.checks import register


class PlacesConfig(AppConfig):
    name = "convivia.places"

    def ready(self) -> None:
        from convivia.places.checks import check_bands  # noqa: PLC0415 (settings are read by now, not before)

        register(check_bands)

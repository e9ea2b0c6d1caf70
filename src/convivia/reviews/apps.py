from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "convivia.reviews"

    def ready(self) -> None:
        from convivia.reviews import receivers  # noqa: PLC0415 (models are loaded by now, not before)

        receivers.connect()

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "convivia.notifications"

    def ready(self) -> None:
        from convivia.notifications import receivers  # noqa: PLC0415 (models are loaded by now, not before)

        receivers.connect()

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "convivia.desk"

    def ready(self) -> None:
        from convivia.desk import account_receivers, review_mails  # noqa: PLC0415 (models are loaded by now, not before)

        account_receivers.connect()
        review_mails.connect()

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "convivia.desk"

    def ready(self) -> None:
        # Models are loaded by now, not before.
        from convivia.desk import account_receivers, review_mails, review_news, sessions  # noqa: PLC0415

        account_receivers.connect()
        review_mails.connect()
        review_news.connect()
        sessions.connect()

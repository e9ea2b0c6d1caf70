"""How often an invitation was sent; and the table of counters that all server processes share (settings.CACHES)."""

import django.utils.timezone
from django.core.management import call_command
from django.db import migrations, models


def make_counters(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            "invitation",
            "sent_at",
            models.DateTimeField(default=django.utils.timezone.now, help_text="the last mail"),
        ),
        migrations.AddField("invitation", "times_sent", models.PositiveSmallIntegerField(default=1)),
        migrations.AlterField(
            "peopleevent",
            "kind",
            models.CharField(
                choices=[
                    ("invited", "invited"),
                    ("accepted", "accepted an invitation"),
                    ("invitation-withdrawn", "invitation withdrawn"),
                    ("role-given", "role given"),
                    ("role-ended", "role ended"),
                    ("handed-over", "handed over"),
                    ("closed", "account closed"),
                ],
                max_length=24,
            ),
        ),
        migrations.RunPython(make_counters, migrations.RunPython.noop),
    ]

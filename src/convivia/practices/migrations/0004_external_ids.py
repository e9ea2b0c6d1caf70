import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # Apart from the one before: PostgreSQL does not alter a table in the transaction that has filled its column.

    dependencies = [("practices", "0003_desk")]

    operations = [
        migrations.AlterField(
            model_name="externalid",
            name="practice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="external_ids", to="practices.practice"
            ),
        ),
    ]

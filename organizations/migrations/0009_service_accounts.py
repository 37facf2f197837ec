"""Accounts of programs are told apart from people; the column may be null, as SQLite wants it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0008_city_and_province"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="service_since",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]

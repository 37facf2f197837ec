"""A mail address somebody has entered for themselves waits beside the one that holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0004_lapse_told")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="pending_email",
            field=models.EmailField(blank=True, editable=False, max_length=254, null=True),
        ),
    ]

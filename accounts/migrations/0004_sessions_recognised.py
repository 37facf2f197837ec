"""When a session was begun and last seen, when it ends unseen, and from where; empty in those so
far, so that no row is rewritten and machines of the version before go on writing theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_credentials_end")]
    operations = [
        migrations.AddField("session", "created_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "idle_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "address", models.GenericIPAddressField(null=True)),
        migrations.AddField("session", "device", models.CharField(max_length=60, null=True)),
    ]

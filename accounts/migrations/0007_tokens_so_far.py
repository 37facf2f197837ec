"""The tokens so far were made by log-ins: they keep opening everything, and are called so."""

from django.db import migrations

BATCH = 500


def describe(apps, schema_editor) -> None:
    alias = schema_editor.connection.alias
    tokens = apps.get_model("knox", "AuthToken").objects.using(alias)
    details = apps.get_model("accounts", "TokenDetails")
    bare = tokens.filter(details=None).values_list("pk", flat=True)
    rows = [details(token_id=key, scope="full") for key in bare]
    details.objects.using(alias).bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_details_end_with_tokens")]
    operations = [migrations.RunPython(describe, migrations.RunPython.noop)]

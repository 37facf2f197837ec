"""A message is worded by its kind from now on; two kinds had two sentences each. The template that
was kept with a message says which of them it was."""

from django.db import migrations

# (kind, template): the kind that says the same.
KINDS = {
    ("accept_transfer", "“%(title)s” is yours to fix by %(due_on)s."): "assign",
    (
        "password_reset",
        "Your account got a new password at the server. Choose your own.",
    ): "reset_at_server",
}


def name_them(apps, schema_editor) -> None:
    alias = schema_editor.connection.alias
    messages = apps.get_model("notifications", "Notification").objects.using(alias)
    for (kind, template), now in KINDS.items():
        messages.filter(kind=kind, template=template).update(kind=now)


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_deliveries")]
    # The template stays, and the version before words a message by it.
    operations = [migrations.RunPython(name_them, migrations.RunPython.noop)]

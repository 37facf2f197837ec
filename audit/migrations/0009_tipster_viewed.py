"""A look at who tipped is a kind of event."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0008_identities_are_logged"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("logged_in", "Logged in"),
                    ("logged_out", "Logged out"),
                    ("login_failed", "Failed log-in"),
                    ("locked_out", "Locked out"),
                    ("session_ended", "Session ended"),
                    ("token_made", "Token made"),
                    ("token_ended", "Token ended"),
                    ("password_changed", "Password changed"),
                    ("password_reset", "Password set by somebody else"),
                    ("activation_made", "Activation slip made"),
                    ("activated", "Account activated"),
                    ("factor_set_up", "Second factor set up"),
                    ("factor_shown", "Second factor shown"),
                    ("factor_failed", "Wrong second factor"),
                    ("factor_removed", "Second factor removed"),
                    ("recovery_codes_made", "Recovery codes made"),
                    ("password_mailed", "Password link asked for"),
                    ("password_by_mail", "Password chosen by a mailed link"),
                    ("service_made", "Service account made"),
                    ("rights_changed", "Rights changed"),
                    ("contact_changed", "Contact details changed"),
                    ("identity_bound", "Account of another service bound"),
                    ("identity_unbound", "Account of another service unbound"),
                    ("unit_changed", "Unit changed"),
                    ("refused", "Refused"),
                    ("exported", "Exported"),
                    ("printed", "Printed"),
                    ("photo_viewed", "Photo of a major hazard viewed"),
                    ("tipster_viewed", "Looked at who tipped"),
                    ("imported", "Old ledger imported"),
                    ("district_loaded", "Units and people loaded"),
                    ("set_up", "Service set up"),
                    ("backed_up", "Backup made"),
                    ("restored", "Backup restored"),
                    ("events_removed", "Old events removed"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]

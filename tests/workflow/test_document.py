"""The page about the law says what the law says."""

from django.conf import settings

from workflow.document import as_markdown


def test_the_page_is_made_from_the_declaration():
    """If this fails: `python manage.py document_workflow`."""
    page = settings.BASE_DIR / "docs" / "workflow.md"
    assert page.read_text(encoding="utf-8") == as_markdown()

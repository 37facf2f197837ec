"""Pages travel small over a bad signal; pictures are not squeezed twice."""

from django.urls import reverse


def test_a_page_is_compressed_and_a_picture_is_not(cast, client):
    hazard = cast.reported()
    client.force_login(cast.officer)
    asked = {"Accept-Encoding": "gzip"}
    page = client.get(reverse("web:hazard", args=[hazard.pk]), headers=asked)
    photo = hazard.photos.get()
    picture = client.get(reverse("web:photo", args=[photo.pk, "display"]), headers=asked)
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in picture.headers

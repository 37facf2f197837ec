"""The S3 store as the settings make it: what it is asked for, and what it says of a lost file."""

import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from config.sections import s3

NAME = "photos/2026/11/one.jpg"


@pytest.fixture
def asked(bucket):
    """The method and path of each request that goes out, in order."""
    seen = []

    def see(request, **_):
        seen.append((request.method, request.url.partition("/photos/")[2]))

    bucket.connection.meta.client.meta.events.register("before-send.s3", see)
    return seen


@pytest.mark.parametrize("size", [0, 20_000, 3_000_000])
def test_a_file_is_read_with_one_request_however_large(bucket, asked, size):
    content = bytes(range(256)) * (size // 256) + b"\0" * (size % 256)
    bucket.save(NAME, ContentFile(content))
    asked.clear()
    with bucket.open(NAME) as file:
        assert file.read() == content
    assert asked == [("GET", NAME)]


def test_a_file_is_kept_with_one_look_for_its_name_and_one_request(bucket, asked):
    bucket.save(NAME, ContentFile(b"whole"))
    assert asked == [("HEAD", NAME), ("PUT", NAME)]


def test_a_file_that_is_not_there_is_missing_as_in_a_folder(bucket):
    with pytest.raises(FileNotFoundError, match=NAME):
        bucket.open(NAME)


def test_a_bucket_that_is_not_there_is_no_missing_file(bucket):
    elsewhere = storages.create_storage(s3.storage(bucket.endpoint_url, "elsewhere"))
    with pytest.raises(ClientError, match="NoSuchBucket"):
        elsewhere.open(NAME)

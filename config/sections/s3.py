"""Photos in an S3 store, with bounds on how long one may wait for it."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import environment

try:
    from boto3.s3.transfer import TransferConfig
    from botocore.config import Config
except ImportError:  # The optional extra `s3`.
    Config = None

# Seconds. The library's own are a minute each, five times over: a store that hangs would hold every
# thread of the web. Both attempts together end before SQLite's other writers, who wait for 20
# seconds while a photo is kept, give up.
CONNECT_TIMEOUT, READ_TIMEOUT, ATTEMPTS = 3, 8, 2


def storage(endpoint: str, bucket: str) -> dict[str, Any]:
    """Its keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."""
    if not bucket:
        raise ImproperlyConfigured("MEDIA_URL_S3 needs AWS_STORAGE_BUCKET_NAME as well.")
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"MEDIA_URL_S3 must begin with https://, not {endpoint!r}.")
    if Config is None:
        raise ImproperlyConfigured(
            "Photos in an S3 store need the extra s3: see docs/operations.md."
        )
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": environment.text("AWS_S3_REGION_NAME") or None,
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
        # A photo fits into one request; a pool of threads for each would only be made and ended.
        "transfer_config": TransferConfig(use_threads=False),
        "client_config": Config(
            connect_timeout=CONNECT_TIMEOUT,
            read_timeout=READ_TIMEOUT,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
        ),
    }
    return {"BACKEND": "hazards.photos.s3_store.PhotosInS3", "OPTIONS": options}

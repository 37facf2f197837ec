"""An S3 store with the bucket `photos`: `python -m tests.monitoring.bucket PORT`."""

import sys
import threading

import boto3
from moto.server import ThreadedMotoServer

if __name__ == "__main__":
    port = int(sys.argv[1])
    ThreadedMotoServer("127.0.0.1", port, verbose=False).start()
    known = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    address = f"http://127.0.0.1:{port}"
    store = boto3.client("s3", endpoint_url=address, region_name="us-east-1", **known)
    store.create_bucket(Bucket="photos")
    print("ready", flush=True)
    threading.Event().wait()

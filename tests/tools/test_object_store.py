"""The shared cache in an object store, which a server on this machine stands for."""

import logging
from collections.abc import Iterator

import pytest

from annexa.tools import shared_places, sharing
from annexa.tools.sharing import opened

pytestmark = [pytest.mark.slow, pytest.mark.network, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
pytest.importorskip("s3fs", reason="s3fs is not installed: pip install annexa[cluster]")
server = pytest.importorskip("moto.server", reason="moto is not installed: pip install -r requirements/dev.txt")

SECRETS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket, and the environment in which it is found."""
    import boto3
    import s3fs

    for module, limit in ((sharing, "SECONDS"), (sharing, "GRACE"), (shared_places, "SECONDS")):
        monkeypatch.setattr(module, limit, 240.0)  # server and store share one busy machine
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "for-a-test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "for-a-test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3")
    client.create_bucket(Bucket="evidence", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    yield "evidence"
    for each in client.list_objects_v2(Bucket="evidence").get("Contents", []):
        client.delete_object(Bucket="evidence", Key=each["Key"])
    client.delete_bucket(Bucket="evidence")


def objects(bucket: str) -> dict[str, bytes]:
    import boto3

    client = boto3.client("s3")
    listed = client.list_objects_v2(Bucket=bucket).get("Contents", [])
    return {each["Key"]: client.get_object(Bucket=bucket, Key=each["Key"])["Body"].read() for each in listed}


def test_what_one_machine_offers_another_finds_and_a_changed_object_is_none(bucket: str) -> None:
    import boto3

    one, two = opened(f"s3://{bucket}/annexa"), opened(f"s3://{bucket}/annexa")
    assert two.fetch("facts", "abcd") is None
    one.offer("facts", "abcd", b"words" * 1000)
    one.close()
    assert two.fetch("facts", "abcd") == b"words" * 1000
    ((key, data),) = objects(bucket).items()
    assert key == "annexa/annexa-1/facts/ab/abcd"
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=data[:-1] + b"z")
    assert two.fetch("facts", "abcd") is None
    assert not one.notes and not two.notes


def test_a_store_that_refuses_is_given_up_with_a_sentence(bucket: str) -> None:
    store = opened("s3://no-bucket-of-that-name/annexa")
    assert not store.put("facts", "abcd", b"words")
    assert store.is_lost and len(store.notes) == 1


def test_without_credentials_the_work_goes_on(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs

    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    s3fs.S3FileSystem.clear_instance_cache()
    store = opened(f"s3://{bucket}/annexa")
    assert not store.put("facts", "abcd", b"words")
    assert len(store.notes) == 1


def test_a_server_that_is_not_there_stops_nothing(monkeypatch: pytest.MonkeyPatch, bucket: str) -> None:
    import s3fs

    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    s3fs.S3FileSystem.clear_instance_cache()
    store = opened(f"s3://{bucket}/annexa")
    assert store.fetch("facts", "abcd") is None
    assert store.is_lost and len(store.notes) == 1

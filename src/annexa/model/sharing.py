"""What machines that work on one library share, as library.yaml says."""

from typing import Annotated, Final

from pydantic import Field

from annexa.model.framework import Record

PLACE: Final = r"^((s3|s3a|gs|gcs|az|abfs|abfss)://[^\s:?#]+|(/|~/|[A-Za-z]:[/\\]|\\\\)[^:?#]*)$"
"""A folder with its whole path, or an object store. No web address, and none that chains several systems."""


class Sharing(Record):
    """Where other machines find what one has made, and what they may be given to do."""

    cache: Annotated[str, Field(pattern=PLACE, max_length=400)] | None = None
    """A folder that several machines see, such as "/mnt/annexa-cache", or an object store, such as "s3://bucket/annexa";
    nothing of sensitive documents goes there. ANNEXA_CACHE and --cache win over it."""
    sensitive_on_cluster: bool = False
    """Whether workers of a cluster (--cluster) may convert and read sensitive documents too; they never go into the
    cache."""

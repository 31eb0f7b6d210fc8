"""What is strange about a sending that is to be recorded, and what to know about it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from annexa.load.places import Unsafe, from_record
from annexa.model.bundle_files import OLD
from annexa.model.library import Library
from annexa.model.manifest import Manifest, ManifestDocument
from annexa.model.sent import Sending
from annexa.model.words import day_in_words
from annexa.package.gather import role_in_words
from annexa.package.proof import Proof
from annexa.tools.files import sha256_of

AGAIN = " Put a wrong day right with --again --sent."


def role_called(proof: Proof | None, library: Library) -> str | None:
    """The role that the package names as its sender."""
    words = proof.info.get("Internal-Sender-Description") if proof else None
    return next((id for id in library.people.roles if words and role_in_words(library, id) == words), None)


def doubts(sending: Sending, library: Library, before: Sending | None, *, today: date) -> Iterator[str]:
    """What makes a day look as if it was typed wrongly; `before` is what was sent before, where something was."""
    called, day = library.meta.notification, day_in_words(sending.sent)
    if sending.sent > today:
        yield f"{day} is still to come.{AGAIN}"
    elif called is not None and sending.sent < called:
        yield f"{day} is before the notification call of {day_in_words(called)}.{AGAIN}"
    elif before is not None and sending.sent < before.sent:
        yield f"{day} is before {day_in_words(before.sent)}, when what it adds to was sent.{AGAIN}"


def notes(sending: Sending, library: Library, manifest: Manifest, proof: Proof | None) -> Iterator[str]:
    """What somebody should know of a sending, and that is no reason to refuse it."""
    if sending.by is None:
        yield "Who sent it is not recorded: name a role with --by."
    if proof and (dated := proof.info.get("Bagging-Date", "")) > sending.sent.isoformat():
        yield f"The receipt is dated {day_in_words(date.fromisoformat(dated))}, which is after the day of sending."
    changed = [each.source for each in manifest.documents if has_changed(each, library)]
    if changed:
        yield f"Changed since it was built, and sent as it was then: {', '.join(changed)}."


def old_files(folder: Path) -> Iterator[str]:
    """Says where a bundle is from an earlier build."""
    if (folder / OLD).exists():
        yield f"It is from an earlier build, which a later one could not replace: {OLD} said why."


def has_changed(document: ManifestDocument, library: Library) -> bool:
    """Whether a document is not as it was when the bundle was built."""
    if not document.source or not document.sha256:
        return False
    place = from_record(library, document.source)
    return isinstance(place, Unsafe) or not place.is_file() or sha256_of(place) != document.sha256

"""Requests for additional evidence written to their files, with the documents and words that belong to an answer."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from annexa import pipeline
from annexa.inspection.attestation import Chosen, digest, find_document
from annexa.inspection.request_file import text_of
from annexa.inspection.requests import next_step, sending, signing, take
from annexa.load import Loaded
from annexa.load.places import in_secure_folder
from annexa.load.sent import PENDING, path_of
from annexa.load.sent import read as read_record
from annexa.model.errors import FindingsRefused, UsageError
from annexa.model.library import Library, is_child_level
from annexa.model.request import FOLDER, AnswerDocument, Answered, Delivered, Request, SecureText, Signed
from annexa.model.sent import Frozen
from annexa.model.words import count, listed
from annexa.pipeline.sent import PACKAGES
from annexa.plan.folders import FolderName, bundles_of
from annexa.tools.files import sha256_of, write_whole


def file_of(root: Path, number: int) -> Path:
    """Where a request lies."""
    return root / FOLDER / f"{number:03}.yaml"


def find(library: Library, number: int) -> Request:
    """The request of that number. Raises UsageError."""
    found = next((each for each in library.requests if each.number == number), None)
    if found is None and file_of(library.root, number).exists():
        raise UsageError(f"Request {number} has faults", remedy="‘annexa validate’ names them: put them right first.")
    if found is None:
        known = ", ".join(str(each.number) for each in library.requests)
        there = f"There are: {known}." if known else "There are none yet: ‘annexa request open’ notes one."
        raise UsageError(f"There is no request {number}", remedy=there)
    return found


def next_number(library: Library) -> int:
    """The number of the next request: above all that have a file, also those that cannot be read."""
    taken = [int(path.stem) for path in (library.root / FOLDER).glob("*.yaml") if path.stem.isdecimal()]
    return max([*taken, *(each.number for each in library.requests)], default=0) + 1


def unread(library: Library) -> list[str]:
    """A sentence where files of requests could not be used, which names them; nothing where all could."""
    known = {file_of(library.root, each.number) for each in library.requests}
    names = [path.name for path in sorted((library.root / FOLDER).glob("*.yaml")) if path not in known]
    if not names:
        return []
    what = count(len(names), "request cannot be read and is", "requests cannot be read and are")
    return [f"{what} not among these: {listed(names)} in {FOLDER}. ‘annexa validate’ says why."]


def save(library: Library, request: Request) -> Path:
    """Writes a request to its file, whole. Raises OSError."""
    path = file_of(library.root, request.number)
    write_whole(path, text_of(request))
    return path


def keep_secret(library: Library, number: int, what: str, text: str) -> SecureText:
    """Puts words about a child into the secure folder. Raises UsageError where it is not at hand."""
    name = f"requests/{number:03}-{what}.txt"
    place = in_secure_folder(library, name)
    root = library.meta.secure_root
    if not isinstance(place, Path) or root is None:
        raise UsageError(
            "Words about a child are kept in the secure folder, and library.yaml names none",
            remedy="Set ‘secure_folder’ in evidence/library.yaml, such as ~/annexa-secure.",
        )
    if not root.is_dir():
        raise UsageError(
            "Words about a child are kept in the secure folder, and it is not at hand on this machine",
            remedy="Connect it, or take this step where it is.",
        )
    data = text.encode() + b"\n"
    write_whole(place, data)
    return SecureText(path=name, sha256=hashlib.sha256(data).hexdigest())


# -- answers ----------------------------------------------------------------------------------------------


def answer_of(
    loaded: Loaded,
    library: Library,
    request: Request,
    *,
    by: str,
    at: datetime,
    files: Iterable[Path],
    explanation: str,
) -> Answered:
    """What answers a request: documents of items, and words where there are none or not all. Raises UsageError."""
    documents = tuple(_document(loaded, find_document(library, path), request) for path in files)
    _refuse_unfit(request, documents, explanation)
    kept = keep_secret(library, request.number, "answer", explanation) if explanation and request.asked_in else None
    return Answered(by=by, at=at, documents=documents, explanation="" if kept else explanation, explanation_in=kept)


def _document(loaded: Loaded, chosen: Chosen, request: Request) -> AnswerDocument:
    requirement = loaded.framework.requirement(chosen.item.meta.requirement)
    secret = requirement is not None and is_child_level(requirement, chosen.meta)
    if secret and not request.is_about_child:
        raise UsageError(
            f"Request {request.number} is not about a child, and one of these documents is child-level",
            remedy="Open the request again with --about-child, so that nothing of it is shown or shared.",
        )
    return AnswerDocument(
        item=chosen.item.meta.requirement, file="" if secret else chosen.meta.name, sha256=digest(chosen)
    )


def _refuse_unfit(request: Request, documents: tuple[AnswerDocument, ...], explanation: str) -> None:
    """Raises UsageError where an answer does not fit what was said about the evidence."""
    available = request.assessed.available if request.assessed else "yes"
    if available != "no" and not documents:
        raise UsageError(
            f"The evidence for request {request.number} was said to exist, and no document is named",
            remedy="Name them with --document, or correct: annexa request assess --again --available no.",
        )
    if available != "yes" and not explanation:
        raise UsageError(
            f"The evidence for request {request.number} was said not to exist in full",
            remedy="Say why, in words for inspectors: --explanation TEXT.",
        )


def refuse_changed(library: Library, request: Request) -> None:
    """Raises UsageError where a document of the answer is not as it was when it was chosen."""
    held = set(_digests(library, request)) if request.answered else set()
    gone = [each for each in (request.answered.documents if request.answered else ()) if each.sha256 not in held]
    if gone:
        named = listed([f"{each.item} {each.file or '(child-level)'}" for each in gone])
        raise UsageError(
            f"The answer to request {request.number} was changed since it was handed over: {named}",
            remedy=f"Hand it over once more: annexa request answer {request.number} --again, and have it signed off.",
        )
    secret = request.answered.explanation_in if request.answered else None
    place = in_secure_folder(library, secret.path) if secret else None
    if secret and not (isinstance(place, Path) and place.is_file() and sha256_of(place) == secret.sha256):
        raise UsageError(
            f"The explanation for request {request.number} is not in the secure folder as it was written",
            remedy="Connect the secure folder, or hand the answer over once more with --again.",
        )


def _digests(library: Library, request: Request) -> Iterator[str]:
    """The SHA-256 of each document as it is now, of the items that the answer draws on."""
    wanted = {each.item for each in request.answered.documents} if request.answered else set()
    for item in library.items:
        for index, _ in enumerate(item.meta.documents if item.meta.requirement in wanted else ()):
            try:
                yield digest(Chosen(library=library, item=item, index=index))
            except UsageError:
                continue


def sign(loaded: Loaded, library: Library, request: Request, *, by: str, at: datetime, again: bool) -> Request:
    """The request with its answer signed off, once its documents are checked.

    Raises UsageError where the role may not sign or the answer was changed, FindingsRefused for errors in documents.
    """
    _refuse_role(by, signing(request, loaded.framework, library), "sign the answer off", "an accountable lead")
    if request.answered is None:
        return take(request, "signed", Signed(by=by, at=at, seal="0" * 64))  # refused: nothing is answered yet
    signed = take(request, "signed", Signed(by=by, at=at, seal=request.answered.seal), again=again)
    refuse_changed(library, request)
    refuse_errors(loaded, library, [request.answered], library.meta.notification or at.date())
    return signed


def refuse_errors(loaded: Loaded, library: Library, answers: Iterable[Answered], as_of: date) -> None:
    """Raises FindingsRefused where errors stand against the documents of some answers."""
    wanted = {(each.item, each.file) for answered in answers for each in answered.documents}
    items = [item for item in library.items if item.meta.requirement in {item for item, _ in wanted}]
    folders = frozenset(item.yaml.rpartition("/")[0] for item in items)
    found = pipeline.check(loaded, as_of=as_of, only=folders).findings if folders else ()
    # A child-level document is known by its item alone, so any error of that item counts against it.
    errors = [each for each in found if each.stops and {(each.item, each.document), (each.item, "")} & wanted]
    if errors:
        rules = ", ".join(dict.fromkeys(each.rule for each in errors))
        raise FindingsRefused(
            f"{count(len(errors), 'error stands', 'errors stand')} against the documents of the answer: {rules}",
            remedy=f"‘annexa check {' '.join(sorted({item for item, _ in wanted}))}’ says where and how to mend them.",
        )


def send(loaded: Loaded, library: Library, request: Request, *, by: str, at: datetime, to: str) -> Request:
    """The request with its answer sent, and the supplement that held it, where one did.

    Raises UsageError where the role may not send, or the answer was changed.
    """
    _refuse_role(by, sending(library.people), "send an answer", "the LANO")
    held = taken(loaded).get(key_of(request), "")
    sent = take(request, "sent", Delivered(by=by, at=at, to=to, supplement=held))
    refuse_changed(library, request)
    return sent


Taken = Mapping[tuple[int, str], str]
"""The name of a supplement, such as "day-5-supplement-1", by the number of a request and the seal of its answer."""


def key_of(request: Request) -> tuple[int, str]:
    """By which `taken` and `waiting` know its answer."""
    return request.number, request.answered.seal if request.answered else ""


def taken(loaded: Loaded) -> Taken:
    """The supplements that were sent with answers. Raises UsageError for a record that cannot be read."""
    places = (path_of(loaded.root, each.id, package) for each in loaded.framework.submissions for package in PACKAGES)
    return _held(record for place in places if (record := read_record(place)) is not None)


def waiting(loaded: Loaded) -> Taken:
    """The supplements with answers that were built, and are not recorded as sent. Raises UsageError."""
    built = sorted(bundles_of(loaded.root).glob(f"*/{PENDING}"))
    held = _held(record for place in built if (record := read_record(place)) is not None)
    sent = taken(loaded)
    return {key: name for key, name in held.items() if key not in sent}


def _held(records: Iterable[Frozen]) -> Taken:
    return {
        (each.number, each.seal): str(
            FolderName(submission=record.submission, package=record.package, supplement=supplement.number)
        )
        for record in records
        for supplement in record.supplements
        for each in supplement.requests
    }


def _refuse_role(role: str, may: tuple[str, ...], what: str, who: str) -> None:
    if role not in may:
        raise UsageError(
            f"{role} may not {what}: that is for {who}",
            remedy=f"Roles that may: {', '.join(may)}." if may else "Give a role its stage in evidence/people.yaml.",
        )


def refuse_other(request: Request, by: str) -> None:
    """Raises UsageError where somebody else than whoever was told judges whether the evidence exists."""
    if request.assigned and request.assigned.to != by and next_step(request) != "assigned":
        raise UsageError(
            f"Request {request.number} is with {request.assigned.to}, not with {by}",
            remedy=f"Take the step as {request.assigned.to}, or pass it on: annexa request assign {request.number}"
            f" --to {by} --again",
        )

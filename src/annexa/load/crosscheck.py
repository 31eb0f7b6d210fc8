"""Faults that no single value shows: names that nothing defines, and paths that leave the item's folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annexa.load.nodes import Fault, ListNode, MapNode, Node, Scalar, place_of
from annexa.load.places import unsafe
from annexa.load.profiles import profile
from annexa.model.errors import UsageError
from annexa.model.framework import Checklist, Framework, Requirement
from annexa.model.library import DocumentMeta, ItemMeta, LibraryMeta, People
from annexa.model.near import guess, nearest
from annexa.model.words import count


def crosscheck(
    root: Node, meta: ItemMeta, folder: Path, *, framework: Framework, checklist: Checklist, people: People | None
) -> Iterator[Fault]:
    """Every fault of one item.yaml that needs more than its own model to see."""
    yield from _numbers(root)
    yield from _content(root, meta)
    yield from _named(root, ("requirement",), meta.requirement, [r.id for r in framework.requirements], "a requirement")
    if people is not None:
        for path, role in _roles(meta, root):
            yield from _named(root, path, role, people.roles, "a role in people.yaml")
    points = [point.id for point in checklist.points]
    requirement = framework.requirement(meta.requirement)
    for index, document in written_documents(root, meta):
        for point in document.attest:
            yield from _named(root, ("documents", index, "attest", point), point, points, "a point of the checklist")
        yield from _file(root, index, document, folder)
        yield from _transcript(root, index, document, meta)
        yield from _also(root, index, document, meta.requirement, [each.id for each in framework.requirements])
        if requirement is not None:
            yield from _parts(root, index, document, requirement)


def crosscheck_people(root: Node, people: People, framework: Framework) -> Iterator[Fault]:
    """Stages and requirements that people.yaml names and the framework does not have."""
    stages = [*(stage.id for stage in framework.stages), *framework.duties]
    signable = [*(requirement.id for requirement in framework.requirements), *(group.id for group in framework.groups)]
    for name, role in people.roles.items():
        for index, stage in enumerate(role.stages if framework.stages else ()):
            yield from _named(root, ("roles", name, "stages", index), stage, stages, "a stage of sign-off")
        for index, id in enumerate(role.signs):
            yield from _named(root, ("roles", name, "signs", index), id, signable, "a requirement or a group")


def crosscheck_settings(root: Node, people: People) -> Iterator[Fault]:
    """Roles that library.yaml names and people.yaml does not have."""
    confirmed = root.entries.get("framework_confirmed") if isinstance(root, MapNode) else None
    role = confirmed.entries.get("role") if isinstance(confirmed, MapNode) else None
    if isinstance(role, Scalar) and role.plain:
        path = ("framework_confirmed", "role")
        yield from _named(root, path, role.text.strip(), people.roles, "a role in people.yaml")


def crosscheck_standards(root: Node, meta: LibraryMeta, folder: Path) -> Iterator[Fault]:
    """Standards that library.yaml names and of which there is no profile, or one that cannot be used."""
    for index, id in enumerate(meta.standards):
        try:
            profile(id, folder)
        except UsageError as error:
            line, column = place_of(root, ("standards", index))
            yield Fault(
                rule="metadata-value",
                message=error.message,
                remedy=error.remedy,
                line=line,
                column=column,
                field="standards",
            )


def written_documents(root: Node, meta: ItemMeta) -> Iterator[tuple[int, DocumentMeta]]:
    """Each document with its place in the file, which differs from its place in the record after a cut."""
    written = root.entries.get("documents") if isinstance(root, MapNode) else None
    entries = written.items if isinstance(written, ListNode) else ()
    indexes = [index for index, entry in enumerate(entries) if _title(entry) is not None]
    for document in meta.documents:
        match = next((i for i in indexes if _title(entries[i]) == document.title), None)
        if match is not None:
            indexes.remove(match)
            yield match, document


def _title(entry: Node) -> str | None:
    title = entry.entries.get("title") if isinstance(entry, MapNode) else None
    return title.text.strip() if isinstance(title, Scalar) else None


def _numbers(root: Node) -> Iterator[Fault]:
    """A requirement written without quotes that other YAML readers would take for another number."""
    value = root.entries.get("requirement") if isinstance(root, MapNode) else None
    if not isinstance(value, Scalar) or value.quoted:
        return
    try:
        number = str(float(value.text))
    except ValueError:
        return
    if number != value.text:
        yield Fault(
            rule="unquoted-number",
            message=f"Without quotes, other programs read {value.text} as the number {number}",
            remedy=f'Write requirement: "{value.text}", with the quotes, if that is the number you mean.',
            line=value.line,
            column=value.column,
            field="requirement",
        )


def _content(root: Node, meta: ItemMeta) -> Iterator[Fault]:
    """An item lists documents, or says why there are none: one of the two, and never by forgetting."""
    if meta.documents and meta.nothing_to_submit is not None:
        line, column = place_of(root, ("nothing_to_submit",))
        yield Fault(
            rule="metadata-value",
            message="The item lists documents and says that there is nothing to submit",
            remedy="Take ‘nothing_to_submit’ out; what comes later is said at the document, with ‘to_follow’.",
            line=line,
            column=column,
            field="nothing_to_submit",
        )
    if not meta.documents and meta.nothing_to_submit is None and not _tried(root):
        line, column = place_of(root, ("documents",))
        yield Fault(
            rule="metadata-missing-field",
            message="The item lists no document and does not say why",
            remedy="List its documents below ‘documents’, or say below ‘nothing_to_submit’ why there are none, with"
            " ‘reason’, ‘by’ and ‘on’, and ‘follows’ where they come later.",
            line=line,
            column=column,
            field="documents",
        )


def _tried(root: Node) -> bool:
    """Whether documents or a reason are written, and something else was said to be wrong with them."""
    written = root.entries if isinstance(root, MapNode) else {}
    documents = written.get("documents")
    wrong = documents is not None and not (isinstance(documents, ListNode) and not documents.items)
    misspelt = (
        nearest(name, ("documents", "nothing_to_submit")) for name in written if name not in ItemMeta.model_fields
    )
    return wrong or "nothing_to_submit" in written or any(misspelt)


def _roles(meta: ItemMeta, root: Node) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("lead",), meta.lead
    yield ("accountable",), meta.accountable
    if meta.nothing_to_submit is not None:
        yield ("nothing_to_submit", "by"), meta.nothing_to_submit.by
    for index, document in written_documents(root, meta):
        base = ("documents", index)
        for point, attestation in document.attest.items():
            yield (*base, "attest", point, "by"), attestation.by
        for number, waiver in enumerate(document.waive):
            yield (*base, "waive", number, "approved_by"), waiver.approved_by
        if document.link is not None:
            yield (*base, "link", "looked_at_by"), document.link.looked_at_by
        if document.secure is not None:
            yield (*base, "secure", "custodian"), document.secure.custodian
        if document.to_follow is not None:
            yield (*base, "to_follow", "by"), document.to_follow.by


def _named(root: Node, path: tuple[str | int, ...], name: str, known: Iterable[str], what: str) -> Iterator[Fault]:
    names = list(known)
    if name in names:
        return
    line, column = place_of(root, path)
    near = nearest(name, names)
    shown = ", ".join(names[:40])
    yield Fault(
        rule="metadata-value",
        message=f"‘{name}’ is not {what}{guess(near)}",
        remedy=f"Use ‘{near}’, or another of: {shown}." if near else f"Use one of: {shown}.",
        line=line,
        column=column,
        field=".".join(str(step) for step in path),
    )


def _parts(root: Node, index: int, document: DocumentMeta, requirement: Requirement) -> Iterator[Fault]:
    """Parts that a document says it answers, and that the requirement does not have."""
    most = len(requirement.parts)
    for position, number in enumerate(document.parts):
        if number <= most:
            continue
        line, column = place_of(root, ("documents", index, "parts", position))
        listed = "; ".join(f"{n} {part.strip()}" for n, part in enumerate(requirement.parts, start=1))
        yield Fault(
            rule="metadata-value",
            message=f"{requirement.id} has no part {number}: it has {count(most, 'part') if most else 'none'}",
            remedy=f"Name parts by their numbers: {listed}."
            if most
            else "Take ‘parts’ out: it is answered as a whole.",
            line=line,
            column=column,
            field=f"documents.{index}.parts.{position}",
        )


def _also(root: Node, index: int, document: DocumentMeta, own: str, known: list[str]) -> Iterator[Fault]:
    """Other requirements that are none, or that the document answers anyway."""
    seen: set[tuple[str, str | None]] = set()
    for number, also in enumerate(document.also):
        path = ("documents", index, "also", number)
        yield from _named(root, (*path, "requirement"), also.requirement, known, "a requirement")
        twice = (also.requirement, also.pages) in seen
        seen.add((also.requirement, also.pages))
        line, column = place_of(root, path)
        if also.requirement == own or twice:
            yield Fault(
                rule="metadata-value",
                message=f"The document says twice that it answers {also.requirement}",
                remedy="Take this entry out of ‘also’.",
                line=line,
                column=column,
                field=".".join(map(str, path)),
            )
        if also.span is not None and also.span[0] > also.span[1]:
            yield Fault(
                rule="metadata-value",
                message=f"The pages {also.pages} end before they begin",
                remedy=f"Write the first page first: {also.span[1]}-{also.span[0]}.",
                line=line,
                column=column,
                field=".".join(map(str, (*path, "pages"))),
            )


def _transcript(root: Node, index: int, document: DocumentMeta, meta: ItemMeta) -> Iterator[Fault]:
    """A transcript that is no other document of the item."""
    files = [each.file for each in meta.documents if each.file is not None and each.file != document.file]
    if document.transcript is None or document.transcript in files:
        return
    line, column = place_of(root, ("documents", index, "transcript"))
    yield Fault(
        rule="metadata-value",
        message=f"‘{document.transcript}’ is not another document of this item",
        remedy="Add the transcript to ‘documents’ of this item, and write its ‘file’ here as it stands there.",
        line=line,
        column=column,
        field=f"documents.{index}.transcript",
    )


def _file(root: Node, index: int, document: DocumentMeta, folder: Path) -> Iterator[Fault]:
    kept = [name for name in ("file", "secure", "to_follow") if getattr(document, name) is not None]
    link = document.link
    if document.is_link_alone and link is not None:
        if not (link.why_open or link.content):
            line, column = place_of(root, ("documents", index, "link"))
            yield Fault(
                rule="metadata-missing-field",
                message="The link stands alone, and does not say why an outside reader can open it",
                remedy="Add ‘why_open’ below ‘link’, such as “It is on the public website”, or ‘content’ with what "
                "stands there.",
                line=line,
                column=column,
                field=f"documents.{index}.link",
            )
    elif not kept:
        line, column = place_of(root, ("documents", index))
        yield Fault(
            rule="metadata-missing-field",
            message="The document has neither ‘file’ nor ‘secure’",
            remedy="Add ‘file: …’ with the file's name in this folder, ‘secure:’ for a file kept outside git, or"
            " ‘to_follow:’ with the reason where it comes later; a public address alone is ‘kind: link’ with ‘link:’.",
            line=line,
            column=column,
            field=f"documents.{index}",
        )
    elif len(kept) > 1:
        line, column = place_of(root, ("documents", index, kept[-1]))
        yield Fault(
            rule="metadata-value",
            message=f"The document has both ‘{kept[0]}’ and ‘{kept[-1]}’",
            remedy="Keep ‘file’ for one in this folder, ‘secure’ for one outside git, ‘to_follow’ for one to come.",
            line=line,
            column=column,
            field=f"documents.{index}.{kept[-1]}",
        )
    elif document.file is not None and (reason := unsafe(document.file, folder)):
        line, column = place_of(root, ("documents", index, "file"))
        yield Fault(
            rule="metadata-unsafe-path",
            message=f"‘{document.file}’ {reason}",
            remedy="Put the file itself into this item's folder and write its name alone, such as plan.docx.",
            line=line,
            column=column,
            field=f"documents.{index}.file",
        )

"""The lists of the site as Markdown tables: requirements, checklist, rules, mailboxes, acronyms, downloads."""

from collections.abc import Iterable, Sequence

from annexa.model.framework import ChecklistPoint
from annexa.site.book import Book, RulePage, label
from annexa.site.downloads import Download
from annexa.site.phrases import moment_words, plain
from annexa.site.schedule import inside_words

ATTEST_WORDS = {
    "required": "a named role answers, for every such document",
    "optional": "a named role answers, where a rule cannot decide",
    "none": "",
}


def mail(book: Book, id: str) -> str:
    """A mailbox as a link; its address is shown as code, so that no acronym in it is explained."""
    address = book.guidance.local.mailboxes[id].address
    return f"[`{address}`](mailto:{address})"


def mailbox_table(book: Book) -> str:
    """The mailboxes, what to send to each, and what comes from it."""
    rows = ["| Mailbox | Send to it | It sends |", "| --- | --- | --- |"]
    for id, box in book.guidance.local.mailboxes.items():
        rows.append(f"| {mail(book, id)} | {plain(box.uses)} | {plain(box.sends)} |")
    return "\n".join(rows)


def requirements_tables(book: Book) -> str:
    """A table a submission: number, title, group and lead of every requirement."""
    parts: list[str] = []
    for submission in book.framework.submissions:
        lead = next((deadline for deadline in submission.internal if deadline.step == book.framework.handover), None)
        inside = f" Evidence leads hand over by **{inside_words(lead.due, submission.due)}**." if lead else ""
        parts += [
            f"## {plain(submission.title)} {{ #{submission.id} }}",
            "",
            f"With the inspectors by **{moment_words(submission.due)}**.{inside}",
            "",
            "| Requirement | Group | Evidence lead |",
            "| --- | --- | --- |",
        ]
        for requirement in book.framework.requirements:
            if requirement.submission == submission.id:
                link = f"[{plain(label(requirement))}](/requirements/{requirement.id}.md)"
                parts.append(f"| {link} | {plain(book.group(requirement))} | {plain(book.lead(requirement))} |")
        parts.append("")
    return "\n".join(parts)


def checklist_table(book: Book) -> str:
    """The 18 points in short, with the kinds that each applies to and how it is answered."""
    rows = ["| Point | Applies to | Answered by |", "| --- | --- | --- |"]
    for point in book.checklist.points:
        rows.append(f"| [{_title(book, point)}](#{point.id}) | {_kinds(point)} | {_answered(book, point)} |")
    return "\n".join(rows)


def checklist_points(book: Book) -> str:
    """Every point with its question, how to meet it and what judges it, under its heading."""
    parts: list[str] = []
    heading = ""
    for point in book.checklist.points:
        if point.heading != heading:
            heading = point.heading
            parts += [f"## {plain(heading)}", ""]
        parts += [f"### {_title(book, point)} {{ #{point.id} }}", "", f"*{plain(point.question)}*", ""]
        if (advice := book.guidance.points.get(point.id)) is not None:
            parts += [f"**How to meet it.** {plain(advice.how)}", ""]
        if point.ask:
            parts += [f"**What the answer says.** {plain(point.ask)}", ""]
        parts += [f"**Applies to:** {_kinds(point)}. **Answered by:** {_answered(book, point)}.", ""]
    return "\n".join(parts)


def _title(book: Book, point: ChecklistPoint) -> str:
    advice = book.guidance.points.get(point.id)
    return plain(advice.title if advice else point.id.replace("-", " ").capitalize())


def _kinds(point: ChecklistPoint) -> str:
    return ", ".join(kind.replace("-", " ") for kind in point.kinds) or "every document"


def _answered(book: Book, point: ChecklistPoint) -> str:
    named = [rule_link(book, name) for name in point.rules]
    rules = [f"{'the rules' if len(named) > 1 else 'the rule'} {' and '.join(named)}"] if named else []
    attested = [ATTEST_WORDS[point.attest]] if point.attest != "none" else []
    return "; ".join([*rules, *attested])


def point_link(book: Book, point: ChecklistPoint) -> str:
    """A point of the checklist as a link."""
    return f"[{_title(book, point)}](/checklist/index.md#{point.id})"


def rule_link(book: Book, name: str) -> str:
    """A rule as a link to its page, or its name where there is no such rule."""
    return f"[`{name}`](/rules/{name}.md)" if book.rule(name) else f"`{name}`"


def rules_tables(book: Book) -> str:
    """A table a group of rules: name, level and the fault in a sentence."""
    parts: list[str] = []
    for group, rules in grouped(book.rules):
        parts += [f"## {plain(group)}", "", "| Rule | Level | What it finds |", "| --- | --- | --- |"]
        parts += [f"| {rule_link(book, rule.id)} | {rule.level} | {plain(rule.page.title)} |" for rule in rules]
        parts.append("")
    return "\n".join(parts)


def grouped(rules: Iterable[RulePage]) -> list[tuple[str, list[RulePage]]]:
    """Rules by their heading, in the order of the registry."""
    groups: dict[str, list[RulePage]] = {}
    for rule in rules:
        groups.setdefault(rule.group, []).append(rule)
    return list(groups.items())


def profiles_table(book: Book) -> str:
    """What finished bundles can be judged by, and what each rests on."""
    rows = ["| Standard | Its name for the command | Rests on |", "| --- | --- | --- |"]
    for each in book.profiles:
        source = each.sources[0]
        rests = f"{plain(source.title)}, {plain(source.publisher)}, {plain(source.dated)}"
        rows.append(f"| [{plain(each.title)}](/profiles/{each.id}.md) | `{each.id}` | {rests} |")
    return "\n".join(rows)


def glossary_list(book: Book) -> str:
    """Acronyms with their full words and meaning, in alphabetical order."""
    parts: list[str] = []
    for name, term in sorted(book.terms.items(), key=lambda entry: entry[0].casefold()):
        meaning = f" {plain(term.meaning)}" if term.meaning else ""
        full = term.full[:1].upper() + term.full[1:]
        parts += [plain(name), f":   {plain(full)}.{meaning}", ""]
    return "\n".join(parts)


def downloads_table(downloads: Sequence[Download]) -> str:
    """What can be downloaded, in what format, and what for."""
    rows = ["| Download | Format | What for |", "| --- | --- | --- |"]
    for download in downloads:
        # HTML, because MkDocs would look for the file among the pages, and PDFs are set while MkDocs works.
        link = f'<a href="/downloads/{download.file}">{plain(download.title)}</a>'
        rows.append(f"| {link} | {download.format} | {plain(download.about)} |")
    return "\n".join(rows)

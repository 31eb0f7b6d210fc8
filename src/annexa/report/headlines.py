"""The keep-in-touch headlines as people use them: text for an e-mail or a terminal, Markdown, Word. Each is pure."""

import io
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from annexa.inspection.debrief.headlines import Entry, Headlines
from annexa.model.text import markdown_text, one_line, xml_text

FORMS: Final = {".txt": "text", ".md": "markdown", ".docx": "word"}
"""The form that the ending of a file asks for."""


def text(page: Headlines, width: int = 100) -> str:
    """Plain text; commands stand on lines of their own, unbroken, so that they can be copied."""
    return "\n".join(_text(page, width)) + "\n"


def _text(page: Headlines, width: int) -> Iterator[str]:
    yield from (page.title, "=" * len(page.title), "")
    for sentence in page.opening:
        yield from textwrap.wrap(one_line(sentence), width)
    for section in page.sections:
        yield from ("", section.title.upper(), "")
        if not section.entries:
            yield section.empty
        for entry in section.entries:
            yield from textwrap.wrap(_marked(entry), width, initial_indent="- ", subsequent_indent="  ")
            for line in entry.below:
                yield from textwrap.wrap(one_line(line), width, initial_indent="  * ", subsequent_indent="    ")
            if entry.command:
                yield f"    {one_line(entry.command)}"


def _marked(entry: Entry) -> str:
    return one_line(f"{entry.mark.upper()}: {entry.words}" if entry.mark else entry.words)


def markdown(page: Headlines) -> str:
    """Markdown in which every word of a form shows as itself."""
    lines = [f"# {markdown_text(page.title)}", "", *map(markdown_text, page.opening)]
    for section in page.sections:
        lines += ["", f"## {markdown_text(section.title)}", ""]
        if not section.entries:
            lines.append(markdown_text(section.empty))
        for entry in section.entries:
            mark = f"**{markdown_text(entry.mark)}:** " if entry.mark else ""
            lines.append(f"- {mark}{markdown_text(entry.words)}")
            lines += [f"    - {markdown_text(line)}" for line in entry.below]
            if entry.command:
                lines += ["", "    ```", f"    {one_line(entry.command)}", "    ```", ""]
    return "\n".join(lines) + "\n"


def word(page: Headlines) -> bytes:
    """A Word document with headings and lists."""
    import docx

    document = docx.Document()
    document.core_properties.title = xml_text(page.title)
    document.core_properties.author = document.core_properties.comments = ""
    document.add_heading(xml_text(page.title), level=1)
    for sentence in page.opening:
        document.add_paragraph(xml_text(sentence))
    for section in page.sections:
        document.add_heading(xml_text(section.title), level=2)
        if not section.entries:
            document.add_paragraph(xml_text(section.empty))
        for entry in section.entries:
            _entry(document, entry)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _entry(document: Any, entry: Entry) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph(style="List Bullet")
    if entry.mark:
        paragraph.add_run(f"{xml_text(entry.mark)}: ").bold = True
    paragraph.add_run(xml_text(entry.words))
    for line in entry.below:
        document.add_paragraph(xml_text(line), style="List Bullet 2")
    if entry.command:
        run = document.add_paragraph(style="List Continue 2").add_run(xml_text(entry.command))
        run.font.name, run.font.size = "Courier New", Pt(8.5)


def written(page: Headlines, form: str) -> str | bytes:
    """The headlines in one of FORMS."""
    return word(page) if form == "word" else markdown(page) if form == "markdown" else text(page)

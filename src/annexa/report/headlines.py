"""The keep-in-touch headlines as text for an e-mail or a terminal, and as Markdown. Each is pure."""

import textwrap
from collections.abc import Iterator

from annexa.inspection.debrief.headlines import Entry, Headlines
from annexa.model.text import markdown_text, one_line


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

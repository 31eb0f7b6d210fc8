"""The process that makes documents ready for LibreOffice and finishes its pages, and makes or reads others.

It is asked with the path of a `Task` (`annexa.convert.guarded`) as JSON, and answers with a `Done`.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from annexa.convert import faults
from annexa.convert.guarded import Done, Task, decoded, encoded
from annexa.documents import allowance
from annexa.documents.facts import ReadFault
from annexa.tools.asked import serve
from annexa.tools.pdf_work import limit

CLOCK: Final = 900
"""Seconds of the clock, on a machine that has ten other things to do."""
PRINTED: Final = 2.0
"""Seconds of work for each megabyte of printed pages, which are read and written again."""
MADE: Final = "made.pdf"


def prepare(task: Task) -> Done:
    """A copy of an Office document for LibreOffice, how it is opened and what it may take; or why it is not printed."""
    from annexa.convert import plain
    from annexa.convert.job import SHEET_FORMATS
    from annexa.convert.limits import patience
    from annexa.convert.unfit import brings_fonts, unfit

    if fault := unfit(task.source, task.format):
        return Done(fault=fault)
    copy, load, notes = plain.private_copy(task.source, task.format, task.into)
    return Done(
        made=copy,
        load=load,
        notes=notes,
        patience=patience(task.source, task.seconds, is_sheet=task.format in SHEET_FORMATS),
        brings_fonts=brings_fonts(task.source),
    )


def finish(task: Task) -> Done:
    """The pages that LibreOffice made, without what changes from run to run, those of a workbook tagged."""
    import pikepdf

    from annexa.convert.job import SHEET_FORMATS
    from annexa.convert.normalise import normalised
    from annexa.convert.sheets.merges import merges

    workbook = task.source.name if task.format in SHEET_FORMATS else None
    try:
        merged = merges(task.source, task.format)
        return _done(normalised(task.printed or task.source, workbook=workbook, merges=merged), task)
    except pikepdf.PdfError:
        return Done(fault=faults.crashed())


def picture(task: Task) -> Done:
    """The pages of a picture."""
    from annexa.convert import images

    return _done(images.to_pdf(task.source, resolution=task.resolution, most_pages=task.most_pages), task)


def message(task: Task) -> Done:
    """The pages of an e-mail message."""
    from annexa.convert import messages

    return _done(messages.to_pdf(task.source, task.format), task)


def recognised(task: Task) -> Done:
    """A scan with the words that were recognised on it, made fit to be read aloud."""
    import pikepdf

    from annexa.convert.recognised import readable_aloud

    try:
        return _done(readable_aloud(task.source), task)
    except pikepdf.PdfError as error:
        return Done(fault=faults.not_understood(str(error)))


def texts(task: Task) -> Done:
    """What is said on each page of a PDF that was made of a document."""
    import pypdfium2

    with pypdfium2.PdfDocument(task.source) as document:
        return Done(texts=tuple(page.get_textpage().get_text_range() for page in document))


def _done(made: tuple[bytes, int, tuple[str, ...]] | ReadFault, task: Task) -> Done:
    if isinstance(made, ReadFault):
        return Done(fault=made)
    content, pages, notes = made
    if not pages:
        return Done(fault=faults.no_pages())
    path = task.into / MADE
    path.write_bytes(content)
    return Done(made=path, pages=pages, notes=notes)


_WORK: Final[dict[str, Callable[[Task], Done]]] = {
    "prepare": prepare, "finish": finish, "picture": picture, "message": message,
    "recognised": recognised, "texts": texts,
}  # fmt: skip


def answers() -> Callable[[Path], bytes]:
    """What is said of a task, as one line of JSON."""
    asked = 0

    def answer(path: Path) -> bytes:
        nonlocal asked
        asked += 1
        task = _task(path)
        try:
            done = _WORK[task.does](task)
        except MemoryError:
            if asked > 1:
                os._exit(1)  # an earlier document may be the cause: asked again of a process that has met none
            done = Done(fault=faults.too_large_picture() if task.does == "picture" else faults.too_much_memory())
        except RecursionError:
            done = Done(fault=faults.too_deep())
        except OSError as error:
            done = Done(error=(error.errno or 0, error.strerror or str(error), Path(os.fsdecode(error.filename or ""))))
        except Exception as error:  # a mistake of ours must not stop the other documents; it is named, to be mended
            done = Done(fault=faults.not_understood(type(error).__name__))
        return encoded(done)

    return answer


def work(path: Path) -> float:
    """Seconds of work that a task may take. Raises OSError."""
    task = _task(path)
    printed = PRINTED * task.printed.stat().st_size / 1e6 if task.printed is not None else 0
    return allowance.work(task.source) + printed


def _task(path: Path) -> Task:
    return decoded(path.read_bytes(), Task)


def main() -> int:
    """Serves until the input ends."""
    limit()
    return serve(answers(), seconds=CLOCK, processor=work)


if __name__ == "__main__":
    sys.exit(main())

"""The private copy that LibreOffice opens, and how it is told to open it.

Plain text and CSV carry no word on their encoding, separator or types; here that is decided, so that `007` stays
`007`, `12/03/2026` stays as it was typed, and a cell that begins with `=` stays text.
"""

import codecs
import csv
import shutil
from pathlib import Path

from annexa.convert.settle import settle
from annexa.convert.settle.chunks import set_out
from annexa.convert.settle.diagrams import draw_diagrams
from annexa.convert.settle.formulas import write_out
from annexa.convert.settle.modern_charts import draw_as_bars
from annexa.convert.settle.pictures import spell_out
from annexa.convert.settle.previews import show_previews
from annexa.convert.settle.recordings import note_recordings
from annexa.convert.settle.roomy import give_room
from annexa.convert.settle.unseen import take_out
from annexa.convert.settle.unseen_open import take_out_open
from annexa.convert.settle.vanish import say_hidden
from annexa.convert.settle.word_art import set_plain

UTF_8 = "76"
"""LibreOffice's number for it in the options of its CSV filter."""
TEXT_COLUMN = "2"
SEPARATORS = ",;\t|"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def private_copy(source: Path, format_: str, folder: Path) -> tuple[Path, dict[str, str], tuple[str, ...]]:
    """Copies the source under its own name; answers the copy, the load properties, and notes. Raises OSError."""
    copy = folder / f"{source.stem[:80]}.{format_}"
    if format_ == "txt":
        copy.write_text(decoded(source.read_bytes()), encoding="utf-8", newline="\n")
        return copy, {"FilterName": "Text (encoded)", "FilterOptions": "UTF8,LF,Liberation Mono,en-GB"}, ()
    if format_ in ("csv", "tsv"):
        text = decoded(source.read_bytes())
        copy.write_text(text, encoding="utf-8", newline="\n")
        return copy, {"FilterName": "Text - txt - csv (StarCalc)", "FilterOptions": csv_options(text)}, ()
    shutil.copyfile(source, copy)
    spell_out(copy, format_)
    give_room(copy, format_)
    show_previews(copy, format_)
    draw_diagrams(copy, format_)
    say_hidden(copy, format_)
    steps = (note_recordings, set_out, write_out, set_plain, draw_as_bars, take_out, take_out_open, settle)
    return copy, {}, tuple(note for step in steps for note in step(copy, format_))


def decoded(content: bytes) -> str:
    """Text of unknown encoding: by its byte order mark, else UTF-8, else what Windows writes in Western Europe."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _unix(content.decode(encoding, errors="replace"))
    try:
        return _unix(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _unix(content.decode("cp1252", errors="replace"))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def csv_options(text: str) -> str:
    """Options of LibreOffice's CSV filter: the separator found in the text, and every column taken as text."""
    separator = separator_of(text)
    widest = max(_widths(text.splitlines()[:5000], separator), default=1)
    columns = "/".join(f"{number}/{TEXT_COLUMN}" for number in range(1, widest + 1))
    # separator, quote, encoding, first line, columns, language, quoted as text, detect numbers, as shown, formulas …
    return f"{ord(separator)},34,{UTF_8},1,{columns},2057,true,false,true,false,false,0,false,false"


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into the most columns of equal number; a comma if none does."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def score(separator: str) -> tuple[int, int]:
        counts = _widths(lines, separator)
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(SEPARATORS, key=score)


def _widths(lines: list[str], separator: str) -> list[int]:
    """How many cells each row has; by counting separators where a cell is too long for Python's reader."""
    try:
        return [len(row) for row in csv.reader(lines, delimiter=separator)]
    except csv.Error:
        return [line.count(separator) + 1 for line in lines]

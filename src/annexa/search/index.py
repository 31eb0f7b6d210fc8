"""The index: one SQLite file in the cache, with FTS5 over the cached text of every document that may be shown."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from annexa.model.errors import UsageError
from annexa.search.query import question, searchable

if TYPE_CHECKING:  # read late, so that a search over an index that is up to date starts at once
    from annexa.documents.facts import Block, Facts

_LAYOUT = "2"
_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, item TEXT, name TEXT, title TEXT, sha256 TEXT);
CREATE TABLE places (id INTEGER PRIMARY KEY, document INTEGER, place TEXT);
CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = "porter unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where the words stand."""

    item: str
    file: str
    """POSIX path relative to the project folder."""
    title: str
    place: str
    """In plain words, such as "page 3"."""
    excerpt: str
    """About 16 words around the first match; matches stand between U+0002 and U+0003."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All hits, best first, and what was not searched."""

    hits: tuple[Hit, ...]
    more: int
    """Hits beyond the limit."""
    documents: int
    """Documents searched."""
    sensitive: int
    """Documents left out because their text must not be shown."""
    unread: int
    """Documents that could not be read."""


def search(root: Path, words: str, *, cache: Path, item: str | None = None, limit: int = 50) -> Outcome:
    """Finds words in all documents of a project folder, bringing the index up to date first where files changed.

    Raises UsageError where nothing to search for was typed.
    """
    asked = question(words)
    if not asked:
        raise UsageError("There is no word to search for", remedy='Try: annexa search "part-time timetable"')
    path = cache / "search.sqlite"
    with contextlib.closing(_open(path)) as db:
        stamp = _stamp(root)
        if _about(db, "stamp") != stamp:
            _refresh(db, root, cache, stamp)
        return _ask(db, asked, item, limit)


def _ask(db: sqlite3.Connection, asked: str, item: str | None, limit: int) -> Outcome:
    source = (
        "FROM texts JOIN places ON places.id = texts.rowid JOIN documents ON documents.id = places.document "
        "WHERE texts MATCH ? AND (? IS NULL OR documents.item = ?)"
    )
    found = db.execute(
        "SELECT documents.item, name, title, place, snippet(texts, 0, char(2), char(3), '…', 16) "
        f"{source} ORDER BY rank, texts.rowid LIMIT ?",
        (asked, item, item, limit),
    ).fetchall()
    (total,) = db.execute(f"SELECT count(*) {source}", (asked, item, item)).fetchone()
    hits = tuple(Hit(item=i, file=f, title=t, place=p, excerpt=e) for i, f, t, p, e in found)
    return Outcome(
        hits=hits,
        more=total - len(hits),
        documents=int(_about(db, "documents") or 0),
        sensitive=int(_about(db, "sensitive") or 0),
        unread=int(_about(db, "unread") or 0),
    )


def _open(path: Path) -> sqlite3.Connection:
    """The index, made anew where it is missing, damaged or of an older layout."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        db = sqlite3.connect(path)
        db.execute("PRAGMA secure_delete = ON")
        try:
            if _about(db, "layout") == _LAYOUT:
                return db
            db.executescript(_SCHEMA)
            db.execute("INSERT INTO about VALUES ('layout', ?)", (_LAYOUT,))
            db.commit()
            return db
        except sqlite3.DatabaseError:
            db.close()
            path.unlink(missing_ok=True)
    raise UsageError(f"{path} cannot be used", remedy="Delete the folder build/cache and try again.")


def _about(db: sqlite3.Connection, key: str) -> str | None:
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone() is None:
        return None
    row = db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _stamp(root: Path) -> str:
    """A digest of names, sizes and times of everything below evidence/, without opening a file; it keeps no name."""
    from annexa.tools.code import code_version

    entries = sorted(f"{path}\x00{stat.st_size}\x00{stat.st_mtime_ns}" for path, stat in _walk(root / "evidence"))
    return code_version("documents", "search") + " " + hashlib.sha256("\n".join(entries).encode()).hexdigest()


def _walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            else:
                yield entry.path, entry.stat(follow_symlinks=False)


def _refresh(db: sqlite3.Connection, root: Path, cache: Path, stamp: str) -> None:
    """Takes in what is new and drops what is gone, in one transaction."""
    from annexa.check import facts_of
    from annexa.documents.facts import Facts
    from annexa.load import project

    loaded = project(root)
    library = loaded.library
    if library is None:
        raise UsageError("evidence/library.yaml cannot be used", remedy="Run ‘annexa validate’ and put it right first.")
    read = facts_of(library, loaded.framework, cache=cache, choose=lambda source: not source.sensitive)
    known = {(name, sha): number for number, name, sha in db.execute("SELECT id, name, sha256 FROM documents")}
    wanted = {(source.name, source.sha256): (source, facts) for source, facts in read.values()}
    with db:
        gone = [number for key, number in known.items() if key not in wanted]
        for number in gone:
            _drop(db, number)
        if gone:  # merges the index's segments, so that no word of a document that is gone stays in the file
            db.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        for key, (source, facts) in wanted.items():
            if isinstance(facts, Facts):
                number = known.get(key) or _add(db, source.name, source.sha256, facts)
                about = (source.item.meta.requirement, source.meta.title, number)
                db.execute("UPDATE documents SET item = ?, title = ? WHERE id = ?", about)
        unread = sum(not isinstance(facts, Facts) for _, facts in wanted.values())
        total = sum(len(item.meta.documents) for item in library.items)
        numbers = {
            "documents": len(wanted) - unread,
            "unread": unread,
            "sensitive": total - len(wanted),
            "stamp": stamp,
        }
        db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", [(k, str(v)) for k, v in numbers.items()])


def _drop(db: sqlite3.Connection, document: int) -> None:
    db.execute("DELETE FROM texts WHERE rowid IN (SELECT id FROM places WHERE document = ?)", (document,))
    db.execute("DELETE FROM places WHERE document = ?", (document,))
    db.execute("DELETE FROM documents WHERE id = ?", (document,))


def _add(db: sqlite3.Connection, name: str, sha256: str, facts: "Facts") -> int:
    cursor = db.execute("INSERT INTO documents (name, sha256) VALUES (?, ?)", (name, sha256))
    document = int(cursor.lastrowid or 0)
    for place, text in _stretches(facts):
        row = db.execute("INSERT INTO places (document, place) VALUES (?, ?)", (document, place))
        db.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (row.lastrowid, text))
    return document


def _stretches(facts: "Facts") -> Iterator[tuple[str, str]]:
    """The text by place: whole pages, slides and rows, so that a phrase over a line break is found."""

    def unit(block: "Block") -> tuple[object, ...]:
        place = block.place
        if facts.format == "pdf":
            return (place.page,)
        return (place.page, place.slide, place.sheet, place.cell, place.part, place.paragraph)

    for _, group in groupby(facts.blocks, key=unit):
        blocks = list(group)
        text = searchable("\n".join(block.text for block in blocks))
        if text:
            place = blocks[0].place
            yield (f"page {place.page}" if facts.format == "pdf" and place.page else str(place)), text

"""The conversation with annexa: one JSON object a line, a request in, an answer out.

`main` gets its start-up settings as the first line and answers `{"ready": true}` or `{"ready": false, "detail",
"ended"}`; `ended` is whether LibreOffice has ended, and not only did not answer in time.
Each later line is a conversion: `source`, `target` (paths), `load` (extra load properties), `sheets` (settings of
`sheets.Limits`), `widen` (whether columns have no widths of their own), `export` (options of the PDF filter); with
`save_as` (the name of a filter) the file is saved in that format instead of printed. The answer is
`{"ok": true, "notes": [...]}` or `{"ok": false, "kind", "detail"}`; kind is `password`, `damaged`, `no pages`,
`too large`, `changes`, `memory` or `disposed`, and after the last two this process has to be replaced.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import sys
import threading
from typing import Any

from . import memory, office, pipes, printing


def main() -> None:
    """Serves until standard input ends, then leaves nothing behind."""
    lines: queue.Queue[str | None] = queue.Queue()
    settings = json.loads(sys.stdin.readline())
    threading.Thread(target=_listen, args=(lines, settings), daemon=True).start()
    try:
        names = ("soffice", "profile", "name", "log", "folder", "patience")
        running = office.Office(*(settings[name] for name in names))
    except office.StartFailed as error:
        return _say({"ready": False, "detail": str(error), "ended": error.has_ended})
    _say({"ready": True})
    while True:
        line = lines.get()
        if line is None:
            return None
        _say(_answer(running, json.loads(line)))


def _listen(lines: queue.Queue[str | None], settings: dict[str, Any]) -> None:
    """Passes requests on. When annexa is gone, removes the work folder and everything that still runs.

    It runs beside the conversion, so that a hanging document cannot outlive a killed annexa.
    """
    for line in sys.stdin:
        lines.put(line)
    office.end_group()
    shutil.rmtree(settings["folder"], ignore_errors=True)
    pipes.remove_pipes(office.address_of(settings["profile"]), settings["name"])
    os._exit(0)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _answer(running: office.Office, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"ok": True, "notes": printing.convert(running, request)}
    except printing.Refused as error:
        is_memory = error.kind == "damaged" and memory.was_refused(running, has_ended=False)
        return {"ok": False, "kind": "memory" if is_memory else error.kind, "detail": str(error)}
    except Exception as error:  # whatever UNO raises here, only a new process is known to be sound
        is_memory = memory.was_refused(running, has_ended=True)
        detail = f"{type(error).__name__}: {_first_line(error)}"
        return {"ok": False, "kind": "memory" if is_memory else "disposed", "detail": detail}


def _first_line(error: Exception) -> str:
    text = str(getattr(error, "Message", "") or error).strip()
    return text.splitlines()[0][:300] if text else ""

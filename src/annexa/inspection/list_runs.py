"""When each list of children was last run to rehearse: `evidence/list-runs.yaml`, written by `annexa lists log`."""

from pathlib import Path
from typing import Final

from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.list_run import ListRun, ListRuns

FILE: Final = "evidence/list-runs.yaml"
HEAD: Final = (
    "# yaml-language-server: $schema=../schema/list-runs.schema.json\n"
    "# When each list of children was run, written by ‘annexa lists log’. Roles, not names of persons.\n"
)


def read(root: Path) -> tuple[ListRun, ...]:
    """Every run, in the order of the file; none where there is no file. Raises UsageError where it is faulty."""
    path = root / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(f"{FILE} cannot be read: {error.strerror}", remedy="See who may read it.") from error
    tree, faults = parse(data)
    record, more = build(ListRuns, tree) if tree is not None else (None, ())
    wrong = [*faults, *more]
    if record is None or wrong:
        where = f", line {wrong[0].line}: {wrong[0].message}" if wrong else " is empty"
        raise UsageError(f"{FILE}{where}", remedy=wrong[0].remedy if wrong else f"Restore or delete {FILE}.")
    return record.runs


def text_of(runs: tuple[ListRun, ...]) -> str:
    """All runs as the file holds them."""
    lines = [f"  - {{list: {run.list}, on: {run.on}, minutes: {run.minutes}, by: {run.by}}}\n" for run in runs]
    return f"{HEAD}runs:\n{''.join(lines)}"

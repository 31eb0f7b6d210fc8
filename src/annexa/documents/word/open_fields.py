"""Fields of a Word document that have begun and not yet ended."""

from collections.abc import Iterator

from annexa.documents import fields
from annexa.documents.word.state import DEEPEST, Paragraph, Shared
from annexa.model.findings import Place


class OpenFields:
    """Those of one story, the innermost last. Iterating gives them."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._open: list[fields.Field] = []

    def __iter__(self) -> Iterator[fields.Field]:
        return iter(self._open)

    def begin(self, *, locked: bool) -> None:
        """A field begins with its instruction."""
        if len(self._open) < DEEPEST:
            self._open.append(fields.Field(locked=locked))

    def separate(self) -> None:
        """The result of the innermost begins."""
        if self._open:
            self._open[-1].in_result = True

    def end(self, now: Paragraph) -> None:
        """The innermost ends in a paragraph."""
        if self._open:
            self._ended(self._open.pop(), now)

    def begin_whole(self, instruction: str, *, locked: bool) -> fields.Field:
        """A field begins whose instruction is known at once; what follows is its result, until `end_whole`."""
        whole = fields.Field(instruction=[instruction], in_result=True, locked=locked)
        self._open.append(whole)
        return whole

    def end_whole(self, whole: fields.Field, now: Paragraph) -> None:
        """It ends, whatever is still open within it."""
        if whole in self._open:
            self._open.remove(whole)
        self._ended(whole, now)

    def take(self, text: str) -> bool:
        """Gives text to the innermost instruction being written, else to all results; whether the page shows it."""
        for field in reversed(self._open):
            field.add(text)
            if not field.in_result:
                return False
        return True

    def close(self, place: Place) -> None:
        """Fields that were begun and never ended still hold what they hold."""
        shared = self._shared
        while self._open:
            left = self._open.pop()
            text = "".join(left.result)
            fields.add_from("".join(left.instruction), text, place, shared.found, shared.bookmarks)

    def _ended(self, ended: fields.Field, now: Paragraph) -> None:
        instruction, text = "".join(ended.instruction), "".join(ended.result)
        if ended.name == "SEQ":
            now.caption = True
        found, bookmarks = self._shared.found, self._shared.bookmarks
        locked = ended.locked
        now.pending.append(lambda place: fields.add_from(instruction, text, place, found, bookmarks, locked=locked))

"""What hangs on a paragraph of a Word document and is drawn: pictures, shapes, signature lines, objects."""

from collections.abc import Callable

from annexa.documents.drawing import Seen
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind
from annexa.documents.gather import Gatherer
from annexa.documents.word.state import Paragraph
from annexa.model.findings import Place


def add_drawn(seen: Seen, now: Paragraph, found: Gatherer, *, is_margin: bool) -> None:
    """Adds what a drawing shows; decorated words in a margin (a header or footer) are a watermark."""
    now.boxes.extend(seen.boxes)
    for picture in seen.pictures:
        now.pending.append(picture.add_to(found))
    for signer in seen.signature_lines:
        now.pending.append(_signature(found, signer))
    for words in seen.watermarks:
        found.watermark(words)
    for words in seen.word_art:
        if is_margin:
            found.watermark(words)
        else:
            now.pending.append(_word_art(found, words))
    for words in seen.drawn:
        now.pending.append(_word_art(found, words))
    for name, words in seen.hidden:
        now.pending.append(hidden_object(found, name, words))
    for program in seen.objects:
        now.pending.append(_object(found, program))


def _signature(found: Gatherer, signer: str) -> Callable[[Place], None]:
    return lambda place: found.sign("signature line", place, signer=signer)


def hidden_object(found: Gatherer, name: str, words: str) -> Callable[[Place], None]:
    """What notes the words of a shape that is not shown, once its place is known."""
    return lambda place: found.hide(HiddenKind.OBJECT, place, text=words, name=name)


def _word_art(found: Gatherer, words: str) -> Callable[[Place], None]:
    return lambda place: found.block(words, place, BlockKind.TEXT_BOX)


def _object(found: Gatherer, program: str) -> Callable[[Place], None]:
    return lambda place: found.activate(ActiveKind.EMBEDDED_OBJECT, place, name=program)

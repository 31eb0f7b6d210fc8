"""What must not be in a file that leaves the house: active content, names of authors, locks."""

from annexa.model.profile import Asked
from annexa.verify.facts import Active
from annexa.verify.result import Judgement, Spot, failed, judged
from annexa.verify.result import passed as good
from annexa.verify.view import View


def nothing_active(view: View, _: Asked) -> Judgement:
    """No JavaScript, no action that starts, sends or reaches outside, no media player, no program inside."""
    spots = [_active_spot(view, active) for active in view.structure.active]
    spots.extend(
        Spot(message=f"an embedded file that can run: {attached.name}")
        for attached in view.structure.attached
        if attached.executable
    )
    harmless = [attached.name for attached in view.structure.attached if not attached.executable]
    note = f" It carries {len(harmless)} attached files: {', '.join(harmless[:5])}." if harmless else ""
    return judged(spots, good=f"Nothing in the file runs or reaches outside.{note}")


def _active_spot(view: View, active: Active) -> Spot:
    message = f"{active.kind}: {active.detail}" if active.detail else active.kind
    return view.spot(active.position, message) if active.position else Spot(message=message)


def no_authors(view: View, _: Asked) -> Judgement:
    """No name of a person is left in the properties or in notes."""
    spots = [Spot(message=f"{author.where} name “{author.name}”") for author in view.structure.authors]
    return judged(spots, good="No author's name is left in the file.")


def not_encrypted(view: View, _: Asked) -> Judgement:
    """The file opens without a password and without restrictions."""
    if view.structure.encrypted:
        return failed("The file is encrypted.", Spot(message="the file is encrypted or restricts what readers may do"))
    return good("The file is not encrypted.")

"""Who reviews a change to an item: its accountable leads."""

from annexa.model.framework import Framework
from annexa.model.library import Item, Library
from annexa.model.standing import signers

_HEAD = """\
# Who must agree to a change of evidence; made by `annexa codeowners` from evidence/people.yaml and each item.yaml.
"""


def codeowners(library: Library, framework: Framework) -> str:
    """The text of a CODEOWNERS file as GitHub and GitLab read it: one line an item, in the framework's order.

    An item's reviewers are those of the roles that sign it off as accountable. One whose roles name none gets a comment
    instead of a rule, since an empty rule would mean that nobody needs to agree. Its sign-offs are covered with it: who
    adds one in another's name needs their agreement.
    """
    roles = library.people.roles
    lines = [_HEAD]
    for item in library.items:
        folder = item.folder.relative_to(library.root).as_posix()
        pattern = "/" + folder.replace(" ", "\\ ") + "/"
        accountable = _accountable(item, library, framework)
        reviewers = dict.fromkeys(name for id in accountable if id in roles for name in roles[id].reviewers)
        if reviewers:
            lines.append(f"{pattern} {' '.join(reviewers)}\n")
        else:
            lines.append(f"# {pattern} has no reviewer: give {accountable[0]} `reviewers` in evidence/people.yaml\n")
    return "".join(lines)


def _accountable(item: Item, library: Library, framework: Framework) -> tuple[str, ...]:
    """The roles that sign an item as accountable, or the one that it names where none does."""
    stage = next((stage for stage in framework.stages if stage.named_in == "accountable"), None)
    return (signers(stage, item, library, framework) if stage else ()) or (item.meta.accountable,)

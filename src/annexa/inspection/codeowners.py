"""Who reviews a change to an item: its accountable lead."""

from annexa.model.library import Library

_HEAD = """\
# Who must agree to a change of evidence; made by `annexa codeowners` from evidence/people.yaml and each item.yaml.
"""


def codeowners(library: Library) -> str:
    """The text of a CODEOWNERS file as GitHub and GitLab read it: one line an item, in the framework's order.

    An item whose accountable role names no reviewer gets a comment instead of a rule, since an empty rule
    would mean that nobody needs to agree.
    """
    roles = library.people.roles
    lines = [_HEAD]
    for item in library.items:
        folder = item.folder.relative_to(library.root).as_posix()
        pattern = "/" + folder.replace(" ", "\\ ") + "/"
        role = roles.get(item.meta.accountable)
        reviewers = role.reviewers if role else ()
        if reviewers:
            lines.append(f"{pattern} {' '.join(reviewers)}\n")
        else:
            lines.append(
                f"# {pattern} has no reviewer: give {item.meta.accountable} `reviewers` in evidence/people.yaml\n"
            )
    return "".join(lines)

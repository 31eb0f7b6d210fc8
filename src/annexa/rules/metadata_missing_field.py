"""A field that must be filled in is missing.

Why it matters: Without it nobody can tell what the document is, who answers for it, or how old it is.

Fails when: A required field is not there. Every document needs a file (or `secure:`), title, kind and date; some
kinds ask for more, such as `form:` for a form and `minutes:` for minutes.

To put right:
- Metadata: Add the field at the place given; `annexa validate` names it, and an item that passes shows how it
  looks.

Passes: A document with `file`, `title`, `kind` and `dated`.

Fails: A document without `dated`.
"""

from annexa.model.findings import Level

ID = "metadata-missing-field"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False

"""A field that must be filled in is missing.

Why it matters: Without it nobody can tell what the document is, who answers for it, or how old it is.

Fails when: A required field is not there. Every item names its requirement, two leads, a summary and its documents;
every document a file (or `secure:`), a title, a kind and a date.

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

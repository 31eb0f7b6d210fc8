"""A file name leads out of the item's folder.

Why it matters: A bundle built from it could take in any file of the machine that builds it.

Fails when: `file:` is an absolute path, holds a slash or `..`, or is a link to a file outside the item's folder.

To put right:
- Metadata: Copy the document into the item's own folder and write only its name after `file:`.

Passes: `file: destinations.docx`

Fails: `file: ../../private/list.xlsx`
"""

from annexa.model.findings import Level

ID = "metadata-unsafe-path"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False

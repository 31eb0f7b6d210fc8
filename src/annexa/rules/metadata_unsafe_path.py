"""A file lies, or would be looked for, outside the folder that it belongs to.

Why it matters: A bundle built from it could take in any file of the machine that builds it.

Fails when: `file:` is an absolute path, holds `..` or a backslash, or leads through a link out of the item's folder; an
item's folder is itself a link out of the library; or the secure folder lies inside the project folder. A folder below
the item's is allowed: `file: Old/destinations.docx`.

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

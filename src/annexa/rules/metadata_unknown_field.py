"""A metadata file holds a field that does not exist.

Why it matters: A misspelt field is not read, so what it says is lost without a word.

Fails when: A field's name is not one that item.yaml, library.yaml, people.yaml or glossary.yaml know at that place.

To put right:
- Metadata: Use the name that the message suggests, or delete the line. Editors offer the right names when the first
  line of the file is `# yaml-language-server: $schema=../../schema/item.schema.json`.

Passes: `sensitivity: official`

Fails: `sensitivty: official`
"""

from annexa.model.findings import Level

ID = "metadata-unknown-field"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False

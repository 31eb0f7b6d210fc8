"""A sign-off was changed after it was written.

Why it matters: Nobody can tell any more what the role has signed, so the sign-off does not count.

Fails when: A file in the folder sign-off/ of an item says something else than what ‘annexa sign-off’ or ‘annexa
withdraw’ wrote: its seal, which is the SHA-256 of all that it says, does not fit.

To put right:
- Metadata: Put the file back as it was written (`git restore FILE`). To take a signature back, run `annexa withdraw`;
  to sign what is there now, run `annexa sign-off` again.

Passes: Every entry is as the command wrote it.

Fails: Somebody typed another role into the file.
"""

from annexa.model.findings import Level

ID = "sign-off-altered"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False

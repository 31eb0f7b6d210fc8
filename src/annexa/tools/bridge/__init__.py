"""Runs inside the Python that can `import uno`, next to LibreOffice; nothing here imports the rest of annexa.

That Python may be older than ours (LibreOffice brings its own on some systems), so these modules keep to Python 3.9
and the standard library, with `from __future__ import annotations` for it. `annexa.tools.office_worker` starts
`loop.main` and talks to it in JSON lines over standard input and output.
"""

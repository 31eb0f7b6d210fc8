"""The guidance site: records become Markdown pages and downloads, and MkDocs makes a site of them."""

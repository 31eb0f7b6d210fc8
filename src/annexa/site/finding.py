"""What the search knows besides the pages: other names of things, as a script that the theme loads first."""

import json

from annexa.site.book import Book


def search_words(book: Book) -> bytes:
    """The file `search-words.js`, which `search.js` reads: guidance/search.yaml and the acronyms of the glossary."""
    known = book.guidance.search
    words = {
        "ignore": known.ignore.split(),
        "same": known.same,
        "acronyms": [(name, term.full) for name, term in book.terms.items()],
        "instead": known.instead,
    }
    return f"window.annexaSearch = {json.dumps(words, ensure_ascii=False)};\n".encode()

"""What the readers use of libraries that are not built for browsers, over Python's own and pypdf.

This folder is on the import path of the page's worker alone, where `lxml` and the others are not. Nothing here is a
replacement elsewhere: it reads only, and is slower. A test holds what is found with it equal to what is found without.
"""

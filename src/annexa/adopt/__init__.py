"""From a folder of documents as people keep them to items of a library."""

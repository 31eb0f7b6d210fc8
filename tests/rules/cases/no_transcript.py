from samples import document

PASSES = {
    "no recording": document("Text"),
    "a film with its transcript": document(format="mp4", front=False, transcript="film-words.docx"),
}
FAILS = {
    "a film": (document(format="mp4", front=False), "no transcript"),
    "a sound recording": (document(format="mp3", front=False), "no transcript"),
}

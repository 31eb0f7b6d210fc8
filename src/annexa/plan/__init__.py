"""What a bundle is to hold, decided before any file is opened, and the records of what was made of it."""

"""Reading in: bytes, files, folders and web pages become documents."""

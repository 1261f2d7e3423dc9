"""How long a dossier of many reports takes to make, how large it is, and how fast a browser opens it."""

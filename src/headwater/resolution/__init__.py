"""From mentions to actors, places and dates, and with them to a document's finished :class:`Report`."""

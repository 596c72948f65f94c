"""Text -> places: a gazetteer, recognition of names, and the choice of the place that a name means."""

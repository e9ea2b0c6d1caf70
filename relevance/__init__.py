"""How well Convivia finds: `python -m relevance` asks judged queries of a library and measures what comes back."""

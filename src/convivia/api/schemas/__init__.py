"""The shapes of answers. Texts that nobody has given are empty strings; `null` is kept for what cannot be told."""

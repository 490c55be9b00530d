"""The nouns of the field and their rules: no queries, no Flask, no engine; now is an argument."""

"""How rules find words: from a text to its spans, for every kind of mention.

`nlp` reads a text by the rulebook. `sieve` (with `needs`) keeps it from trying rules whose words a text doesn't hold,
`glance` from reading where a rule can't match; `sightings` are what is left. `gazetteer` knows names, `sentences` where
sentences end, `spans` what a find is, `views` how rules see a sentence. What no rule reads, the `classifier` does.
"""

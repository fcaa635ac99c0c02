"""Readers: from the words of a match to the value they mean. One module per way of reading; rule files name theirs.

A reader module has `read(hit)`, which turns one match into spans, and may have `finish(reading, spans)`, which settles
what the matches of its file leave open between them (overlaps, a missing year, what "the Coalition" refers to).
`taught` only finishes: it reads what no rule has matched.
"""

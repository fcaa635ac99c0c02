"""What changed between two extractions, why, and what a person says to it.

The difference: `sources` opens both sides, `pairing` finds each row again, `diff` compares, `causes` says why and
`replay` makes sure. What comes of it (`changes`) is put into `words` and shown as `lines`, `markup` or `data`; `gate`
judges it.

The page: `corpus` reads a run; `views`, with `conflicts`, `chart`, `highlight` and `phrases`, says what is shown of
it; `page` makes the file, `server` serves it, `ledger` writes decisions down.
"""

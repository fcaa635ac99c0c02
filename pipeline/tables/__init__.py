"""What a table is, from its declared columns to its file and its dictionary.

`schema` declares columns; `contract` makes checked Arrow tables of rows, `joining` makes one of the pieces of many,
`store` writes and reads them, whole or not at all. `dictionary` says what the published ones hold, with `codebook`
for their codes and `croissant` for catalogues of data sets.
"""

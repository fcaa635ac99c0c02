"""What readers ask of the published tables.

`lookup` finds rows; `dossier` gathers what they hold about a body, `explain` answers from it, `charts` draws it;
`export` writes the tables in other formats.
"""

"""What readers ask of the published tables.

`tables` reads them; `dossier` gathers what they hold about a body, `explain` answers from it, `charts` draws it;
`lookup` finds rows, `export` writes the tables in other formats.
"""

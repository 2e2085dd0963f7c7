"""Keep lists of the people who are written to: any public list in, every usable person known, everything else named.

`sources/` has one reader a kind of list; each yields `found.Found` rows. `cleaning` makes recipients of them with what
`dirt`, `contact`, `meaning`, `words` and `ids` know; `importing` does both for a file. `listing` is the tool's own
format (YAML or CSV), `popolo_form` its export, `merging` a second import into the same list, `rewriting` and `keeping`
its files, `reporting` what is said. Nothing here writes a file.
"""

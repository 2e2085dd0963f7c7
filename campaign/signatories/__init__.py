"""Know signatories of an open letter: their names and how they are alike, the export of a sign-on form, their files.

`words.yaml` holds the words of forms and names; `forms` reads an export, `importing` makes signatories of its rows, and
`keeping` knows their files. Nobody's consent is ever concluded from anything but the answer to the question for it.
"""

"""Compose letters, releases, posts and texts from one argument held as data.

One sentence, five verbs: **load** a folder into an immutable `Campaign`, **check** it, **plan** its documents,
**render** each one, **write** the artifacts. Each stage is a plain function that takes values and returns values; the
day is an argument, and no code below the command line reads a clock.

    seeds/<id>/**.yaml ──┐
    recipients ──────────┼─ load → Campaign → check → plan → [Document…] → render → Rendering → write → output/
    locales/, templates/ ┘            └─ diagnostics gather; they never stop at the first

Floors, from the ground; a room imports only rooms of lower floors, and one third-party library lives in one room:

0. `values` (what is frozen), `phrases` (what is said to whoever runs it, in English until it is printed), `diagnostics`
   (problems with a place, a code and a hint), `files` (text or why not), `resources` (where built-in data and fonts
   are), `segmentation` (regex: where Unicode cuts a text), `syntax` (what a YAML parser complains of, in plain words).
1. `model/` (frozen records whose types are the schema), `reader` (PyYAML), `compiled` (parsed files, kept for what
   ships), `networks/` (limits, counters, threads of posts), `formats/` (one module a format, over one semantic tree;
   `picture` and `typefaces` read the files of a look, `shown` puts whole documents into a page),
   `schemas/` (JSON Schema for editors, written from the model), `recipients/` (lists of people: one reader a source,
   what is made of their rows, the format they are kept in, a second import), `signatories/` (those of an open letter:
   how names are alike, the export of a sign-on form, their files).
2. `load` (which file holds what), `languages/` (Babel: catalogs, dates, filling of texts, typography, comparison with
   the source, the order of names), `address/` (forms of address and names of people, above `languages`), `traps` (known
   wrong claims).
3. `plan/` (what each document says, to whom, in which files; `choice` holds the rules of time and truth, `schedule` what
   goes out when, `packs`, `cards` and `kits` what is made of many files, `remarks` what is to be looked up of a
   country, and what is wrong with who signs).
4. `render/` (Jinja2: template and data → tree, with what was used; `posts` fits messages to networks, `carrying` brings
   in what goes with a document, `budgets` counts words and seconds).
5. `check/` (rules across files), `translate/` (catalogs of a language: state, update, review sheet; `interface`
   finds the phrases in the code), `write` (files, manifest), `provenance` (why and trace), `record/` (what went out, in
   a chain of rows; what is counted, given out, reminded of and corrected from it), `start` (new campaigns).
6. `cli/` (Typer; alone prints, reads the clock and exits; `ui` knows the language of whoever runs it).

Data: a fact has sources and dates of validity; a concern and an ask are usable on a day when all their facts are. A
country's status is computed from its dated events. Texts are translated through catalogs by msgctxt; values never stand
inside them. A document that lacks something is made only as a draft; an example in it leaves a mark that stays.
"""

__version__ = "0.1.0"

"""Hold the prose that stands in code: what no template may leave out, and what stands in no template."""

DRAFT = ("mark/draft", "DRAFT: something is missing. Do not send.")
SAMPLE = ("mark/sample", "SAMPLE: the sender, the recipient or the country is fictitious. Do not send.")
SAMPLE_POST = ("mark/sample-post", "SAMPLE")
# The heads of the sheet of alt texts.
HEADINGS = (("pack/sheet-file", "file"), ("pack/sheet-alt", "alt text"), ("pack/sheet-posts", "posts"))
PROSE = (DRAFT, SAMPLE, SAMPLE_POST, *HEADINGS)

"""Write the JSON Schema files beside this one."""

from campaign.schemas import HERE, schemas, text_of

for stem, made in schemas().items():
    (HERE / f"{stem}.schema.json").write_text(text_of(made), encoding="utf-8")

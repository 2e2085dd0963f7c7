"""Keep the files that ship in parsed form: run once by `make`, after the packages are installed."""

from __future__ import annotations

from campaign import resources
from campaign.address import read_forms
from campaign.compiled import Files, keep
from campaign.languages import available, folder_name, language_settings, read_catalog
from campaign.load import load

if __name__ == "__main__":
    files = Files(exact=True)
    for ident in resources.built_in_campaigns():
        folder = resources.SEEDS / ident
        load(folder, files=files)
        for tag in available(folder):
            language_settings(folder, tag, [], files)
            read_forms(folder, tag, files)
            for catalog in sorted((resources.LOCALES / folder_name(tag) / "LC_MESSAGES").glob("*.po")):
                read_catalog([catalog], [], files)
    keep(files)

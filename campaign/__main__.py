"""Run the command line: `python -m campaign` is `campaign`."""

from campaign.cli import main

if __name__ == "__main__":
    main()

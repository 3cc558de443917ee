"""`seedfeed explain`: the evidence of one article."""

import argparse
from pathlib import Path

from seedfeed.cli.environment import CONFIG_NAME, STATE_NAME, read_settings
from seedfeed.cli.messages import set_up_log
from seedfeed.cli.tables import Table, show_table
from seedfeed.errors import EXIT_OK

ABOUT = """\
Reads FILE, its sidecar, the settings and, where there is one, the ledger. Prints
for each field its value, the rule that found it and the line it stood on, then what
each line was taken for; of a mailbox its messages. Writes nothing."""
EXAMPLES = """\
  seedfeed explain seeds/article.txt
  seedfeed explain seeds/letters.mbox                its messages, by their names
  seedfeed explain seeds/letters.mbox#0a1b2c3d4e5f   one of them
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an article, or a mailbox")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=f"settings (default: {CONFIG_NAME} above)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what was understood of an article, and why."""
    from seedfeed.explain import explain_file

    set_up_log(verbose=False)
    file: Path = arguments.file
    seeds = next(
        (up for up in file.absolute().parents if (up / CONFIG_NAME).is_file()), file.absolute().parent
    )
    settings = read_settings(arguments.config, seeds)
    for number, section in enumerate(explain_file(file, seeds, settings.config, seeds / STATE_NAME)):
        if number:
            print()
        show_table(Table(section.headings, section.rows, wrapped="value", cut=section.headings[-1]))
    return EXIT_OK

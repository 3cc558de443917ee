"""The command line: arguments, clock, log, messages, exit code. No decision lives here.

stdout is for results, stderr for messages. A run that changed nothing is silent: cron mails what we print.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

from seedfeed import __version__
from seedfeed.cli.messages import open_streams, say, set_up_log, silence_stdout
from seedfeed.cli.parser import parse
from seedfeed.errors import EXIT_INTERRUPTED, EXIT_OK, PublishError, SeedfeedError

_BUG = 70


def run() -> NoReturn:
    """Be the `seedfeed` command."""
    open_streams()
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    arguments = parse(argv)
    try:
        code: int = arguments.function(arguments)
        sys.stdout.flush()
    except SeedfeedError as error:
        say(str(error), "error")
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted; what was published stands")
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # whoever read our output went away; nothing more can be told
        silence_stdout()
        return EXIT_OK
    except OSError as error:
        silence_stdout()
        say(f"{error.filename or 'standard output'}: {error.strerror}", "error")
        return PublishError.exit_code
    except Exception:
        import logging

        set_up_log(verbose=False)
        logging.getLogger(__name__).exception("this is a bug in seedfeed %s, please report it", __version__)
        return _BUG
    return code

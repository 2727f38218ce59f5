"""`python -m sip_terminal`."""

import sys

from sip_terminal.command import main

sys.exit(main())

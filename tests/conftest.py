"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# No test asserts on a time, and a busy machine is slow. CI tries the same examples each
# time, so that it tells of a change and not of chance.
settings.register_profile("annotate", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("annotate")

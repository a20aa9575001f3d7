#!/bin/bash
# feeds.sh [-v] [SUITE…] - our feed reader beside what the authors of other readers expect
# (tests/conformance/feed_suites.py explains the suites and their floors).
. "$(dirname "$0")/lib.sh"
[ -d "$CORPORA/suites" ] || { skip "feed suites" "no folder $CORPORA/suites (set CORPORA)"; exit; }
make -s ${SAN:+SAN=1} "$BUILD/unit/feed_dump" || { not_ok "feed suites" "feed_dump does not build"; exit; }
python3 tests/conformance/feed_suites.py "$BUILD/unit/feed_dump" "$CORPORA" "$@"

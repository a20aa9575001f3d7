#!/bin/bash
# feeds.sh [-v] [SUITE…] - our feed reader on a damaged feed (tests/conformance/feed_damage.py) and
# beside what the authors of other readers expect (feed_suites.py, which explains the floors).
. "$(dirname "$0")/lib.sh"
make -s ${SAN:+SAN=1} "$BUILD/unit/feed_dump" || { not_ok "feeds" "feed_dump does not build"; exit; }
python3 tests/conformance/feed_damage.py "$BUILD/unit/feed_dump" "$SAMPLE"
[ -d "$CORPORA/suites" ] || { skip "feed suites" "no folder $CORPORA/suites (set CORPORA)"; exit; }
python3 tests/conformance/feed_suites.py "$BUILD/unit/feed_dump" "$CORPORA" "$@"

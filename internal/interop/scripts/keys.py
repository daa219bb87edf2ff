# Prints the key of each address on standard input. What the package refuses is its own key, as in cdxj-indexer.
import sys
from surt import surt

sys.stdin.reconfigure(encoding="utf-8", newline="\n")
sys.stdout.reconfigure(encoding="utf-8")
for line in sys.stdin:
    address = line[:-1]
    try:
        key = surt(address)
    except Exception:
        key = address
    print(key)

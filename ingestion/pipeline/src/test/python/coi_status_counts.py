#!/usr/bin/env python3
"""Counts carriers by coi_status straight from FMCSA's file of insurance filings: an independent second opinion.

    coi_status_counts.py FILE AS_OF [--required auto=750000 ...]

AS_OF is a day (2025-09-03) or an RFC 3339 time in UTC (2025-09-03T23:59:59Z). Prints one line of JSON. Shares no code
with the product and needs only the standard library.
"""
import argparse
import csv
import datetime
import json
from collections import Counter, defaultdict

COVERAGE = {"91": "auto", "91X": "auto", "34": "cargo"}
STATUSES = ("fresh", "expiring", "below_limit", "expired", "missing")
EXPIRING_DAYS = 30


def day(text):
    return datetime.datetime.strptime(text, "%m/%d/%Y").date() if text else None


def policies_by_carrier(file, as_of):
    """Carrier -> coverage -> policies (limit, first day, last day or None) posted by as_of."""
    carriers = defaultdict(lambda: defaultdict(list))
    with open(file, newline="", encoding="latin-1") as rows:
        for docket, dot, form, _, _, _, posted, _, limit, effective, cancels in csv.reader(rows):
            if form not in COVERAGE or day(posted) > as_of:
                continue
            carrier = ("dot", int(dot)) if int(dot or 0) else ("docket", docket)
            carriers[carrier][COVERAGE[form]].append((int(limit) * 1000, day(effective), day(cancels)))
    return carriers


def status(policies, required, as_of):
    if any(not policies.get(coverage) for coverage in required):
        return "missing"
    in_force = {
        coverage: [p for p in policies[coverage] if p[1] <= as_of and (p[2] is None or as_of <= p[2])]
        for coverage in required
    }
    if not all(in_force.values()):
        return "expired"
    enough = {coverage: [p for p in in_force[coverage] if p[0] >= limit] for coverage, limit in required.items()}
    if not all(enough.values()):
        return "below_limit"
    latest_ends = [max(p[2] or datetime.date.max for p in held) for held in enough.values()]
    soonest = min(latest_ends, default=datetime.date.max)
    return "expiring" if soonest <= as_of + datetime.timedelta(days=EXPIRING_DAYS) else "fresh"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file")
    arguments.add_argument("as_of")
    arguments.add_argument("--required", action="append", metavar="COVERAGE=USD")
    chosen = arguments.parse_args()
    as_of = datetime.date.fromisoformat(chosen.as_of[:10])
    required = dict(pair.split("=") for pair in chosen.required or ["auto=750000"])
    required = {coverage: int(limit) for coverage, limit in required.items()}
    carriers = policies_by_carrier(chosen.file, as_of)
    counts = Counter(status(policies, required, as_of) for policies in carriers.values())
    print(json.dumps({name: counts[name] for name in STATUSES}))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Counts usable and rejected rows of the USAID SCMS delivery history: an independent second opinion.

    usaid_scms_counts.py FILE MODE ...

The modes are those that the mapping gives a meaning. Prints one line of JSON: rows, usable, and for each reason its
rows and the line of its first one. Shares no code with the product and needs only the standard library.
"""
import csv
import datetime
import json
import re
import sys

PLAIN_NUMBER = re.compile(r"\d+(\.\d+)?")


def number(text):
    return float(text) if PLAIN_NUMBER.fullmatch(text) else None


def reason(row, modes):
    """Why a row is rejected, in the order in which an import looks at its values; None when it is usable."""
    datetime.datetime.strptime(row["Delivered to Client Date"], "%d-%b-%y")
    if row["Shipment Mode"] not in modes:
        return "unknown_equipment"
    weight, freight = number(row["Weight (Kilograms)"]), number(row["Freight Cost (USD)"])
    if not weight:
        return "bad_weight"
    return None if freight else "bad_carrier_cost"


def main(file, *modes):
    counts = {"rows": 0, "usable": 0, "reasons": {}}
    with open(file, newline="", encoding="utf-8-sig") as text:
        # No value of this file holds a line break, so that the number of a row tells its line.
        for line, row in enumerate(csv.DictReader(text), start=2):
            counts["rows"] += 1
            why = reason(row, modes)
            if why is None:
                counts["usable"] += 1
            else:
                first = counts["reasons"].setdefault(why, {"rows": 0, "line": line})
                first["rows"] += 1
    print(json.dumps(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])

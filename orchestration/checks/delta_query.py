#!/usr/bin/env python3
"""Asks one Delta table a question with delta-rs and DataFusion, an engine that shares nothing with Spark.

usage: delta_query.py TABLE_FOLDER SQL     (the table is called t; prints a JSON list of rows)
"""

import json
import sys

from deltalake import DeltaTable, QueryBuilder


def main() -> None:
    folder, sql = sys.argv[1], sys.argv[2]
    table = QueryBuilder().register("t", DeltaTable(folder)).execute(sql).read_all()
    columns = {name: table[name].to_pylist() for name in table.schema.names}
    rows = [dict(zip(columns, values)) for values in zip(*columns.values())]
    json.dump(rows, sys.stdout, default=str)


if __name__ == "__main__":
    main()

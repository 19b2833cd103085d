// Reads Parquet files with DuckDB and prints every cell, for a test to compare.
// It reads a JSON list of queries, which name files themselves. Of each it prints a
// line of columns, [name, type] each, then a line for each row: null, text, truth,
// whole numbers as text, floats as the 16 digits of their bits.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const queries = JSON.parse(readFileSync(0, 'utf8'));
const db = await (await DuckDBInstance.create(':memory:')).connect();
const bits = new DataView(new ArrayBuffer(8));

function cell(x, type) {
  if (x === null) return null;
  if (type === 'DOUBLE') {
    bits.setFloat64(0, x);
    return bits.getBigUint64(0).toString(16).padStart(16, '0');
  }
  return typeof x === 'bigint' || typeof x === 'number' ? String(x) : x;
}

for (const sql of queries) {
  const r = await db.runAndReadAll(sql);
  const types = r.columnTypes().map(String);
  console.log(JSON.stringify(r.columnNames().map((name, i) => [name, types[i]])));
  for (const row of r.getRows()) console.log(JSON.stringify(row.map((x, i) => cell(x, types[i]))));
}

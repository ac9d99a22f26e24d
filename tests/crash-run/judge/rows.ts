type Row = Readonly<{ [column: string]: unknown }>;

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new Error(`${column} is no text: ${String(value)}`);
  return value;
}

/** PostgreSQL's bigint comes as text. */
export function numberOf(row: Row, column: string): number {
  const number = Number(row[column]);
  if (!Number.isSafeInteger(number)) throw new Error(`${column} is no whole number: ${String(row[column])}`);
  return number;
}

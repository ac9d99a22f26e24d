import type { Columns } from "./order-rows.ts";
import type { Parameters } from "./parameters.ts";

/** Columns as an update assigns them. */
export const assigned = (columns: Columns, parameters: Parameters): string =>
  Object.entries(columns)
    .map(([column, value]) => `${column} = ${parameters.add(value)}`)
    .join(", ");

/** Values as an insert takes them. Casts, because a parameter in a select list has no column to take its type from. */
export const listed = (columns: Columns, parameters: Parameters, casts: Casts = {}): string =>
  Object.entries(columns)
    .map(([column, value]) => `${parameters.add(value)}${casts[column] ?? ""}`)
    .join(", ");

/** By column. */
export type Casts = Readonly<Record<string, string>>;

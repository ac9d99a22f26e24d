import { AssertionError } from "node:assert";

/** A JSON document as it came over the wire: nothing about it is known yet. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** What JSON.parse gives is `Json` by definition; it throws on anything else. */
export const parseJson = (text: string): Json => JSON.parse(text) as Json;

/** Steps down by member names and list positions: `at(body, "data", "costs", 0)`. Fails with the path when a step is missing. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json {
  let here: Json | undefined = value;
  for (const [index, step] of path.entries()) {
    here = child(here, step);
    if (here === undefined) {
      throw new AssertionError({ message: `no ${path.slice(0, index + 1).join(".")} in ${print(value)}` });
    }
  }
  if (here === undefined) throw new AssertionError({ message: "there is nothing" });
  return here;
}

function child(value: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  return isObject(value) ? value[String(step)] : undefined;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function objectAt(value: Json | undefined, ...path: readonly (string | number)[]): JsonObject {
  const found = at(value, ...path);
  if (!isObject(found))
    throw new AssertionError({ message: `${path.join(".")} is no object: ${print(found)}` });
  return found;
}

export function listAt(value: Json | undefined, ...path: readonly (string | number)[]): Json[] {
  const found = at(value, ...path);
  if (!Array.isArray(found))
    throw new AssertionError({ message: `${path.join(".")} is no list: ${print(found)}` });
  return found;
}

export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== "string")
    throw new AssertionError({ message: `${path.join(".")} is no text: ${print(found)}` });
  return found;
}

export function numberAt(value: Json | undefined, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  if (typeof found !== "number")
    throw new AssertionError({ message: `${path.join(".")} is no number: ${print(found)}` });
  return found;
}

const print = (value: Json | undefined): string => (JSON.stringify(value) ?? "undefined").slice(0, 2_000);

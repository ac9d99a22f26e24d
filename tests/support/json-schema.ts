import { AssertionError } from "node:assert";
import { isObject, type Json, type JsonObject } from "./json.ts";

/**
 * Where a value does not fit a JSON Schema of an OpenAPI document: an opinion of
 * our own about the description, by none of the code that made it. A keyword it
 * does not know fails, so that no rule is passed over in silence.
 */
export function misfits(document: Json, schema: Json, value: Json, place = "answer"): readonly string[] {
  if (!isObject(schema)) throw unknownSchema(place, schema);
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (annotations.has(keyword)) return [];
    const judge = judges[keyword];
    if (judge === undefined) throw unknownSchema(place, { [keyword]: rule });
    return judge({ document, rule, value, place });
  });
}

interface Judged {
  readonly document: Json;
  readonly rule: Json;
  readonly value: Json;
  readonly place: string;
}

const annotations = new Set(["description", "format", "title"]);

const judges: Readonly<Record<string, (judged: Judged) => readonly string[]>> = {
  $ref: ({ document, rule, value, place }) => misfits(document, resolve(document, rule), value, place),
  type: ({ rule, value, place }) => unless(typeOf(value, rule) === rule, place, `is no ${print(rule)}`),
  const: ({ rule, value, place }) => unless(value === rule, place, `is not ${print(rule)}`),
  enum: ({ rule, value, place }) => unless(listOf(rule).includes(value), place, `is none of ${print(rule)}`),
  anyOf({ document, rule, value, place }) {
    const all = listOf(rule).map((one) => misfits(document, one, value, place));
    return all.some((one) => one.length === 0) ? [] : all.flat();
  },
  allOf: ({ document, rule, value, place }) =>
    listOf(rule).flatMap((one) => misfits(document, one, value, place)),
  required: ({ rule, value, place }) =>
    isObject(value)
      ? listOf(rule).flatMap((name) =>
          unless(textOf(name) in value, `${place}.${textOf(name)}`, "is missing"),
        )
      : [],
  properties: ({ document, rule, value, place }) =>
    isObject(value) && isObject(rule)
      ? Object.entries(rule).flatMap(([name, inner]) => {
          const member = value[name];
          return member === undefined ? [] : misfits(document, inner, member, `${place}.${name}`);
        })
      : [],
  items: ({ document, rule, value, place }) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => misfits(document, rule, one, `${place}[${index}]`))
      : [],
  maxProperties: ({ rule, value, place }) =>
    atMost(isObject(value) ? Object.keys(value).length : 0, rule, place),
  maxItems: ({ rule, value, place }) => atMost(Array.isArray(value) ? value.length : 0, rule, place),
  maxLength: ({ rule, value, place }) => atMost(lengthOf(value, 0), rule, place),
  minLength: ({ rule, value, place }) => atLeast(lengthOf(value, Infinity), rule, place),
  maximum: ({ rule, value, place }) => atMost(typeof value === "number" ? value : -Infinity, rule, place),
  minimum: ({ rule, value, place }) => atLeast(typeof value === "number" ? value : Infinity, rule, place),
  pattern: ({ rule, value, place }) =>
    unless(
      typeof value !== "string" || new RegExp(textOf(rule)).test(value),
      place,
      `is not like ${print(rule)}`,
    ),
};

const unless = (fits: boolean, place: string, what: string): readonly string[] =>
  fits ? [] : [`${place} ${what}`];

const atMost = (measure: number, rule: Json, place: string): readonly string[] =>
  unless(measure <= Number(rule), place, `is more than ${print(rule)}`);

const atLeast = (measure: number, rule: Json, place: string): readonly string[] =>
  unless(measure >= Number(rule), place, `is less than ${print(rule)}`);

const lengthOf = (value: Json, otherwise: number): number =>
  typeof value === "string" ? [...value].length : otherwise;

const listOf = (rule: Json): readonly Json[] => (Array.isArray(rule) ? rule : []);

const textOf = (rule: Json): string => (typeof rule === "string" ? rule : print(rule));

/** A whole number is an integer where one is asked for, else a number. */
function typeOf(value: Json, wanted: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return wanted === "integer" && Number.isInteger(value) ? "integer" : typeof value;
}

/** What a reference of the document itself points at. */
export function resolve(document: Json, reference: Json): JsonObject {
  const names = /^#\/(.+)$/.exec(textOf(reference))?.[1]?.split("/") ?? [];
  const found = names.reduce<Json | undefined>(
    (here, name) => (isObject(here) ? here[name] : undefined),
    document,
  );
  if (!isObject(found)) throw unknownSchema("reference", reference);
  return found;
}

const unknownSchema = (place: string, schema: Json): AssertionError =>
  new AssertionError({ message: `${place}: no schema that is known: ${print(schema)}` });

const print = (value: Json): string => JSON.stringify(value).slice(0, 200);

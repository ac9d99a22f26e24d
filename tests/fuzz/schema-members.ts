import { isObject, type Json, type JsonObject, objectAt } from "../support/json.ts";
import { sampleOf } from "./schema-sample.ts";

/** A member that a schema knows, at whatever depth and in whichever of its variants. */
export interface Member {
  readonly path: readonly (string | number)[];
  /** Some value of its type. */
  readonly value: Json;
  /** What holds it, from the outermost on, each with all its members. */
  readonly holders: readonly Json[];
}

/** Schemas may name each other; none of the description's goes as deep. */
const deepest = 8;

/** Each member once: a name that several variants have is the first one's. */
export function membersOf(schema: Json, document: Json): readonly Member[] {
  const found = new Map<string, Member>();
  const walk = (inner: Json, path: Member["path"], holders: readonly Json[]): void => {
    if (!isObject(inner) || path.length > deepest) return;
    const { $ref: reference, anyOf, oneOf, allOf, items, properties } = inner;
    if (typeof reference === "string") {
      return walk(objectAt(document, ...reference.replace("#/", "").split("/")), path, holders);
    }
    const name = JSON.stringify(path);
    if (path.length > 0 && !found.has(name)) {
      found.set(name, { path, value: sampleOf(inner, document), holders });
    }
    for (const variant of [anyOf, oneOf, allOf].flatMap(listed)) walk(variant, path, holders);
    const inside = [...holders, sampleOf(inner, document)];
    if (isObject(properties)) {
      for (const [step, member] of Object.entries(properties)) walk(member, [...path, step], inside);
    }
    return items === undefined ? undefined : walk(items, [...path, 0], inside);
  };
  walk(schema, [], []);
  return [...found.values()];
}

const listed = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** The document with that member; `isAlone`: whatever has to hold it and is missing holds nothing else. */
export function withMember(document: Json, { path, value, holders }: Member, isAlone: boolean): Json {
  const put = (inner: Json | undefined, depth: number): Json => {
    const step = path[depth];
    if (step === undefined) return value;
    if (typeof step === "number") {
      const [first, ...others] = Array.isArray(inner) ? inner : [];
      return [put(first, depth + 1), ...others];
    }
    const holder = isObject(inner ?? null) ? inner : isAlone ? {} : holders[depth];
    const members: JsonObject = isObject(holder ?? null) ? objectAt(holder ?? null) : {};
    return { ...members, [step]: put(members[step], depth + 1) };
  };
  return put(document, 0);
}

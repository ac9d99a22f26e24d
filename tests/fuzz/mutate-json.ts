import fc, { type Arbitrary } from "fast-check";
import { isObject, type Json } from "../support/json.ts";
import { bodyOf } from "./fuzz-case.ts";
import type { HostileValues } from "./hostile-values.ts";
import { type Member, withMember } from "./schema-members.ts";

type Path = readonly (string | number)[];

/** A change of one value in a document. */
type Change =
  | { readonly kind: "replace"; readonly by: Json }
  | { readonly kind: "remove" }
  | { readonly kind: "wrap"; readonly depth: number }
  | { readonly kind: "repeat"; readonly times: number }
  | { readonly kind: "as-text" }
  | { readonly kind: "rename"; readonly to: string }
  | { readonly kind: "add"; readonly name: string; readonly value: Json };

const rightValueEvery = 6;

/** `place` counts over the members of the document, from the start again after the last. */
interface Mutation {
  readonly place: number;
  readonly change: Change;
}

/**
 * Nearly what a client means: a document with up to three of its values changed, or with one more member that the schema
 * knows, each as likely as any other, and nearly always with a wrong value; sometimes with broken bytes.
 */
export function mutatedBodies(
  examples: readonly Json[],
  values: HostileValues,
  members: readonly Member[] = [],
): Arbitrary<Buffer> {
  const mutations = fc.array(fc.record({ place: fc.noBias(fc.nat()), change: changes(values) }), {
    maxLength: 3,
  });
  const example = fc.constantFrom(...examples);
  const documented = fc.tuple(example, mutations).map(([body, applied]) => applied.reduce(mutated, body));
  const documents =
    members.length === 0 ? documented : fc.oneof(documented, enriched(example, values, members));
  const texts = documents.map((document) => JSON.stringify(document) ?? "");
  return fc.oneof(
    { weight: 9, arbitrary: texts.map(bodyOf) },
    { weight: 1, arbitrary: fc.tuple(texts, breakage).map(([text, broken]) => broken(text)) },
  );
}

const enriched = (
  example: Arbitrary<Json>,
  values: HostileValues,
  members: readonly Member[],
): Arbitrary<Json> =>
  fc
    .tuple(
      example,
      fc.constantFrom(...members),
      fc.boolean(),
      fc.option(changes(values), { freq: rightValueEvery }),
    )
    .map(([body, member, isAlone, change]) => {
      const whole = withMember(body, member, isAlone);
      return change === null ? whole : changedAt(whole, member.path, change);
    });

const changes = ({ text, json }: HostileValues): Arbitrary<Change> =>
  fc.oneof<Arbitrary<Change>[]>(
    json.map((by) => ({ kind: "replace", by })),
    json.map((by) => ({ kind: "replace", by })),
    json.map((by) => ({ kind: "replace", by })),
    fc.constant({ kind: "remove" }),
    fc.constant({ kind: "as-text" }),
    fc.constantFrom(1, 2, 60, 400).map((depth) => ({ kind: "wrap", depth })),
    fc.constantFrom(0, 1, 2, 20, 600).map((times) => ({ kind: "repeat", times })),
    text.map((to) => ({ kind: "rename", to: to.slice(0, 300) })),
    fc.tuple(text, json).map(([name, value]) => ({ kind: "add", name: name.slice(0, 300), value })),
  );

function mutated(document: Json, { place, change }: Mutation): Json {
  const all = pathsIn(document);
  // Half of the changes near the top: deep values are many, and hide what holds them.
  const paths = place % 2 === 0 ? all : all.filter((path) => path.length <= 2);
  const path = paths[Math.trunc(place / 2) % Math.max(paths.length, 1)] ?? [];
  return changedAt(document, path, change);
}

/** Paths of all values at whatever depth. */
export function pathsIn(value: Json, path: Path = []): readonly Path[] {
  const inner: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.slice(0, 3).map((entry, index) => [index, entry] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [
    ...(path.length > 0 ? [path] : []),
    ...inner.flatMap(([name, child]) => pathsIn(child, [...path, name])),
  ];
}

function changedAt(value: Json, [step, ...rest]: Path, change: Change): Json {
  if (step === undefined) return changed(value, change);
  if (Array.isArray(value)) {
    return value.flatMap((entry, at) => {
      if (at !== step) return [entry];
      return rest.length === 0 && change.kind === "remove" ? [] : [changedAt(entry, rest, change)];
    });
  }
  if (!isObject(value)) return changed(value, change);
  // A member named __proto__ stays a member.
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]): [string, Json][] => {
      if (name !== step) return [[name, child]];
      if (rest.length > 0) return [[name, changedAt(child, rest, change)]];
      switch (change.kind) {
        case "remove":
          return [];
        case "rename":
          return [[change.to, child]];
        case "add":
          return [
            [name, child],
            [change.name, change.value],
          ];
        default:
          return [[name, changed(child, change)]];
      }
    }),
  );
}

function changed(value: Json, change: Change): Json {
  switch (change.kind) {
    case "replace":
      return change.by;
    case "wrap":
      return Array.from({ length: change.depth }).reduce<Json>((inner) => [inner], value);
    case "repeat":
      return Array.from({ length: change.times }, () => value);
    case "as-text":
      return typeof value === "string" ? Number(value) || 0 : JSON.stringify(value);
    default:
      return value;
  }
}

type Breakage = (text: string) => Buffer;

/** Bodies that are no JSON, or JSON that no library writes. */
const breakage: Arbitrary<Breakage> = fc.oneof<Arbitrary<Breakage>[]>(
  fc.nat(400).map((end) => (text) => bodyOf(text.slice(0, end))),
  fc.tuple(fc.nat(400), fc.uint8Array({ minLength: 1, maxLength: 30 })).map(
    ([at, bytes]) =>
      (text) =>
        Buffer.concat([bodyOf(text.slice(0, at)), bytes, bodyOf(text.slice(at))]),
  ),
  fc.constantFrom<Breakage>(
    () => Buffer.alloc(0),
    () => bodyOf("null"),
    () => bodyOf("[".repeat(50_000)),
    () => bodyOf(`{"a":`.repeat(20_000)),
    () => bodyOf(`{"amount":1e99999}`),
    (text) => bodyOf(`\uFEFF${text}`),
    (text) => bodyOf(`${text.slice(0, -1)},"order_id":"twice","amount":1}`),
    (text) => Buffer.from(text, "utf16le"),
    (text) => bodyOf(text.replaceAll('"', "'")),
    (text) => bodyOf(`[${text}]`),
    (text) => bodyOf(`${text}${text}`),
    (text) => bodyOf(text + " ".repeat(200_000)),
  ),
);

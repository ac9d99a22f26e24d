import fc, { type Arbitrary } from "fast-check";
import { isObject, type Json, type JsonObject, objectAt, parseJson, textAt } from "../support/json.ts";
import { bodyOf, type FuzzCase, headerValue, pathOf, type Surface } from "./fuzz-case.ts";
import { type HostileValues, hostileValues } from "./hostile-values.ts";
import { mutatedBodies, pathsIn } from "./mutate-json.ts";
import { type Member, membersOf } from "./schema-members.ts";

/** A call of the merchant API as its description has it. */
export interface Operation {
  readonly method: string;
  /** With names in braces, below the prefix. */
  readonly path: string;
  readonly query: readonly string[];
  /** Documented bodies; empty where the call has none. */
  readonly bodies: readonly Json[];
  /** All that the schema of the body knows. */
  readonly members: readonly Member[];
}

export interface Description {
  readonly operations: readonly Operation[];
  readonly values: HostileValues;
}

/** Read over HTTP, as any client would. */
export async function readDescription(gatewayUrl: string): Promise<Description> {
  const response = await fetch(`${gatewayUrl}/openapi.json`);
  const document = parseJson(await response.text());
  const operations = Object.entries(objectAt(document, "paths")).flatMap(([path, methods]) =>
    Object.entries(objectAt(methods)).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      query: parametersOf(operation, "query", document),
      ...bodiesIn(operation, document),
    })),
  );
  return { operations, values: hostileValues([...limitsIn(document)]) };
}

const parametersOf = (operation: Json, place: string, document: Json): readonly string[] => {
  const { parameters } = objectAt(operation);
  return (Array.isArray(parameters) ? parameters : [])
    .map((parameter) => referredTo(parameter, document))
    .filter((parameter) => textAt(parameter, "in") === place)
    .map((parameter) => textAt(parameter, "name"));
};

/** The parameter itself, or the shared one that it names. */
function referredTo(parameter: Json, document: Json): Json {
  const reference = isObject(parameter) ? parameter["$ref"] : undefined;
  return typeof reference === "string" ? objectAt(document, ...reference.split("/").slice(1)) : parameter;
}

function bodiesIn(operation: Json, document: Json): Pick<Operation, "bodies" | "members"> {
  const { requestBody } = objectAt(operation);
  if (requestBody === undefined) return { bodies: [], members: [] };
  const content = objectAt(requestBody, "content", "application/json");
  const bodies = Object.values(objectAt(content, "examples")).map((example) => objectAt(example, "value"));
  return { bodies, members: membersOf(content["schema"] ?? null, document) };
}

function* limitsIn(value: Json): Generator<number> {
  if (Array.isArray(value)) for (const entry of value) yield* limitsIn(entry);
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(value)) {
    if (typeof child === "number" && /^max(?:Length|Items|imum)$/.test(name)) yield child;
    else yield* limitsIn(child);
  }
}

/** Values that exist, by the name of the parameter in a path. */
export type Existing = Readonly<Record<string, readonly string[]>>;

export function apiSurface({ operations, values }: Description, apiKey: string, existing: Existing): Surface {
  const cases = operations.map((operation) => ({
    // The more members a body has, the more there is to go wrong.
    weight: 1 + Math.round((mostPaths(operation.bodies) + operation.members.length) / 4),
    arbitrary: apiCases(operation, { values, apiKey, existing }),
  }));
  return { name: "api", weight: 55, answersWith: "envelope", cases: fc.oneof(...cases) };
}

const mostPaths = (bodies: readonly Json[]): number =>
  Math.max(0, ...bodies.map((body) => pathsIn(body).length));

interface Context {
  readonly values: HostileValues;
  readonly apiKey: string;
  readonly existing: Existing;
}

const apiCases = (operation: Operation, context: Context): Arbitrary<FuzzCase> =>
  fc.record({
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant(operation.method) },
      { weight: 1, arbitrary: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE") },
    ),
    path: fc
      .tuple(pathsOf(operation, context), queriesOf(operation, context))
      .map(([path, query]) => pathOf(`/v1/json${path}${query}`)),
    headers: headersOf(context),
    body: bodiesOf(operation, context),
  });

function pathsOf({ path }: Operation, { values, existing }: Context): Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const odd = fc.tuple(values.text, fc.boolean()).map(([text, isEscaped]) => {
    const short = text.slice(0, 1_200).toWellFormed();
    return isEscaped ? encodeURIComponent(short) : short.replaceAll("?", "%3f");
  });
  const choices = names.map((name) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("1", ...(existing[name] ?? [])) },
      { weight: 1, arbitrary: odd },
    ),
  );
  return fc
    .tuple(...choices)
    .map((chosen) =>
      names.reduce((filled, name, index) => filled.replace(`{${name}}`, () => chosen[index] ?? ""), path),
    );
}

function queriesOf({ query }: Operation, { values }: Context): Arbitrary<string> {
  const pair = fc.tuple(fc.constantFrom(...query, "x", "__proto__", "limit[]"), values.text);
  const pairs = fc.array(pair, { maxLength: 3 }).map((drawn) => {
    const text = drawn
      .map(([name, value]) => `${name}=${encodeURIComponent(value.slice(0, 1_000).toWellFormed())}`)
      .join("&");
    return text === "" ? "" : `?${text}`;
  });
  return query.length > 0
    ? pairs
    : fc.oneof({ weight: 9, arbitrary: fc.constant("") }, { weight: 1, arbitrary: pairs });
}

const oddHeaders = [
  "accept",
  "accept-language",
  "api_key",
  "authorization",
  "content-encoding",
  "content-type",
  "cookie",
  "idempotency-key",
  "origin",
  "user-agent",
  "x-forwarded-proto",
];

/** Wrong keys are counted by address: each of these comes from another one. */
function headersOf({ values, apiKey }: Context): Arbitrary<Readonly<Record<string, string>>> {
  const usual = { api_key: apiKey, "content-type": "application/json" };
  const odd = fc
    .tuple(fc.constantFrom(...oddHeaders), values.text, fc.ipV4())
    .map(([name, value, from]) => ({ ...usual, "x-forwarded-for": from, [name]: headerValue(value) }));
  return fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });
}

function bodiesOf({ bodies, members }: Operation, { values }: Context): Arbitrary<Buffer | null> {
  if (bodies.length === 0) {
    const unasked = values.json.map((json) => bodyOf(JSON.stringify(json)));
    return fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: unasked });
  }
  return fc.uuid({ version: 4 }).chain((orderId) =>
    mutatedBodies(
      bodies.map((body) => renewed(body, orderId)),
      values,
      members,
    ),
  );
}

/** An order that exists already is refused before its members are looked at. */
const renewed = (example: Json, orderId: string): Json => {
  if (!isObject(example) || !("order_id" in example)) return example;
  const fresh: JsonObject = { ...example, order_id: `fuzz-${orderId}` };
  return fresh;
};

import assert from "node:assert/strict";
import { test } from "node:test";
import type { TSchema } from "typebox";
import { Errors } from "typebox/value";
import type { Json } from "#domain/json.ts";
import { catalogue } from "#domain/refusal.ts";
import { openApi, sandboxUrl } from "./openapi.ts";
import { commonRefusals, families, refusalsOf } from "./operation.ts";
import { operations } from "./operations.ts";

// Goal: the document is a sound OpenAPI 3.1 description. Method: the rules of the specification that a generator of
// clients stumbles over, and every example against its own schema.

const document = openApi(operations, sandboxUrl);

const isRecord = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every object of the document, with its place. */
function* objectsOf(value: Json, place = "#"): Generator<readonly [string, Readonly<Record<string, Json>>]> {
  if (isRecord(value)) yield [place, value];
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* objectsOf(member, `${place}/${name}`);
}

const fits = (schema: TSchema, value: unknown, what: string): void =>
  assert.deepEqual(Errors(schema, value), [], what);

test("says which version it is and which calls, answers and keys there are", () => {
  assert.equal(document["openapi"], "3.1.0");
  assert.deepEqual(document["servers"], [{ url: "http://localhost:8080/v1/json" }]);
  for (const [place, operation] of objectsOf(document)) {
    if (!("operationId" in operation)) continue;
    const { responses } = operation;
    assert.ok(isRecord(responses) && isRecord(responses["200"]), place);
    for (const [status, answer] of Object.entries(responses)) {
      assert.match(status, /^[2-5]\d\d$/, place);
      assert.ok(isRecord(answer), `${place} ${status}`);
      assert.equal(typeof (answer["$ref"] ?? answer["description"]), "string", `${place} ${status}`);
    }
  }
});

test("names every operation once and in a family that exists", () => {
  const ids = operations.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
  const calls = operations.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(calls, [...new Set(calls)]);
  assert.deepEqual([...new Set(operations.map(({ family }) => family))].toSorted(), [...families].toSorted());
});

test("resolves every reference and uses every schema and answer", () => {
  const known = new Set<string>();
  const used = new Set<string>();
  for (const [place, object] of objectsOf(document)) {
    if (/^#\/components\/(?:schemas|responses|parameters)\/[^/]+$/.test(place)) known.add(place);
    if (typeof object["$ref"] === "string") used.add(object["$ref"]);
  }
  assert.deepEqual([...used].toSorted(), [...known].toSorted());
  assert.ok(known.size > 10);
});

test("gives two schemas of one title the same content", () => {
  const seen = new Map<string, string>();
  for (const operation of operations) {
    const alone = openApi([operation], sandboxUrl);
    for (const [place, schema] of objectsOf(alone)) {
      if (!/^#\/components\/schemas\/[^/]+$/.test(place)) continue;
      const content = JSON.stringify(schema);
      assert.equal(seen.get(place) ?? content, content, place);
      seen.set(place, content);
    }
  }
});

for (const operation of operations) {
  const { id, path, parameters = [], body, answer, examples } = operation;

  test(`${id}: describes each parameter of its path, and no other`, () => {
    const inPath = [...path.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => name);
    const described = parameters.filter((one) => one.in === "path").map(({ name }) => name);
    assert.deepEqual(described, inPath);
    for (const example of examples) {
      for (const name of Object.keys(example.parameters ?? {})) {
        assert.ok(
          parameters.some((parameter) => parameter.name === name),
          name,
        );
      }
      for (const name of inPath) assert.ok(example.parameters?.[name ?? ""], `${example.name}: ${name}`);
    }
  });

  test(`${id}: examples fit their schemas`, () => {
    const names = examples.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
    for (const example of examples) {
      fits(answer, example.answer, `answer of ${example.name}`);
      assert.equal(example.body === undefined, body === undefined, example.name);
      if (body !== undefined) fits(body, example.body, `body of ${example.name}`);
    }
  });
}

test("every call has an example", () => {
  assert.deepEqual(
    operations.filter(({ examples }) => examples.length === 0).map(({ id }) => id),
    [],
  );
});

test("every code of the catalogue is given by a call", () => {
  const given = new Set(operations.flatMap(refusalsOf));
  assert.deepEqual(
    Object.keys(catalogue)
      .map(Number)
      .filter((code) => ![...given].some((one) => one === code)),
    [],
  );
  assert.ok(commonRefusals.every((code) => given.has(code)));
});

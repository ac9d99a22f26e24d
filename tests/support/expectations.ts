import assert from "node:assert/strict";
import type { Api, ApiAnswer } from "./api.ts";
import { readOrder } from "./api.ts";
import { isObject, type Json, type JsonObject, objectAt, textAt } from "./json.ts";

export interface Refusal {
  readonly code: number;
  /** Default 404, the status of every classic error. */
  readonly status?: number;
}

/** The error envelope, whole and with nothing else in it. */
export function assertRefused(answer: ApiAnswer, { code, status = 404 }: Refusal): void {
  const body = objectAt(answer.body);
  assert.deepEqual(
    { status: answer.status, code: body["error_code"], success: body["success"] },
    { status, code, success: false },
    answer.text,
  );
  assertEnvelopeOfError(answer);
}

/** For refusals whose code the contract leaves open: never a 5xx, always the envelope. */
export function assertRefusedSomehow(answer: ApiAnswer): void {
  assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text}`);
  assertEnvelopeOfError(answer);
}

function assertEnvelopeOfError(answer: ApiAnswer): void {
  const body = objectAt(answer.body);
  assert.deepEqual(
    Object.keys(body).toSorted(),
    ["data", "error_code", "error_info", "success"],
    answer.text,
  );
  assert.equal(body["success"], false);
  assert.deepEqual(body["data"], {});
  assert.ok(Number.isInteger(body["error_code"]), answer.text);
  assert.equal(typeof body["error_info"], "string");
  assert.notEqual(body["error_info"], "");
  assert.match(answer.headers.get("content-type") ?? "", /^application\/json\b/);
}

/** The success envelope; gives back its `data`. */
export function assertAccepted(answer: ApiAnswer): JsonObject {
  assert.equal(answer.status, 200, answer.text);
  const body = objectAt(answer.body);
  assert.deepEqual(Object.keys(body).toSorted(), ["data", "success"], answer.text);
  assert.equal(body["success"], true);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/json\b/);
  return objectAt(body, "data");
}

export async function assertNotStored(api: Api, orderId: string): Promise<void> {
  assertRefused(await readOrder(api, orderId), { code: 1006 });
}

/** Status pair of an order as GET tells it. */
export async function statusesOf(api: Api, orderId: string): Promise<string> {
  const order = assertAccepted(await readOrder(api, orderId));
  return `${textAt(order["status"])}/${textAt(order["financial_status"])}`;
}

/**
 * Says where `actual` lacks a member of `shape` or has it with another type.
 * Values of the shape are examples: only their types count; null allows null alone.
 */
export function missingFrom(actual: Json | undefined, shape: Json, path = "data"): readonly string[] {
  if (actual === undefined) return [`${path} is missing`];
  if (typeOf(actual) !== typeOf(shape)) return [`${path} is ${typeOf(actual)}, not ${typeOf(shape)}`];
  if (isObject(shape) && isObject(actual)) {
    return Object.entries(shape).flatMap(([name, inner]) =>
      missingFrom(actual[name], inner, `${path}.${name}`),
    );
  }
  if (Array.isArray(shape) && Array.isArray(actual)) {
    return shape.flatMap((inner, index) => missingFrom(actual[index], inner, `${path}[${index}]`));
  }
  return [];
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

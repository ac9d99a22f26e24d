import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { Api, ApiAnswer } from "./api.ts";

/** A call that can be sent again as it is. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

export const newKey = (): string => randomBytes(16).toString("hex");

/** The call under an Idempotency-Key. */
export const sendKeyed = async (
  world: { readonly api: Api; readonly apiKey: string },
  key: string,
  { method, path, body }: Call,
  apiKey: string = world.apiKey,
): Promise<ApiAnswer> => await world.api(method, path, body, { api_key: apiKey, "idempotency-key": key });

/** The first answer again, byte for byte. */
export function assertReplayed(again: ApiAnswer, first: ApiAnswer): void {
  assert.deepEqual(
    { status: again.status, text: again.text, replayed: again.headers.get("idempotency-replayed") },
    { status: first.status, text: first.text, replayed: "true" },
  );
  assert.equal(again.headers.get("content-type"), first.headers.get("content-type"));
}

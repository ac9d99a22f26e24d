import { assertNoCardNumber } from "./card-leaks.ts";
import { type Json, type JsonObject, objectAt, parseJson } from "./json.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
  readonly text: string;
}

/** A call to the merchant API; `path` is relative to `/v1/json`. Without `headers` the key travels in `api_key`. */
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ApiAnswer>;

export const merchantApi =
  (gatewayUrl: string, apiKey: string): Api =>
  async (method, path, body, headers = { api_key: apiKey }) => {
    const answer = await callJson(`${gatewayUrl}/v1/json${path}`, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    assertNoCardNumber(`the answer to ${method}`, answer.text);
    return answer;
  };

/** Fetches and insists on a JSON answer: every answer of the API is one. */
export async function callJson(url: string, init: RequestInit): Promise<ApiAnswer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, text };
  try {
    return { ...answer, body: parseJson(text) };
  } catch (error) {
    throw new Error(`${init.method} ${url}: ${response.status} is not JSON: ${text.slice(0, 500)}`, {
      cause: error,
    });
  }
}

/** The `data` object of an answer. */
export const dataOf = (answer: ApiAnswer): JsonObject => objectAt(answer.body, "data");

export const readOrder = async (api: Api, orderId: string): Promise<ApiAnswer> =>
  await api("GET", `/orders/${encodeURIComponent(orderId)}`);

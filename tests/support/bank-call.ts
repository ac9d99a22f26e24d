import { createHash, createHmac } from "node:crypto";
import { bankKey } from "./services.ts";

/** A message of the bank link, written from docs/protocols/bank-link.md alone. */
export interface BankMessage {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Beside those of the signature, in lower case; all are signed. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Signing {
  readonly key?: string;
  readonly tag?: "bank-link-request" | "bank-link-webhook";
  /** Unix time of the signature; default now. */
  readonly created?: number;
}

/** The headers of a message, signed (RFC 9421). */
export function signedHeaders(
  { method, path, headers = {}, body }: BankMessage,
  { key = bankKey, tag = "bank-link-request", created = Math.floor(Date.now() / 1_000) }: Signing = {},
): Record<string, string> {
  const digest = createHash("sha256")
    .update(body ?? "")
    .digest("base64");
  const signed = { ...headers, ...(body === undefined ? {} : { "content-digest": `sha-256=:${digest}:` }) };
  const covered = [["@method", method], ["@path", path], ...Object.entries(signed)] as const;
  const input = `(${covered.map(([name]) => `"${name}"`).join(" ")});created=${created};tag="${tag}"`;
  const base = [...covered.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${input}`];
  const signature = createHmac("sha256", key).update(base.join("\n")).digest("base64");
  return { ...signed, "signature-input": `sig1=${input}`, signature: `sig1=:${signature}:` };
}

/** Asks the simulated bank as a client that it knows. */
export async function callBank(
  simulatorUrl: string,
  /** Its path below `/bank/payments`. */
  message: BankMessage & { readonly body?: string },
): Promise<Response> {
  const path = `/bank/payments${message.path}`;
  const headers = { date: new Date().toUTCString(), ...message.headers };
  return await fetch(`${simulatorUrl}${path}`, {
    method: message.method,
    headers: signedHeaders({ ...message, path, headers }),
    ...(message.body === undefined ? {} : { body: message.body }),
  });
}

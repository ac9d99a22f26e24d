import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Secret } from "#domain/secret.ts";
import type { ProviderMessage } from "#ports/redirect-bank.ts";

/**
 * HTTP Message Signatures (RFC 9421) with HMAC-SHA-256, as docs/protocols/bank-link.md
 * wants them. The tag tells the two directions apart: what the provider was sent
 * can never come back as a webhook of his.
 */
const requestTag = "bank-link-request";
const webhookTag = "bank-link-webhook";

/** How far the time of a signature may be from ours, to either side. */
const windowS = 300;

export interface RequestToSign {
  readonly method: string;
  /** As sent, without a query: the link knows none. */
  readonly path: string;
  /** In lower case; all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The headers of a request together with those that sign it. */
export function signRequest(
  request: RequestToSign,
  key: Secret<string>,
  nowS: number,
): Readonly<Record<string, string>> {
  const headers = {
    ...request.headers,
    ...(request.body === null ? {} : { "content-digest": digestOf(Buffer.from(request.body)) }),
  };
  const names = ["@method", "@path", ...Object.keys(headers)];
  const input = `(${names.map((name) => `"${name}"`).join(" ")});created=${nowS};alg="hmac-sha256";tag="${requestTag}"`;
  const base = signatureBase(names, input, { ...request, headers });
  if (base === null) throw new Error("a request that cannot be signed");
  return {
    ...headers,
    "signature-input": `sig=${input}`,
    signature: `sig=:${hmac(key, base).toString("base64")}:`,
  };
}

/** What a signature of the provider has to cover, whatever else it covers. */
const coveredByWebhooks = ["@method", "@path", "content-digest"];

/** One signature, with parameters of the two forms that the structured fields here have. */
const inputForm = /^([a-z*][a-z0-9_.*-]*)=(\(((?:"[@a-z0-9-]+" ?)*)\)((?:;[a-z]+=(?:\d{1,15}|"[^"\\]*"))*))$/;

/** Whether one of the keys signed the webhook, for this address, just now. */
export function isSignedWebhook(
  message: ProviderMessage,
  keys: readonly Secret<string>[],
  nowS: number,
): boolean {
  const [, label = "", input = "", covered = "", parameters = ""] =
    inputForm.exec(headerOf(message, "signature-input") ?? "") ?? [];
  const given = /^([^=]+)=:([A-Za-z0-9+/]{43}=):$/.exec(headerOf(message, "signature") ?? "");
  if (given === null || given[1] !== label) return false;
  const names = covered.split(" ").map((name) => name.slice(1, -1));
  if (!coveredByWebhooks.every((name) => names.includes(name))) return false;
  const created = Number(/;created=(\d+)/.exec(parameters)?.[1] ?? Number.NaN);
  if (!(Math.abs(nowS - created) <= windowS) || !parameters.includes(`;tag="${webhookTag}"`)) return false;
  if (headerOf(message, "content-digest") !== digestOf(message.body)) return false;
  const base = signatureBase(names, input, message);
  const signature = Buffer.from(given[2] ?? "", "base64");
  // Each key is tried, so that the time tells neither which was the right one nor how near a wrong one was.
  return base !== null && keys.filter((key) => timingSafeEqual(signature, hmac(key, base))).length > 0;
}

/** RFC 9421, 2.5; null where something is covered that the message does not have, or not once. */
function signatureBase(
  names: readonly string[],
  input: string,
  message: Pick<ProviderMessage, "method" | "path" | "headers">,
): string | null {
  if (new Set(names).size !== names.length) return null;
  const lines = names.map((name) => {
    const value = componentOf(message, name);
    return value === null ? null : `"${name}": ${value}`;
  });
  return lines.includes(null) ? null : [...lines, `"@signature-params": ${input}`].join("\n");
}

function componentOf(
  message: Pick<ProviderMessage, "method" | "path" | "headers">,
  name: string,
): string | null {
  if (name === "@method") return message.method;
  if (name === "@path") return message.path;
  return name.startsWith("@") ? null : headerOf(message, name);
}

function headerOf({ headers }: Pick<ProviderMessage, "headers">, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === "string" ? value.trim() : null;
}

/** RFC 9530. */
const digestOf = (body: Uint8Array): string =>
  `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;

const hmac = (key: Secret<string>, base: string): Buffer =>
  createHmac("sha256", key.reveal()).update(base).digest();

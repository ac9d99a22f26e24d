import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * Both ends of docs/protocols/bank-link.md, "Who is who": HTTP Message Signatures
 * (RFC 9421) by HMAC-SHA-256. A bank believes two keys, so that neither side has to
 * change its own at the same moment as the other.
 */
const requestTag = "bank-link-request";
const webhookTag = "bank-link-webhook";

const windowSeconds = 300;
const signatureInput = /^(\w+)=(\(([^()]*)\)((?:;[a-z]+=(?:\d+|"[^"]*"))+))$/;

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer | null;
}

/** Null where a key signed the request a moment ago, otherwise what is wrong with it. */
export function signatureFault(
  request: ReceivedRequest,
  keys: readonly string[],
  nowSeconds: number,
): string | null {
  const inputField = request.headers["signature-input"];
  const signatureField = request.headers["signature"];
  if (typeof inputField !== "string" || typeof signatureField !== "string")
    return "the request is not signed";
  const [, label, input = "", list = "", parameters = ""] = signatureInput.exec(inputField) ?? [];
  const signature = /^(\w+)=:([A-Za-z0-9+/=]+):$/.exec(signatureField);
  if (label === undefined || signature?.[1] !== label) return "the signature cannot be read";
  const components = list.split(" ").map((name) => name.replaceAll('"', ""));
  const missing = mustCover(request).find((name) => !components.includes(name));
  if (missing !== undefined) return `the signature does not cover ${missing}`;
  if (!parameters.includes(`;tag="${requestTag}"`)) return "the signature is not one of a request";
  const created = Number(/;created=(\d+)/.exec(parameters)?.[1]);
  if (!(Math.abs(nowSeconds - created) <= windowSeconds)) return "the signature is too old or too new";
  if (request.body !== null && request.headers["content-digest"] !== digest(request.body)) {
    return "Content-Digest is not that of the body";
  }
  const base = baseOf(components, input, request);
  const given = Buffer.from(signature[2] ?? "", "base64");
  const isRight = keys.some((key) => {
    const expected = mac(key, base);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isRight ? null : "the signature is not one of our keys";
}

/** The headers that sign a webhook. */
export function webhookHeaders(
  message: { readonly url: string; readonly body: string },
  key: string,
  nowSeconds: number,
): Readonly<Record<string, string>> {
  const headers = { "content-digest": digest(Buffer.from(message.body)) };
  const components = ["@method", "@path", "content-digest"];
  const input = `(${components.map((name) => `"${name}"`).join(" ")});created=${nowSeconds};tag="${webhookTag}"`;
  const base = baseOf(components, input, {
    method: "POST",
    path: new URL(message.url).pathname,
    headers,
    body: null,
  });
  return {
    ...headers,
    "signature-input": `bank=${input}`,
    signature: `bank=:${mac(key, base).toString("base64")}:`,
  };
}

/** What somebody on the way must not change. */
const mustCover = ({ body }: ReceivedRequest): readonly string[] =>
  body === null
    ? ["@method", "@path", "date"]
    : ["@method", "@path", "date", "content-digest", "idempotency-key"];

function baseOf(components: readonly string[], input: string, request: ReceivedRequest): string {
  const lines = components.map((name) => {
    if (name === "@method") return `"${name}": ${request.method}`;
    if (name === "@path") return `"${name}": ${request.path}`;
    return `"${name}": ${String(request.headers[name] ?? "").trim()}`;
  });
  return [...lines, `"@signature-params": ${input}`].join("\n");
}

const digest = (body: Buffer): string => `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;

const mac = (key: string, base: string): Buffer => createHmac("sha256", key).update(base).digest();

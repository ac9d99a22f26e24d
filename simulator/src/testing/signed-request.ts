import { createHash, createHmac } from "node:crypto";

/** A request to the bank as RFC 9421 signs it, written from docs/protocols/bank-link.md alone. */
export function signedHeaders(
  request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  },
  key: string,
  { createdSeconds = Math.floor(Date.now() / 1000), tag = "bank-link-request" } = {},
): Record<string, string> {
  const digest = createHash("sha256")
    .update(request.body ?? "")
    .digest("base64");
  const headers = {
    ...request.headers,
    ...(request.body === null ? {} : { "content-digest": `sha-256=:${digest}:` }),
  };
  const covered = [["@method", request.method], ["@path", request.path], ...Object.entries(headers)] as const;
  const input = `(${covered.map(([name]) => `"${name}"`).join(" ")});created=${createdSeconds};tag="${tag}"`;
  const base = [...covered.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${input}`];
  const signature = createHmac("sha256", key).update(base.join("\n")).digest("base64");
  return { ...headers, "signature-input": `sig1=${input}`, signature: `sig1=:${signature}:` };
}

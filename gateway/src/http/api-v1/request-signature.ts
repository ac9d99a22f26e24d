import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { SignedRequest } from "#app/authenticate-site.ts";
import { instant, secondMs } from "#domain/time.ts";

const form =
  /^Sluis-HMAC-SHA256 key=([1-9]\d{0,14}), *at=(\d{9,11})(?:, *nonce=([\w-]{8,64}))?, *signature=([0-9a-f]{64})\s*$/i;

/**
 * `Authorization: Sluis-HMAC-SHA256 key=12, at=1767225600, signature=…`: the key
 * itself stays at home (docs/api/keys.md). Signed are time, method, path with
 * query as sent, the SHA-256 of the body, and the nonce if there is one, each on a
 * line. Null where the header is none of this form.
 */
export function signedRequestOf(request: FastifyRequest): SignedRequest | null {
  const [, key, at, nonce, signature] = form.exec(request.headers.authorization ?? "") ?? [];
  if (key === undefined || at === undefined || signature === undefined) return null;
  const idempotencyKey = request.headers["idempotency-key"];
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const digest = createHash("sha256").update(body).digest("hex");
  return {
    keyId: Number(key),
    signedAt: instant(Number(at) * secondMs),
    text: [at, request.method, request.originalUrl, digest, ...(nonce === undefined ? [] : [nonce])].join(
      "\n",
    ),
    signature: signature.toLowerCase(),
    // Of two equal questions in one second both are honest; of two equal orders to do something one may be a copy.
    isRepeatable: nonce === undefined && (request.method === "GET" || request.method === "HEAD"),
    idempotencyKey: typeof idempotencyKey === "string" ? idempotencyKey : null,
  };
}

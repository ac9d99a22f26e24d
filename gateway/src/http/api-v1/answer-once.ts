import { hash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type HeldKey, holdKey, keepAnswer, type KeyedRequest } from "#app/answer-once.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { refusal } from "#domain/refusal.ts";
import { Secret } from "#domain/secret.ts";
import type { Authentication } from "./authentication.ts";
import { envelopeOf, sendRefusal } from "./envelope.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The Idempotency-Key that this request holds; null: it has none. */
    heldKey: HeldKey | null;
  }
}

const keyedMethods: readonly string[] = ["POST", "PATCH", "DELETE"];

/**
 * A request with an Idempotency-Key is carried out once and answered as often as
 * it is sent. The key belongs to whoever sent the API key, so it is looked at when
 * that is known; the answer is kept on its way out, whatever the route made of it.
 * A request without the header passes by. A route that may do and answer all in
 * one statement authenticates by itself and calls `hold` where it could not.
 */
export function answerOnce(
  api: FastifyInstance,
  deps: Dependencies,
  { siteKey, newer }: Authentication,
): Pick<Authentication, "siteKey" | "newer"> & { readonly hold: HoldKey } {
  api.decorateRequest("heldKey", null);
  api.addHook("onSend", async (request, reply, payload) => {
    const key = request.heldKey;
    if (key === null || typeof payload !== "string") return payload;
    return (await isLost(deps, key, request, { status: reply.statusCode, body: new Secret(payload) }))
      ? replaceByRefusal(reply)
      : payload;
  });
  const holding =
    <Holder>(
      authenticate: (request: FastifyRequest, reply: FastifyReply) => Promise<Holder | null>,
      ownerOf: (holder: Holder) => HeldKey["owner"],
    ) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<Holder | null> => {
      const holder = await authenticate(request, reply);
      return holder === null || (await hold(ownerOf(holder), request, reply)) ? holder : null;
    };
  const hold: HoldKey = async (owner, request, reply) => {
    const key = keyedRequest(owner, request);
    return key === null || (await holdFor(deps, key, request, reply));
  };
  return {
    hold,
    siteKey: holding(siteKey, ({ id }) => ({ site: id })),
    newer: holding(newer, ({ role, site, accountId }) =>
      role === "site" ? { site: site.id } : { account: accountId },
    ),
  };
}

/** Takes the key that the request brings, if it brings one. False where that answers it. */
export type HoldKey = (
  owner: HeldKey["owner"],
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<boolean>;

/** The key that the request brings; null: none. */
export function keyedRequest(owner: HeldKey["owner"], request: FastifyRequest): KeyedRequest | null {
  const header = request.headers["idempotency-key"];
  if (header === undefined || !keyedMethods.includes(request.method)) return null;
  return { header: String(header), owner, requestHash: hashOf(request) };
}

/** The ports with which a request is carried out, and what was done by a process that died before it answered. */
export const heldBy = (request: FastifyRequest, deps: Dependencies): Pick<HeldKey, "deps" | "made"> =>
  request.heldKey ?? { deps, made: null };

/** False where the request is answered. */
async function holdFor(
  deps: Dependencies,
  key: KeyedRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const held = await holdKey(deps, key);
  switch (held.kind) {
    case "held":
      request.heldKey = held.key;
      if (held.key.made !== null) markReplayed(reply);
      return true;
    case "answered":
      await markReplayed(reply)
        .code(held.status)
        .type("application/json; charset=utf-8")
        .send(held.body.reveal());
      return false;
    case "refused":
      await sendRefusal(reply, held.refusal, held.status);
      return false;
  }
}

/** Some answers hold a key or a session: not for a cache on the way. */
const markReplayed = (reply: FastifyReply): FastifyReply =>
  reply.header("idempotency-replayed", "true").header("cache-control", "no-store");

/** Without the query, in which an API key may stand. */
function hashOf({ method, url, body }: FastifyRequest): string {
  const path = url.replace(/\?.*$/s, "");
  const bodyHash = hash("sha256", Buffer.isBuffer(body) ? body : "", "hex");
  return `${method} ${path} ${bodyHash}`;
}

/** Keeps the answer, unless there is another by now. */
async function isLost(
  deps: Dependencies,
  key: HeldKey,
  request: FastifyRequest,
  answer: { readonly status: number; readonly body: Secret<string> },
): Promise<boolean> {
  try {
    return (await keepAnswer(deps, key, answer)) === "lost";
  } catch (error) {
    // The answer leaves all the same: whoever repeats the request is told from what was done.
    deps.log.warn("idempotency-key.not-kept", { request: request.id, cause: String(error) });
    return false;
  }
}

function replaceByRefusal(reply: FastifyReply): string {
  void reply.code(409).header("retry-after", String(lostKey.retryAfterS));
  void reply.removeHeader("idempotency-replayed").removeHeader("content-length");
  return JSON.stringify(envelopeOf(lostKey));
}

/** The statement that was to do what the request asks for found its key with another holder, and did nothing. */
export const isKeyLost = (error: Error): boolean => "code" in error && error.code === "SK001";

export const lostKey = { ...refusal(409), retryAfterS: 1 };

import type { FastifyReply, FastifyRequest } from "fastify";
import { isApiToken } from "#app/api-token.ts";
import type { SiteDirectory } from "#app/authenticate-site.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Taking } from "#domain/limit/rate-limit.ts";
import { refusal, tooMany } from "#domain/refusal.ts";
import { sendRefusal } from "./envelope.ts";
import { signedRequestOf } from "./request-signature.ts";

/** The key of a request in one of the three forms, in the order of the contract (README §2). */
export function keyOf(request: FastifyRequest): string | null {
  const header = request.headers["api_key"];
  if (typeof header === "string" && header.trim() !== "") return header;
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? "");
  if (bearer?.[1] !== undefined) return bearer[1];
  const query = request.query;
  const inQuery = typeof query === "object" && query !== null && "api_key" in query ? query.api_key : null;
  return typeof inQuery === "string" ? inQuery : null;
}

/** The site of a request; where there is none the refusal is sent and null returned. */
export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Site | null>;
/** Whose key a request carries; refused like above. */
export type AuthenticateHolder = (request: FastifyRequest, reply: FastifyReply) => Promise<KeyHolder | null>;

/** Who may call what; wrong keys are counted together. */
export interface Authentication {
  /** The key of a site: orders and all that moves money. */
  readonly siteKey: Authenticate;
  /** The key of a site or an account. */
  readonly anyKey: AuthenticateHolder;
  /** The same with the refusal of the newer family (contract, README §2). */
  readonly newer: AuthenticateHolder;
  /** Any key, or the token that a shop gives to a browser: what is no secret. */
  readonly catalogue: Authenticate;
}

/** Those who know keys and tokens. */
export interface KeyDirectory {
  readonly holderOfKey: SiteDirectory["holderOfKey"];
  readonly holderOfSuspect: SiteDirectory["holderOfSuspect"];
  readonly holderOfSignature: SiteDirectory["holderOfSignature"];
  /** The site of a token that is still good, or null. */
  readonly siteOfToken: (token: string) => Promise<Site | null>;
}

/** How often keys may be used, and wrong ones tried. */
export interface KeyLimits {
  /** Whether this address tried so many wrong keys that the next is not looked up. */
  readonly isBlocked: (address: string) => boolean;
  readonly countWrong: (address: string) => Promise<Taking>;
  readonly countUse: (holder: KeyHolder) => Promise<Taking>;
  /** A request that was let through, and from where. */
  readonly noteUse: (holder: KeyHolder, address: string) => void;
}

type RefuseKey = (reply: FastifyReply, why?: string) => FastifyReply;

/** The two families of the API refuse a wrong key each in their own way (contract, README §2). */
const refuseClassic: RefuseKey = (reply, why) =>
  sendRefusal(reply, refusal(1032, why === undefined ? undefined : `Invalid API key: ${why}`));
const refuseNewer: RefuseKey = (reply) => reply.code(403).send({ message: "Forbidden" });

export function createAuthentication(directory: KeyDirectory, limits: KeyLimits): Authentication {
  const anyKey = createAuthenticate(directory, limits, refuseClassic);
  return {
    anyKey,
    newer: createAuthenticate(directory, limits, refuseNewer),
    async siteKey(request, reply) {
      const holder = await anyKey(request, reply);
      if (holder === null || holder.role === "site") return holder?.site ?? null;
      await refuseClassic(reply, "this needs the key of a site, not of an account");
      return null;
    },
    async catalogue(request, reply) {
      const token = tokenOf(request);
      if (token === null) return (await anyKey(request, reply))?.site ?? null;
      // The shop's page asks from its own origin, and the token is no secret there.
      void reply.header("access-control-allow-origin", "*");
      const site = await directory.siteOfToken(token);
      return site ?? refuseWrongKey({ request, reply, limits }, refuseClassic);
    },
  };
}

/** A browser's token, in the query or where a key could stand. */
function tokenOf(request: FastifyRequest): string | null {
  const query = request.query;
  const inQuery =
    typeof query === "object" && query !== null && "api_token" in query ? query.api_token : null;
  const given = typeof inQuery === "string" ? inQuery : keyOf(request);
  return given !== null && isApiToken(given.trim()) ? given.trim() : null;
}

function createAuthenticate(
  directory: KeyDirectory,
  limits: KeyLimits,
  refuseKey: RefuseKey,
): AuthenticateHolder {
  return async (request, reply) => {
    const key = keyOf(request);
    const signed = key === null ? signedRequestOf(request) : null;
    if (key === null && signed === null) {
      await refuseKey(reply);
      return null;
    }
    const isBlocked = limits.isBlocked(request.ip);
    const find = isBlocked ? directory.holderOfSuspect : directory.holderOfKey;
    const bySignature = signed === null || isBlocked ? null : await directory.holderOfSignature(signed);
    if (bySignature === "used") {
      await refuseKey(reply, "this signature was used before");
      return null;
    }
    const holder = key === null ? bySignature : await find(key);
    if (holder === null) return refuseWrongKey({ request, reply, limits }, refuseKey);
    const why = whyNot(holder, request.method, signed !== null);
    if (why !== null) {
      await refuseKey(reply, why);
      return null;
    }
    const use = await limits.countUse(holder);
    if (use.kind === "taken") {
      limits.noteUse(holder, request.ip);
      return holder;
    }
    await sendRefusal(reply, tooMany("of this API key", use.retryAfterS));
    return null;
  };
}

/** Why a key that is right does not open this. */
function whyNot({ key }: KeyHolder, method: string, isSigned: boolean): string | null {
  if (key.requiresSignature && !isSigned) return "this key signs requests and is not shown";
  return key.isReadOnly && method !== "GET" && method !== "HEAD" ? "this key may only read" : null;
}

/** Sends the refusal; beyond what mistakes explain, the address is slowed. */
async function refuseWrongKey(
  { request, reply, limits }: { request: FastifyRequest; reply: FastifyReply; limits: KeyLimits },
  refuseKey: RefuseKey,
): Promise<null> {
  const tried = await limits.countWrong(request.ip);
  if (tried.kind === "taken") await refuseKey(reply);
  else await sendRefusal(reply, tooMany("with a wrong API key", tried.retryAfterS));
  return null;
}

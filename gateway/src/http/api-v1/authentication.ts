import type { FastifyReply, FastifyRequest } from "fastify";
import { isApiToken } from "#app/api-token.ts";
import type { SiteDirectory } from "#app/authenticate-site.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { Site } from "#domain/merchant/site.ts";
import { refusal } from "#domain/refusal.ts";
import { minuteMs } from "#domain/time.ts";
import { sendRefusal } from "./envelope.ts";

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

/** Wrong keys a minute from one address: far above a mistyped configuration, far below a search. */
const wrongKeysAMinute = 100;
/** Addresses remembered; beyond it the oldest minute starts anew. */
const mostAddresses = 10_000;

export interface KeyGuard {
  readonly isBlocked: (address: string) => boolean;
  readonly countWrong: (address: string) => void;
}

/** Counts wrong keys by address in real time, whatever the sandbox's clock says. */
export function createKeyGuard(realNow: () => number = Date.now): KeyGuard {
  const counts = new Map<string, { since: number; wrong: number }>();
  const current = (address: string): { since: number; wrong: number } => {
    const known = counts.get(address);
    if (known !== undefined && realNow() - known.since < minuteMs) return known;
    counts.delete(address);
    return { since: realNow(), wrong: 0 };
  };
  return {
    isBlocked: (address) => current(address).wrong >= wrongKeysAMinute,
    countWrong(address) {
      const count = current(address);
      count.wrong += 1;
      if (counts.size >= mostAddresses) {
        const [oldest] = counts.keys();
        if (oldest !== undefined) counts.delete(oldest);
      }
      counts.set(address, count);
    },
  };
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
  /** The site of a token that is still good, or null. */
  readonly siteOfToken: (token: string) => Promise<Site | null>;
}

type RefuseKey = (reply: FastifyReply) => FastifyReply;

/** The two families of the API refuse a wrong key each in their own way (contract, README §2). */
const refuseClassic: RefuseKey = (reply) => sendRefusal(reply, refusal(1032));
const refuseNewer: RefuseKey = (reply) => reply.code(403).send({ message: "Forbidden" });
const refuseAccount: RefuseKey = (reply) =>
  sendRefusal(reply, refusal(1032, "Invalid API key: this needs the key of a site, not of an account"));

export function createAuthentication(directory: KeyDirectory): Authentication {
  const guard = createKeyGuard();
  const anyKey = createAuthenticate(directory, guard, refuseClassic);
  return {
    anyKey,
    newer: createAuthenticate(directory, guard, refuseNewer),
    async siteKey(request, reply) {
      const holder = await anyKey(request, reply);
      if (holder === null || holder.role === "site") return holder?.site ?? null;
      await refuseAccount(reply);
      return null;
    },
    async catalogue(request, reply) {
      const token = tokenOf(request);
      if (token === null) return (await anyKey(request, reply))?.site ?? null;
      // The shop's page asks from its own origin, and the token is no secret there.
      void reply.header("access-control-allow-origin", "*");
      const site = await directory.siteOfToken(token);
      return site ?? refuseWrongKey({ request, reply, guard }, refuseClassic);
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
  guard: KeyGuard,
  refuseKey: RefuseKey,
): AuthenticateHolder {
  return async (request, reply) => {
    const key = keyOf(request);
    const holder = key === null ? null : await directory.holderOfKey(key);
    return holder ?? refuseWrongKey({ request, reply, guard }, refuseKey);
  };
}

/** Sends the refusal; beyond what mistakes explain, the address is slowed. */
async function refuseWrongKey(
  { request, reply, guard }: { request: FastifyRequest; reply: FastifyReply; guard: KeyGuard },
  refuseKey: RefuseKey,
): Promise<null> {
  if (guard.isBlocked(request.ip)) {
    void reply.header("retry-after", "60");
    await sendRefusal(reply, refusal(429, "Too many requests with a wrong API key"));
    return null;
  }
  if (keyOf(request) !== null) guard.countWrong(request.ip);
  await refuseKey(reply);
  return null;
}

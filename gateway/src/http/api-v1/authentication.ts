import type { FastifyReply, FastifyRequest } from "fastify";
import type { SiteDirectory } from "#app/authenticate-site.ts";
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

/** Counts wrong keys by address in real time, whatever the sandbox's clock says. */
export function createKeyGuard(realNow: () => number = Date.now): {
  readonly isBlocked: (address: string) => boolean;
  readonly countWrong: (address: string) => void;
} {
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

export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Site | null>;

/** The two families of the API refuse a wrong key each in their own way (contract, README §2). */
const refuseClassic = (reply: FastifyReply): FastifyReply => sendRefusal(reply, refusal(1032));
const refuseNewer = (reply: FastifyReply): FastifyReply => reply.code(403).send({ message: "Forbidden" });

/** For orders and all that belongs to them, and for the newer family; wrong keys are counted together. */
export function createAuthentication(directory: SiteDirectory): {
  readonly classic: Authenticate;
  readonly newer: Authenticate;
} {
  const guard = createKeyGuard();
  return {
    classic: createAuthenticate(directory, guard, refuseClassic),
    newer: createAuthenticate(directory, guard, refuseNewer),
  };
}

/** The site of a request's key; without one the refusal is sent and null returned. */
function createAuthenticate(
  directory: SiteDirectory,
  guard: ReturnType<typeof createKeyGuard>,
  refuseKey: (reply: FastifyReply) => FastifyReply,
): Authenticate {
  return async (request, reply) => {
    const key = keyOf(request);
    const site = key === null ? null : await directory.siteOfKey(key);
    if (site !== null) return site;
    if (guard.isBlocked(request.ip)) {
      void reply.header("retry-after", "60");
      await sendRefusal(reply, refusal(429, "Too many requests with a wrong API key"));
      return null;
    }
    if (key !== null) guard.countWrong(request.ip);
    await refuseKey(reply);
    return null;
  };
}

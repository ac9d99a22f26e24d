import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { listTokens, readToken, removeToken, type TokenView, updateTokenExpiry } from "#app/manage-tokens.ts";
import { type Expiry, parseExpiryYymm } from "#domain/card/card.ts";
import type { Json } from "#domain/json.ts";
import type { Site } from "#domain/merchant/site.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import { presentMandate } from "#domain/token/bank-mandate.ts";
import { parseTokenName, presentToken, type TokenOwner } from "#domain/token/card-token.ts";
import { heldBy } from "./answer-once.ts";
import type { Authenticate } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { parseJsonBody } from "./json-body.ts";
import { integerOf, isGiven, objectOf, textOf } from "./lenient.ts";

export interface RecurringRoutes {
  readonly deps: Dependencies;
  readonly authenticate: Authenticate;
}

interface Call {
  readonly deps: Dependencies;
  readonly site: Site;
  readonly request: FastifyRequest;
  /** Empty where the method has none. */
  readonly body: Readonly<Record<string, unknown>>;
}

type Act = (call: Call, path: string) => Promise<Result<Json, Refusal>>;

/** Longer than any `customer.reference` that an order takes. */
const longestReference = 500;
const defaultTokens = 10;
const mostTokens = 100;

/** What is not there is gone: unlike the rest of the classic family (contract, README §4.1). */
const goneStatus = 410;

const acts: readonly (readonly [method: "GET" | "PATCH" | "DELETE", act: Act])[] = [
  ["GET", read],
  ["PATCH", update],
  ["DELETE", remove],
];

/**
 * `/recurring/…` (contract, tokens-transactions-account.md §1). A shopper's
 * reference may hold a slash, so what is wanted is what the path ends with.
 */
export function registerRecurring(server: FastifyInstance, { deps, authenticate }: RecurringRoutes): void {
  for (const [method, act] of acts) {
    server.route<{ Params: { "*": string } }>({
      method,
      url: "/recurring/*",
      handler: async (request, reply) => {
        const body = method === "PATCH" ? parseBody(request) : ok({});
        if (!body.ok) return sendRefusal(reply, body.refusal, 400);
        const site = await authenticate(request, reply);
        if (site === null) return reply;
        const held = heldBy(request, deps);
        // Of what changes a token only its removal is marked: the same date again changes nothing.
        if (held.made !== null) return success({ removed: true });
        const result = await firstFound(pathsOf(request.params["*"], request.url), (path) =>
          act({ deps: held.deps, site, request, body: body.value }, path),
        );
        if (result.ok) return success(result.value);
        return result.refusal.code === 1000
          ? sendRefusal(reply, result.refusal, goneStatus)
          : sendRefusal(reply, result.refusal);
      },
    });
  }
}

function parseBody(request: FastifyRequest): Result<Call["body"], Refusal> {
  const parsed = parseJsonBody(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  return parsed.ok ? ok(parsed.value.members) : parsed;
}

/** What a path may mean, most likely first: decoded once; without the slash that some clients add; as it stands. */
function pathsOf(decoded: string, url: string): readonly string[] {
  const raw = /\/recurring\/([^?]*)/.exec(url)?.[1] ?? decoded;
  return [...new Set([decoded, decoded.replace(/\/$/, ""), raw])];
}

/** The first path that leads somewhere; else what the most likely one was refused with. */
async function firstFound(
  paths: readonly string[],
  act: (path: string) => Promise<Result<Json, Refusal>>,
): Promise<Result<Json, Refusal>> {
  const [likely = "", ...others] = paths;
  const first = await act(likely);
  if (first.ok || first.refusal.code !== 1000) return first;
  for (const path of others) {
    const result = await act(path);
    if (result.ok) return result;
  }
  return first;
}

/** One token where the path ends so and there is one; else the tokens of a shopper whose reference looks like that. */
async function read(call: Call, path: string): Promise<Result<Json, Refusal>> {
  const { deps, site } = call;
  const named = tokenOf(site, path, "token");
  const token = named === null ? null : await readToken(deps, named.owner, named.name);
  if (token?.ok === true) return ok(present(token.value, deps.clock.now()));
  const listed = await list(call, path);
  return token !== null && !listed.ok ? token : listed;
}

async function list({ deps, site, request }: Call, path: string): Promise<Result<Json, Refusal>> {
  const owner = ownerOf(site, path);
  const query = objectOf(request.query) ?? {};
  const limit = integerOf(query["limit"]);
  const offset = integerOf(query["offset"]);
  if (limit === null || limit === 0)
    return refuse(refusal(1016, "Missing data: limit is no number of tokens"));
  if (offset === null) return refuse(refusal(1016, "Missing data: offset is no number of tokens"));
  if (owner === null) return refuse(refusal(1000, "Not found"));
  const found = await listTokens(deps, owner, {
    limit: Math.min(limit ?? defaultTokens, mostTokens),
    offset: offset ?? 0,
  });
  if (!found.ok) return found;
  const now = deps.clock.now();
  return ok({ tokens: found.value.map((view) => present(view, now)) });
}

const present = (view: TokenView, now: Instant): Json =>
  view.kind === "card" ? presentToken(view.token, view.card, now) : presentMandate(view.token, view.mandate);

async function update({ deps, site, body }: Call, path: string): Promise<Result<Json, Refusal>> {
  const named = tokenOf(site, path, "update");
  if (named === null) return refuse(refusal(404));
  const expiry = parseExpiry(body["expiry_date"]);
  if (!expiry.ok) return expiry;
  const updated = await updateTokenExpiry(deps, named.owner, { name: named.name, expiry: expiry.value });
  return updated.ok ? ok({ updated: true }) : updated;
}

function parseExpiry(value: unknown): Result<Expiry, Refusal> {
  if (!isGiven(value)) return refuse(refusal(1016, "Missing data: expiry_date"));
  const expiry = parseExpiryYymm(textOf(value, 10) ?? "");
  return expiry === null ? refuse(refusal(1000, "Token not updated: expiry_date is not YYMM")) : ok(expiry);
}

async function remove({ deps, site }: Call, path: string): Promise<Result<Json, Refusal>> {
  const named = tokenOf(site, path, "remove");
  if (named === null) return refuse(refusal(404));
  const removed = await removeToken(deps, named.owner, named.name);
  return removed.ok ? ok({ removed: true }) : removed;
}

interface Named {
  readonly owner: TokenOwner;
  /** Null for what no token is called. */
  readonly name: ReturnType<typeof parseTokenName>;
}

/** `{reference}/{verb}/{token}`, or null where the path is not made so. */
function tokenOf(site: Site, path: string, verb: "token" | "update" | "remove"): Named | null {
  const [, reference, token] = new RegExp(`^(.+)/${verb}/([^/]+)$`, "s").exec(path) ?? [];
  if (reference === undefined || token === undefined) return null;
  const owner = ownerOf(site, reference);
  return owner === null ? null : { owner, name: parseTokenName(token) };
}

/** Null for a reference that no order can have had. */
function ownerOf(site: Site, reference: string): TokenOwner | null {
  const text = textOf(reference, longestReference) ?? "";
  return text === "" ? null : { accountId: site.accountId, reference: text };
}

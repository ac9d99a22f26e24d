import { parseIdempotencyKey } from "#domain/idempotency/idempotency-key.ts";
import type { ApiKeyOwner } from "#domain/merchant/api-key.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { Secret } from "#domain/secret.ts";
import { hourMs, later, minuteMs, secondMs } from "#domain/time.ts";
import type { AnsweredKey, KeyMark, MadeEffect } from "#ports/idempotency-keys.ts";
import type { Dependencies } from "./dependencies.ts";
import { markingFirstEffect } from "./mark-effect.ts";

/** Longer than any call to the acquirer or a provider; a request that takes longer is carried out by whoever repeats it. */
const heldMs = minuteMs;
/** Clocks of two processes differ. */
const clockDifferenceMs = 30 * secondMs;
/** A day after the answer, which no request delays by an hour. */
const keptMs = 25 * hourMs;
const retryAfterS = 1;

/** A request that names itself by a key. */
export interface KeyedRequest {
  /** The header as it came. */
  readonly header: string;
  /** Whose keys it is among: the site's, or the account's whose key was sent. */
  readonly owner: ApiKeyOwner;
  /** Hash of method, path and body. */
  readonly requestHash: string;
}

/** A key that this request holds. */
export interface HeldKey {
  readonly mark: KeyMark;
  readonly owner: ApiKeyOwner;
  /** Null: the request is to be carried out. Else a holder that left no answer has done this. */
  readonly made: MadeEffect | null;
  /** The ports for carrying it out. */
  readonly deps: Dependencies;
}

export type Held =
  | { readonly kind: "held"; readonly key: HeldKey }
  | { readonly kind: "answered"; readonly status: number; readonly body: Secret<string> }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly status?: number };

/**
 * Takes the key of a request before anything is done. Refused: what is no key
 * (1016), a key that came with another request (422), one whose request is being
 * carried out (409). A key whose holder gave no answer within a minute goes over to
 * whoever repeats the request.
 */
export async function holdKey(deps: Dependencies, request: KeyedRequest): Promise<Held> {
  const hashes = hashesOf(deps, request);
  if (hashes === null) {
    const info = "Missing data: Idempotency-Key is 1 to 255 printable ASCII characters, bare or in quotes";
    return { kind: "refused", refusal: refusal(1016, info), status: 400 };
  }
  const now = deps.clock.now();
  const mark = { name: hashes.name, holder: deps.entropy.hex(16) };
  const heldUntil = later(now, heldMs);
  const holding = await deps.idempotencyKeys.hold({
    ...mark,
    request: hashes.request,
    now,
    heldUntil,
    heldAtMost: later(heldUntil, clockDifferenceMs),
    expiresAt: later(now, keptMs),
  });
  switch (holding.kind) {
    case "held":
      return {
        kind: "held",
        key: {
          mark,
          owner: request.owner,
          made: holding.made,
          deps: markingFirstEffect(deps, mark, holding.made !== null),
        },
      };
    case "answered":
      return {
        kind: "answered",
        status: holding.status,
        body: deps.vault.openText(holding.answer, contextOf(mark)),
      };
    case "mismatch":
      return { kind: "refused", refusal: refusal(422) };
    case "busy":
      return { kind: "refused", refusal: { ...refusal(409), retryAfterS } };
  }
}

/** The key of a request that is carried out and answered by one statement; null for what is no key. */
export function answeredKey(
  deps: Dependencies,
  request: KeyedRequest,
  { status, body }: { readonly status: number; readonly body: Secret<string> },
): AnsweredKey | null {
  const hashes = hashesOf(deps, request);
  if (hashes === null) return null;
  const answer = deps.vault.sealText(body, { context: contextOf(hashes), owner: request.owner });
  return { ...hashes, status, answer, expiresAt: later(deps.clock.now(), keptMs) };
}

/**
 * Keeps the answer for a day, or gives the key back: a fault of ours (5xx) and a
 * refusal that waiting mends (409, 429) settle nothing. `lost` where the key went
 * over to another holder meanwhile: there is one answer, and it is his. Throws
 * where the database is gone by then; whoever repeats the request is told from
 * what was made.
 */
export async function keepAnswer(
  deps: Dependencies,
  { mark, owner }: HeldKey,
  answer: { readonly status: number; readonly body: Secret<string> },
): Promise<"kept" | "lost" | "given-back"> {
  const { status, body } = answer;
  if (status >= 500 || status === 409 || status === 429) {
    await deps.idempotencyKeys.release(mark, deps.clock.now());
    return "given-back";
  }
  const sealed = deps.vault.sealText(body, { context: contextOf(mark), owner });
  return (await deps.idempotencyKeys.keep(mark, { status, answer: sealed })) ? "kept" : "lost";
}

/** By which key and request are known; null for what is no key. */
function hashesOf(
  { vault }: Dependencies,
  { header, owner, requestHash }: KeyedRequest,
): Pick<AnsweredKey, "name" | "request"> | null {
  const key = parseIdempotencyKey(header);
  if (key === null) return null;
  const hash = (text: string): string => vault.fingerprint(new Secret(text), "idempotency-key");
  return { name: hash(`key\n${nameOf(owner)}\n${key}`), request: hash(`request\n${requestHash}`) };
}

const nameOf = (owner: ApiKeyOwner): string =>
  "site" in owner ? `site:${owner.site}` : `account:${owner.account}`;

const contextOf = ({ name }: { readonly name: string }): string => `idempotency-key:${name}`;

import type { TSchema } from "typebox";
import type { Json } from "#domain/json.ts";
import { catalogue, type RefusalCode } from "#domain/refusal.ts";

/**
 * A call of the merchant API as it is told to others. The description stands
 * beside the routes and changes nothing about them: what clients really send is
 * read by the routes' own lenient parsers, and the order paths are wildcards
 * because an order id may hold a slash, which no OpenAPI path can say.
 */
export interface Operation {
  /** Unique, in camel case: generated clients name their functions after it. */
  readonly id: string;
  readonly family: Family;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/v1/json`, with `{parameters}`. */
  readonly path: string;
  readonly summary: string;
  /** Whole sentences; an empty line parts paragraphs. */
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: TSchema;
  /** The whole answer of HTTP 200, envelope included. */
  readonly answer: TSchema;
  /** Codes of this call; those of every call (`commonRefusals`) are not repeated. */
  readonly refusals: readonly RefusalCode[];
  /** The newer family says `{"message": …}` and answers a bad query or member with 422 (contract, README §4). */
  readonly errorStyle?: "classic" | "newer";
  /** When HTTP 403 and `{"message": "Forbidden"}` is the answer. */
  readonly forbidden?: string;
  /** What is named and not there is gone: code 1000 travels with HTTP 410 (contract, README §4.1). */
  readonly saysGone?: true;
  /** In the order of the document they are one story, which a test plays from the first to the last. */
  readonly examples: readonly Example[];
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly schema: TSchema;
}

export interface Example {
  /** Unique within its operation. */
  readonly name: string;
  readonly summary: string;
  /** Values of path and query parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly answer: Json;
}

export const families = [
  "Orders",
  "Refunds",
  "Capture",
  "Tokens",
  "Payment methods",
  "Transactions",
  "Notifications",
  "Account",
] as const;
export type Family = (typeof families)[number];

/** What any call may answer: wrong key, too many wrong keys, no database, our own mistake. */
export const commonRefusals: readonly RefusalCode[] = [1032, 429, 503, 9999];

/** What a call that may have an Idempotency-Key may answer besides. */
const keyedRefusals: readonly RefusalCode[] = [409, 422];

/** Whatever changes something takes the header. */
export const isKeyed = ({ method }: Pick<Operation, "method">): boolean => method !== "GET";

/** All codes a call may answer with, its body's and the common ones included, in the order of the catalogue. */
export function refusalsOf(operation: Operation): readonly RefusalCode[] {
  const own = [
    ...operation.refusals,
    ...(operation.body === undefined ? [] : [1016 as const]),
    ...(isKeyed(operation) ? keyedRefusals : []),
  ];
  const isKeyRefused = (code: RefusalCode): boolean => code !== 1032 || operation.errorStyle !== "newer";
  return [...new Set([...own, ...commonRefusals.filter(isKeyRefused)])].toSorted((one, two) => one - two);
}

/** The HTTP status that a code of a call travels with. */
export const statusOf = (operation: Operation, code: RefusalCode): number =>
  operation.saysGone === true && code === 1000 ? 410 : catalogue[code].status;

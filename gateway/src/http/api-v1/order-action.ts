import type { FastifyReply } from "fastify";
import type { HeldKey } from "#app/answer-once.ts";
import type { Dependencies } from "#app/dependencies.ts";
import type { Json } from "#domain/json.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Result } from "#domain/result.ts";

/**
 * What a shop does with an order after it was made. The order id may hold a
 * slash, so the action is what the path ends with.
 */
export interface Action {
  readonly method: "POST" | "PATCH" | "DELETE";
  readonly path: RegExp;
  readonly run: (call: Call) => Promise<Result<Json, Refusal>>;
  /** Without a body it is as if it were `{}`. */
  readonly mayLackBody?: true;
  /** The answer of what was done by a process that died before it answered; null: to be run again. Without it: `{}`. */
  readonly recall?: (call: Call, made: Made) => Promise<Result<Json, Refusal> | null>;
  /** How a refusal is told, where not by the envelope. */
  readonly tell?: (reply: FastifyReply, refusal: Refusal) => FastifyReply;
}

/** What a request had done when its process died. */
export type Made = NonNullable<HeldKey["made"]>;

export interface Call {
  readonly deps: Dependencies;
  readonly site: Site;
  /** Groups of the path: the order, then what follows. */
  readonly names: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

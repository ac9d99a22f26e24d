import type { FastifyReply } from "fastify";
import { maskCardNumbers } from "#domain/card/mask-card-numbers.ts";
import type { Json, JsonObject } from "#domain/json.ts";
import { catalogue, type Refusal } from "#domain/refusal.ts";

/** The success envelope of the contract (README §4). */
export const success = (data: Json): { readonly success: true; readonly data: Json } => ({
  success: true,
  data,
});

/**
 * The failure envelope, with the HTTP status of the code unless a more exact one is given. Should its sentence repeat a card
 * number that was sent in a wrong place, it is masked.
 */
export function sendRefusal(
  reply: FastifyReply,
  refusal: Refusal,
  status: number = catalogue[refusal.code].status,
): FastifyReply {
  if (refusal.retryAfterS !== undefined) void reply.header("retry-after", String(refusal.retryAfterS));
  return reply.code(status).type("application/json; charset=utf-8").send(envelopeOf(refusal));
}

export const envelopeOf = ({ code, info }: Refusal): JsonObject => ({
  success: false,
  data: {},
  error_code: code,
  error_info: maskCardNumbers(info),
});

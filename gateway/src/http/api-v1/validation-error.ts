import type { FastifyReply } from "fastify";

/** One entry of the validation list of the newer family (contract, README §4). */
export interface InvalidAttribute {
  readonly attribute: string;
  readonly details: readonly string[];
  readonly message: string;
  readonly uri: string;
}

/** `detail` says what is wrong in a word for machines: `not-a-date`. */
export const invalid = (attribute: string, detail: string): InvalidAttribute => ({
  attribute,
  details: [detail],
  message: `${attribute} is invalid`,
  uri: `#/${attribute}`,
});

export const sendInvalid = (reply: FastifyReply, errors: readonly InvalidAttribute[]): FastifyReply =>
  reply.code(422).send({ success: false, message: "Validation error", errors });

import { type TSchema, Type } from "typebox";
import type { Json, JsonObject } from "#domain/json.ts";
import { catalogue, type RefusalCode } from "#domain/refusal.ts";
import { isKeyed, type Operation, type Parameter, refusalsOf, statusOf } from "./operation.ts";

const envelope = Type.Object(
  {
    success: Type.Literal(false),
    data: Type.Object({}, { maxProperties: 0 }),
    error_code: Type.Integer({ description: "A code of the error catalogue." }),
    error_info: Type.String({ description: "A sentence for the shop's developer." }),
  },
  { title: "Error", description: "How every call says that it was not carried out." },
);

const message = Type.Object({ message: Type.String() }, { title: "Message" });

const badQuery = Type.Object(
  {
    success: Type.Literal(false),
    message: Type.String(),
    errors: Type.Array(
      Type.Object({
        attribute: Type.String(),
        details: Type.Array(Type.String()),
        message: Type.String(),
        uri: Type.String(),
      }),
    ),
  },
  { title: "ValidationError" },
);

/** Answers that are the same for every call that may give them: described once, under a name. */
const sharedAnswers: Readonly<Record<number, readonly [name: string, code: RefusalCode, when: string]>> = {
  400: ["BodyNotJson", 1016, "The body is not a JSON object, or Idempotency-Key is no key"],
  401: ["InvalidApiKey", 1032, "The key is wrong or missing"],
  409: [
    "RequestInProgress",
    409,
    "The Idempotency-Key is in use at this moment; try again after Retry-After",
  ],
  413: ["BodyTooLarge", 1016, "The body is larger than 1 MiB"],
  415: ["BodyOfOtherType", 1016, "The content type is not application/json"],
  422: ["KeyOfAnotherRequest", 422, "The Idempotency-Key came before with another request"],
  429: ["TooManyRequests", 429, "Too many requests; try again after Retry-After"],
  500: ["UnknownError", 9999, "A mistake of ours, with an incident id"],
  503: ["ServiceUnavailable", 503, "No database at the moment; try again after Retry-After"],
};

const statusesOfBodies = [400, 413, 415];

type Link = (schema: TSchema) => Json;

/** `responses` of an operation: its answer, then its errors by HTTP status. */
export function answersOf(operation: Operation, link: Link): JsonObject {
  return {
    200: {
      description: "Done",
      content: {
        "application/json": {
          schema: link(operation.answer),
          ...(operation.examples.length === 0
            ? {}
            : {
                examples: Object.fromEntries(
                  operation.examples.map(({ name, summary, answer }) => [name, { summary, value: answer }]),
                ),
              }),
        },
      },
    },
    ...newerErrors(operation, link),
    ...classicErrors(operation, link),
  };
}

/** `components.responses` */
export const namedAnswers = (link: Link): JsonObject =>
  Object.fromEntries(
    Object.values(sharedAnswers).map(([name, code, when]) => [name, refused([code], when, link)]),
  );

function classicErrors(operation: Operation, link: Link): JsonObject {
  const isMember = (status: number): boolean => status === 422 && tellsMembers(operation);
  // What a member of the newer family finds in a body it tells with 422: 1016 is left to bodies that are no JSON.
  const isTold = (code: RefusalCode): boolean => operation.errorStyle !== "newer" || code !== 1016;
  const codes = refusalsOf(operation).filter(isTold);
  const statuses = new Set(codes.map((code) => statusOf(operation, code)));
  for (const status of operation.body === undefined ? [] : statusesOfBodies) statuses.add(status);
  if (isKeyed(operation)) statuses.add(400);
  return Object.fromEntries(
    [...statuses].flatMap((status) => {
      if (isMember(status)) return [];
      const shared = sharedAnswers[status];
      if (shared !== undefined) return [[status, { $ref: `#/components/responses/${shared[0]}` }]];
      const those = codes.filter((code) => statusOf(operation, code) === status);
      return [
        [status, refused(those, those.map((code) => `${code} ${catalogue[code].info}`).join("; "), link)],
      ];
    }),
  );
}

const refused = (codes: readonly RefusalCode[], description: string, link: Link): JsonObject => ({
  description,
  content: {
    "application/json": {
      schema: {
        allOf: [link(envelope), { properties: { error_code: { enum: [...codes] } } }],
      },
      examples: Object.fromEntries(
        codes.map((code) => [
          code,
          { value: { success: false, data: {}, error_code: code, error_info: catalogue[code].info } },
        ]),
      ),
    },
  },
});

/** Answers without a code: of the newer family, and a plain refusal of what belongs to others. */
function newerErrors(operation: Operation, link: Link): JsonObject {
  const { errorStyle, forbidden, parameters = [] } = operation;
  const isNewer = errorStyle === "newer";
  const isIn = (place: Parameter["in"]): boolean => parameters.some((one) => one.in === place);
  const when = [
    ...(isNewer ? ["The key is wrong or missing"] : []),
    ...(forbidden === undefined ? [] : [forbidden]),
  ];
  return {
    ...(when.length === 0 ? {} : { 403: plain(when.join("; "), link(message), { message: "Forbidden" }) }),
    ...(isNewer && isIn("path")
      ? { 404: plain("There is no such thing", link(message), { message: "Not found" }) }
      : {}),
    ...(tellsMembers(operation) ? { 422: wrongMember(operation, link) } : {}),
  };
}

/** Whether 422 is also the newer family's list of what is wrong. */
const tellsMembers = ({ errorStyle, body, parameters = [] }: Operation): boolean =>
  errorStyle === "newer" && (body !== undefined || parameters.some((one) => one.in === "query"));

const wrongMember = (operation: Operation, link: Link): JsonObject =>
  isKeyed(operation)
    ? plain(
        "A member is wrong, or the Idempotency-Key came before with another request",
        { anyOf: [link(badQuery), link(envelope)] },
        badLimit,
      )
    : plain("A parameter or a member is wrong", link(badQuery), badLimit);

const badLimit: JsonObject = {
  success: false,
  message: "Validation error",
  errors: [{ attribute: "limit", details: ["not-1-to-1000"], message: "limit is invalid", uri: "#/limit" }],
};

const plain = (description: string, schema: Json, value: Json): JsonObject => ({
  description,
  content: { "application/json": { schema, examples: { usual: { value } } } },
});

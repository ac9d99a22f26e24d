import type { TSchema } from "typebox";
import type { Json, JsonObject } from "#domain/json.ts";
import { answersOf, namedAnswers } from "./openapi-answers.ts";
import { families, isKeyed, type Operation, type Parameter } from "./operation.ts";

/** Where the committed description says the API is: the sandbox of `npm start`. */
export const sandboxUrl = "http://localhost:8080";

const introduction = `Orders, refunds, captures and lists of the Sluis payment gateway, on the wire like the MultiSafepay JSON orders API.

The key of a site travels in the header \`api_key\`, as \`Authorization: Bearer …\`, or in the query as \`api_key\`; the first of
these that is there counts. The key of an account reads orders, transactions, receipts and sites of all its sites, and makes
no order. Bodies are JSON objects in UTF-8 of at most 1 MiB. Unknown members and parameters are ignored.
A \`POST\`, \`PATCH\` or \`DELETE\` with the header \`Idempotency-Key\` is carried out once, however often it is sent.
Numbers may be sent as text and text as numbers; null, an empty text and PHP's empty list count as not given.`;

const idempotencyKey: JsonObject = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Names this request. Sent again with the same key, method, path and body within 24 hours it is answered as the first time, with `Idempotency-Replayed: true`, and nothing is done again. Bare or in quotes, 1 to 255 printable ASCII characters.",
  schema: { type: "string", minLength: 1, maxLength: 512 },
  example: "8e03978e-40d5-43dd-bc93-6894a57f9324",
};

/** The OpenAPI 3.1 document of the operations. */
export function openApi(operations: readonly Operation[], publicUrl: string): JsonObject {
  const schemas: Record<string, Json> = {};
  const link = (schema: TSchema): Json => linked(JSON.parse(JSON.stringify(schema)) as Json, schemas);
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase()] = describe(operation, link);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sluis merchant API",
      version: "1",
      description: introduction,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${publicUrl}/v1/json` }],
    security: [{ header: [] }, { bearer: [] }, { query: [] }],
    tags: families.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        header: { type: "apiKey", in: "header", name: "api_key" },
        bearer: { type: "http", scheme: "bearer" },
        query: { type: "apiKey", in: "query", name: "api_key" },
      },
      parameters: { IdempotencyKey: idempotencyKey },
      responses: namedAnswers(link),
      schemas,
    },
  };
}

function describe(operation: Operation, link: (schema: TSchema) => Json): JsonObject {
  const { parameters = [], body, examples } = operation;
  return {
    operationId: operation.id,
    tags: [operation.family],
    summary: operation.summary,
    description: operation.description,
    ...(parameters.length === 0 && !isKeyed(operation)
      ? {}
      : {
          parameters: [
            ...parameters.map((parameter) => describeParameter(operation, parameter, link)),
            ...(isKeyed(operation) ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
          ],
        }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: link(body),
                examples: Object.fromEntries(
                  examples.map((example) => [
                    example.name,
                    { summary: example.summary, value: example.body ?? {} },
                  ]),
                ),
              },
            },
          },
        }),
    responses: answersOf(operation, link),
  };
}

function describeParameter(
  { examples }: Operation,
  { name, in: place, schema }: Parameter,
  link: (schema: TSchema) => Json,
): JsonObject {
  const values = examples.flatMap((example) => {
    const value = example.parameters?.[name];
    return value === undefined ? [] : [[example.name, { value: asSent(value, schema) }] as const];
  });
  return {
    name,
    in: place,
    required: place === "path",
    schema: link(schema),
    ...(values.length === 0 ? {} : { examples: Object.fromEntries(values) }),
  };
}

/** In a URL every value is text; in the description it has the type of its schema. */
const asSent = (value: string, schema: TSchema): Json =>
  "type" in schema && schema.type === "integer" ? Number(value) : value;

/** A schema with a title stands once, under its title; everywhere else is a reference to it. */
function linked(schema: Json, schemas: Record<string, Json>): Json {
  if (typeof schema !== "object" || schema === null) return schema;
  if (isList(schema)) return schema.map((one) => linked(one, schemas));
  const { title, ...members } = schema;
  const inner = Object.fromEntries(
    Object.entries(members)
      .filter(([name, member]) => name !== "description" || member !== "")
      .map(([name, member]) => [name, linked(member, schemas)]),
  );
  if (typeof title !== "string") return inner;
  schemas[title] = inner;
  return { $ref: `#/components/schemas/${title}` };
}

const isList = (schema: JsonObject | readonly Json[]): schema is readonly Json[] => Array.isArray(schema);

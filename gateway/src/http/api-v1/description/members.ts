import { type TSchema, Type } from "typebox";

/** Members that occur in several calls, with the limits that the parsers of the routes keep. */
export const orderIdMember = Type.String({
  minLength: 1,
  maxLength: 50,
  description: "The shop's own id of the order; unique per site. Any printable character.",
});

export const orderIdParameter = { name: "order_id", in: "path", schema: orderIdMember } as const;

/** An amount of a request: digits may come as text. */
export const amountMember = (description: string) =>
  Type.Union(
    [Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), Type.String({ pattern: "^\\d{1,16}$" })],
    {
      description: `${description} In minor units: 1000 is EUR 10.00.`,
    },
  );

/** An amount of an answer. */
export const minorUnits = (description: string) =>
  Type.Integer({ description: `${description} In minor units.` });

export const currencyMember = (description = "ISO 4217, three letters in any case.") =>
  Type.String({ minLength: 3, maxLength: 3, description });

export const text = (most: number, description: string) => Type.String({ maxLength: most, description });

/** What PHP, JavaScript and forms send for yes and no. */
export const flag = (description: string) =>
  Type.Union(
    [
      Type.Boolean(),
      Type.Integer({ minimum: 0, maximum: 1 }),
      Type.String({ pattern: "^(?:[01]|true|false)$" }),
    ],
    {
      description,
    },
  );

export const url = (description: string) => Type.String({ maxLength: 2_048, format: "uri", description });

/** A member that is always there and may be null. */
export const nullable = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Union([schema, Type.Null()], { description });

export const nullableText = (description: string) => nullable(Type.String(), description);

export const choice = (values: readonly string[], description: string) =>
  Type.Enum([...values], { type: "string", description });

export const time = (description: string) =>
  Type.String({
    pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$",
    description: `${description} In Amsterdam's time, without zone.`,
  });

export const transactionIdMember = (description: string) =>
  Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });

/** The envelope of every answer that is no error. */
export const successOf = <Schema extends TSchema>(data: Schema) =>
  Type.Object({ success: Type.Literal(true), data });

/** The answer of calls that have nothing to tell. */
export const nothing = successOf(Type.Object({}, { maxProperties: 0, description: "Empty." }));

import { isObject, type Json, type JsonObject, objectAt } from "../support/json.ts";

/** Schemas may name each other; none of the description's goes as deep. */
const deepest = 8;

/** A document with every member that the schema knows, each with some value of its type. */
export function sampleOf(schema: Json, document: Json, depth = 0): Json {
  if (!isObject(schema) || depth > deepest) return null;
  const { $ref: reference, enum: values, anyOf, oneOf, items, properties, minimum } = schema;
  if (typeof reference === "string") {
    const named = objectAt(document, ...reference.replace("#/", "").split("/"));
    return sampleOf(named, document, depth + 1);
  }
  const choices = [schema["const"], schema["example"], schema["default"], firstOf(values)];
  const given = choices.find((choice) => choice !== undefined);
  if (given !== undefined) return given;
  const variant = firstOf(anyOf) ?? firstOf(oneOf);
  if (variant !== undefined) return sampleOf(variant, document, depth + 1);
  if (isObject(properties)) return sampleOfMembers(properties, document, depth);
  switch (schema["type"]) {
    case "array":
      return [sampleOf(items ?? null, document, depth + 1)];
    case "object":
      return { name: "value" };
    case "integer":
    case "number":
      return typeof minimum === "number" ? minimum : 1;
    case "boolean":
      return true;
    default:
      return "1";
  }
}

const sampleOfMembers = (properties: JsonObject, document: Json, depth: number): Json =>
  Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, sampleOf(inner, document, depth + 1)]),
  );

const firstOf = (value: Json | undefined): Json | undefined => (Array.isArray(value) ? value[0] : undefined);

import { hash } from "node:crypto";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";

/** A decoded request body and the SHA-256 of its bytes, which recognises a repeated request. */
export interface JsonBody {
  readonly members: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** Deeper than any plug-in nests; a deeper body is an attack on whoever walks it. */
const deepest = 32;
/** Ten times the longest list that the API takes; whoever reads a list may rely on it. */
const longestList = 5_000;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Bytes → a JSON object. Anything else is refused with 1016, and never repeated in the answer. */
export function parseJsonBody(bytes: Uint8Array): Result<JsonBody, Refusal> {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    return refuse(refusal(1016, "Missing data: the body is not JSON"));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(refusal(1016, "Missing data: the body is not a JSON object"));
  }
  const shape = shapeRefusal(value);
  if (shape !== null) return refuse(refusal(1016, `Missing data: ${shape}`));
  return ok({
    members: value as Readonly<Record<string, unknown>>,
    hash: hash("sha256", bytes, "hex"),
  });
}

/** Level by level rather than by recursion: the depth is what is being bounded. */
function shapeRefusal(value: object): string | null {
  let level: object[] = [value];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepest) return "the body is nested too deep";
    if (level.some((one) => Array.isArray(one) && one.length > longestList)) {
      return "the body has a list that is too long";
    }
    level = level.flatMap((parent) =>
      Object.values(parent).filter((child): child is object => typeof child === "object" && child !== null),
    );
  }
  return null;
}

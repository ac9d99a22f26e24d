import { beginsAs, type FileType, fileTypes, largestFile, type OrderFile } from "#domain/order/order-file.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { textOf } from "./lenient.ts";

const longestName = 255;
const longestDescription = 1_000;

export interface ParsedFile {
  readonly file: OrderFile;
  readonly base64: string;
}

/**
 * The body of `POST /orders/{order_id}/files` (contract, orders.md §7). Refused
 * with 1016 for a type we do not take, for what is no base64, too large, or not
 * what its type says.
 */
export function parseOrderFile(body: Readonly<Record<string, unknown>>): Result<ParsedFile, Refusal> {
  const type = parseType(body["type"]);
  if (type === null) return missing(`type must be one of ${fileTypes.join(", ")}`);
  const name = textOf(body["name"], longestName);
  if (name === null) return missing(`name must be a text of at most ${longestName} characters`);
  const description = textOf(body["description"], longestDescription);
  if (description === null) {
    return missing(`description must be a text of at most ${longestDescription} characters`);
  }
  const base64 = body["base64"];
  if (typeof base64 !== "string" || base64 === "") return missing("base64");
  const bytes = decode(base64);
  if (bytes === null) return missing("base64 is not base64");
  if (bytes.byteLength > largestFile) return missing(`a file has at most ${largestFile} bytes`);
  if (!beginsAs(bytes, type)) return missing(`the file is no ${type}`);
  return ok({
    file: { type, name: name ?? "", description: description ?? "", bytes },
    base64: bytes.toString("base64"),
  });
}

function parseType(value: unknown): FileType | null {
  const text = (textOf(value, 10) ?? "").toUpperCase();
  return fileTypes.find((type) => type === text) ?? null;
}

/** Node's decoder leaves out what it does not know, so the alphabet is checked first (RFC 4648 §4); lines may be broken. */
function decode(text: string): Buffer | null {
  const compact = text.replaceAll(/[\r\n]/g, "");
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(compact)
    ? Buffer.from(compact, "base64")
    : null;
}

const missing = (what: string): Result<never, Refusal> => refuse(refusal(1016, `Missing data: ${what}`));

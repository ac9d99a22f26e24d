import { isObject, type Json, parseJson } from "../support/json.ts";
import { cards } from "../support/orders.ts";
import type { Surface } from "./fuzz-case.ts";
import type { FuzzAnswer, Sent } from "./send-case.ts";

const largestAnswer = 400_000;
const stackLine = /\bat [^\n]{0,200}\(?(?:file:|node:)[^\n]+:\d+:\d+/;
/** A value of ours that was put into markup as markup. */
const injected = /<script>alert\("x7hostile"\)|<[^>]*\s(?:href|src|action)="?javascript:/i;

/** What is wrong with the answer; null where nothing is. */
export function faultOf(sent: Sent, surface: Surface): string | null {
  if (sent.kind === "none") return "no answer";
  if (sent.kind === "cut") return `connection cut: ${sent.cause}`;
  const { answer } = sent;
  if (answer.status >= 500 && !isDocumented503(answer)) return `status ${answer.status}`;
  if (answer.text.length > largestAnswer) return `an answer of ${answer.text.length} characters`;
  if (stackLine.test(answer.text)) return "a stack trace";
  if (answer.headers["set-cookie"] !== undefined) return "a cookie";
  if (injected.test(answer.text)) return "markup of a stranger";
  if (echoesCard(answer, surface)) return "a card number";
  if (surface.answersWith === "anything" || answer.status < 400 || isNewerRefusal(sent.path, answer))
    return null;
  return envelopeFault(answer);
}

const isDocumented503 = ({ status, headers }: FuzzAnswer): boolean =>
  status === 503 && headers["retry-after"] !== undefined;

/** The newer calls of the contract refuse in their own words (README §4): a message, or a list of what is not valid. */
function isNewerRefusal(path: string, { status, text }: FuzzAnswer): boolean {
  if (!/^\/v1\/json\/(?:sites|transactions|notifications)\b|\/cancel\b/.test(path)) return false;
  const body = parsed(text);
  if (!isObject(body)) return false;
  const { message, errors } = body;
  if (status === 422) return message === "Validation error" && Array.isArray(errors) && errors.length > 0;
  return (status === 403 && message === "Forbidden") || (status === 404 && message === "Not found");
}

/** The sandbox' own form lists test cards; there, only what stands in a field was echoed. */
function echoesCard({ text, headers }: FuzzAnswer, surface: Surface): boolean {
  const isJson = String(headers["content-type"]).startsWith("application/json");
  const before = surface.answersWith === "envelope" || isJson ? "" : 'value="';
  return Object.values(cards).some((number) => text.includes(`${before}${number}`));
}

function envelopeFault({ text }: FuzzAnswer): string | null {
  const body = parsed(text);
  if (!isObject(body)) return "a refusal without the envelope";
  const { success, error_code: code, error_info: reason } = body;
  const isWhole = success === false && Number.isInteger(code) && typeof reason === "string" && reason !== "";
  return isWhole && isObject(body["data"]) ? null : `a refusal without the envelope: ${text.slice(0, 200)}`;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

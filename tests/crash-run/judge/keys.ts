import { isObject, type Json, parseJson } from "../../support/json.ts";
import type { Evidence } from "../evidence.ts";
import { type KeyedRequest, settlesNothing } from "../keyed-requests.ts";
import { textOf } from "./rows.ts";

/**
 * A key stands for one request: whoever sends it again gets the first answer. Where an answer left that could not be
 * written down (the log says so), the repeat is told how the thing stands by then, and of the same thing.
 */
export function judgeKeys({ gateway, shop }: Evidence): readonly string[] {
  const unkept = [...gateway.logs.matchAll(/"event":"idempotency-key\.not-kept"/g)].length;
  const told = shop.record.keyed.map((request) => ({ request, other: otherAnswer(request) }));
  const differing = told.filter(({ other }) => other === "differs").map(({ request }) => request);
  const problems = told.flatMap(({ request, other }) =>
    other === "is about another thing"
      ? [`${request.name}: the repeated key ${other}: ${textsOf(request)}`]
      : [],
  );
  return [
    ...problems,
    ...(differing.length <= unkept
      ? []
      : differing.map((one) => `${one.name}: told otherwise: ${textsOf(one)}`)),
    ...gateway.keys.flatMap((row) => {
      const name = textOf(row, "name").slice(0, 12);
      if (row["is_held"] === true) return [`the key ${name}… is still held`];
      return row["is_overdue"] === true ? [`the key ${name}… was never forgotten`] : [];
    }),
  ];
}

function otherAnswer({ answers }: KeyedRequest): "differs" | "is about another thing" | null {
  const [first, ...others] = answers.filter(({ status }) => !settlesNothing(status));
  if (first === undefined) return null;
  if (others.every(({ status, text }) => status === first.status && text === first.text)) return null;
  const isSameThing = others.every(
    ({ status, text }) => status === first.status && thingOf(text) === thingOf(first.text),
  );
  return isSameThing ? "differs" : "is about another thing";
}

/** What an answer is about: the order, and the transaction that it made. */
function thingOf(text: string): string {
  let body: Json = null;
  try {
    body = parseJson(text);
  } catch {
    return text;
  }
  const order = isObject(body) ? body["data"] : undefined;
  if (order === undefined || !isObject(order)) return text;
  return JSON.stringify([order["order_id"] ?? null, order["refund_id"] ?? null]);
}

const textsOf = ({ answers }: KeyedRequest): string =>
  answers.map(({ status, text }) => `${status} ${text.slice(0, 300)}`).join(" | ");

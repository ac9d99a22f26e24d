import fc, { type Arbitrary } from "fast-check";
import type { Field } from "../support/markup.ts";
import { cards } from "../support/orders.ts";
import { bodyOf, type FuzzCase, headerValue, pathOf, type Surface } from "./fuzz-case.ts";
import type { HostileValues } from "./hostile-values.ts";
import type { OpenForm, Targets } from "./targets.ts";

/** The forms that shoppers fill in, as the open pages have them, and the addresses of those pages. */
export function pageSurface({ forms, pages }: Targets, values: HostileValues): Surface {
  const cases = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...forms).chain((form) => formCases(form, values)) },
    { weight: 2, arbitrary: visits(pages, values) },
    { weight: 1, arbitrary: strangeBodies(pages) },
  );
  return { name: "pages", weight: 28, answersWith: "anything", cases };
}

const formType = "application/x-www-form-urlencoded";

const forgedNames = [
  "amount",
  "order_id",
  "token",
  "is_filled_in",
  "__proto__",
  "constructor",
  "card_number[]",
];

type Pair = readonly [name: string, value: string];

function formCases({ path, form }: OpenForm, values: HostileValues): Arbitrary<FuzzCase> {
  const own = form.fields.map((field) =>
    fc.array(
      fieldValue(field, values).map((value): Pair => [field.name, value]),
      { minLength: 0, maxLength: 2 },
    ),
  );
  const forged = fc.array(
    fc.tuple(fc.constantFrom(...forgedNames), values.text).map((pair): Pair => pair),
    { maxLength: 2 },
  );
  return fc.tuple(forged, headers(values), ...own).map(([strange, given, ...pairs]) => ({
    method: form.method === "get" ? "GET" : "POST",
    path: pathOf(path),
    headers: { ...given, "content-type": formType },
    body: form.method === "get" ? null : encoded([...pairs.flat(), ...strange]),
  }));
}

const encoded = (pairs: readonly Pair[]): Buffer =>
  bodyOf(
    new URLSearchParams(
      pairs.map(([name, value]) => [name, value.slice(0, 20_000).toWellFormed()]),
    ).toString(),
  );

const typedCard: Readonly<Record<string, string>> = {
  "cc-number": cards.visa,
  "cc-name": "Sam Sample",
  "cc-exp": "12/30",
  "cc-csc": "12",
};

/** What the page itself would send, what a shopper would type, or worse. */
function fieldValue(field: Field, values: HostileValues): Arbitrary<string> {
  const likely = [field.value, typedCard[field.autocomplete] ?? "Sam", ...field.options];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...likely) },
    { weight: 2, arbitrary: values.text },
  );
}

const headers = (values: HostileValues): Arbitrary<Readonly<Record<string, string>>> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("accept-language", "origin", "referer", "sec-fetch-site"), values.text)
        .map(([name, value]) => ({ [name]: headerValue(value) })),
    },
  );

const steps = [
  "",
  "result",
  "return",
  "qr",
  "qr.svg",
  "card",
  "method",
  "checkout",
  "cancel",
  "retry",
  "x/y",
];

function visits(pages: readonly string[], values: HostileValues): Arbitrary<FuzzCase> {
  const name = fc.constantFrom("lang", "gateway", "methods", "transactionid", "x");
  const base = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pages) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("/connect/", "/unsubscribe/", "/assets/", "/assets/logo/"), values.text)
        .map(([start, text]) => `${start}${text.slice(0, 1_200)}/`),
    },
  );
  return fc
    .tuple(base, fc.constantFrom(...steps), fc.array(fc.tuple(name, values.text), { maxLength: 2 }))
    .map(([page, step, pairs]) => {
      const query = pairs.map(
        ([key, value]) => `${key}=${encodeURIComponent(value.slice(0, 800).toWellFormed())}`,
      );
      const path = pathOf(`${page}${step}${query.length > 0 ? `?${query.join("&")}` : ""}`);
      return { method: "GET", path, headers: {}, body: null };
    });
}

const contentTypes = [
  formType,
  `${formType}; charset=utf-16`,
  "multipart/form-data; boundary=x",
  "application/json",
  "text/plain",
  "/",
];

const strangeBodies = (pages: readonly string[]): Arbitrary<FuzzCase> =>
  fc.record({
    method: fc.constantFrom("POST", "POST", "PUT", "DELETE"),
    path: fc.tuple(fc.constantFrom(...pages), fc.constantFrom(...steps)).map((parts) => parts.join("")),
    headers: fc.constantFrom(...contentTypes).map((type) => ({ "content-type": type })),
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  });

import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../support/json.ts";

/** What has hurt parsers, databases, templates and file systems before. */
const texts: readonly string[] = [
  "",
  " ",
  "0",
  "-1",
  "1e309",
  "NaN",
  "null",
  "true",
  "a\0b",
  "\uFEFF",
  "\r\nSet-Cookie: a=b",
  "\u202Egnp.exe\u2066",
  "😀".repeat(40),
  "𝔖𝔞𝔪 李小龍 Zoë",
  "e\u0301".repeat(60),
  `"><script>alert("x7hostile")</script>`,
  `'; drop table orders; --`,
  "{{7*7}} ${7*7} <%= 7*7 %>",
  "__proto__",
  "constructor",
  "toString",
  "../../../../etc/passwd",
  "..%2f..%2f",
  "%00",
  "%",
  "%zz",
  "file:///etc/passwd",
  "http://169.254.169.254/latest/",
  "javascript:alert(1)",
  "http://shop.example/\u0000",
  "2026-02-30T25:61:61",
  "0000-00-00",
  "99999999999999999999999999",
  "1.005",
  "1,00",
  "€ 10",
  "EUR",
  "ZZZ",
  "nl_NL",
  "xx_XX",
  "@",
  "a@b",
  `${"a".repeat(250)}@example.com`,
];

const numbers: readonly number[] = [
  0,
  -0,
  -1,
  0.1,
  1.5,
  1e-9,
  1e21,
  1e300,
  2_147_483_647,
  2_147_483_648,
  4_294_967_296,
  9_007_199_254_740_991,
  9_007_199_254_740_992,
  -9_007_199_254_740_992,
  2 ** 63,
  999_999_999_999,
  1e12,
];

/** Around the limits that the description names, and those that databases and protocols have. */
const usualLimits = [1, 35, 50, 100, 128, 200, 255, 256, 500, 1_000, 1_024, 2_000, 4_096, 10_000, 65_536];

export interface HostileValues {
  readonly text: Arbitrary<string>;
  readonly json: Arbitrary<Json>;
}

/** `limits`: lengths at which a member ends, by its description. */
export function hostileValues(limits: readonly number[]): HostileValues {
  const lengths = [
    ...new Set([...usualLimits, ...limits.filter((limit) => limit > 0 && limit <= 65_536)]),
  ].flatMap((limit) => [limit - 1, limit, limit + 1]);
  const ofLength = fc
    .tuple(fc.constantFrom(...lengths), fc.constantFrom("a", "9", " ", "é", "<", "\\", "\u0001"))
    .map(([length, sign]) => sign.repeat(length));
  const text = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...texts) },
    { weight: 2, arbitrary: ofLength },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  );
  const number = fc.oneof(fc.constantFrom(...numbers), fc.double({ noNaN: true, noDefaultInfinity: true }));
  // What fast-check gives here was made to be JSON; going through the text loses what JSON cannot say, such as -0.
  const anything = fc.json({ maxDepth: 3, stringUnit: "binary" }).map((json) => JSON.parse(json) as Json);
  const json = fc.oneof<Arbitrary<Json>[]>(
    text,
    text,
    number,
    fc.constantFrom<Json>(null, true, false, {}, [], [[{}]], { "a\0b": "\0" }),
    fc.array(text, { maxLength: 5 }),
    anything,
  );
  return { text, json };
}

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { minor } from "../money.ts";
import type { PaymentHistory, RiskFacts } from "./facts.ts";
import { rules } from "./rules.ts";
import { assess } from "./score.ts";

// Goal: every rule at both sides of its limit, and silent where it knows nothing. Method: facts of a payment that nothing
// speaks against, changed in one place.

const nobody = { attemptsInHour: 0, attemptsInDay: 0, declinesInDay: 0, otherCardsInDay: 0 };

const plain: RiskFacts = {
  money: { amount: minor(1000n), currency: "EUR" },
  holderName: "S. Sample",
  customer: {
    firstName: "Sam",
    lastName: "Sample",
    companyName: null,
    country: "NL",
    mailDomain: "example.com",
  },
  deliveryCountry: "NL",
  addressCountry: "NL",
  cardCountry: "NL",
  history: {
    card: { attemptsInHour: 0, attemptsInDay: 0, declinesInDay: 0, otherEmailsInDay: 0, reportsInMonth: 0 },
    email: nobody,
    address: nobody,
    site: { payments: 100, highAmount: minor(5000n) },
  },
};

const unknown: RiskFacts = {
  ...plain,
  holderName: null,
  customer: { firstName: null, lastName: null, companyName: null, country: null, mailDomain: null },
  deliveryCountry: null,
  addressCountry: null,
  cardCountry: null,
  history: { ...plain.history, site: { payments: 0, highAmount: null } },
};

const card = (members: Partial<PaymentHistory["card"]>): RiskFacts => ({
  ...plain,
  history: { ...plain.history, card: { ...plain.history.card, ...members } },
});
const payer = (who: "email" | "address", members: Partial<PaymentHistory["email"]>): RiskFacts => ({
  ...plain,
  history: { ...plain.history, [who]: { ...nobody, ...members } },
});
const customer = (members: Partial<RiskFacts["customer"]>): RiskFacts => ({
  ...plain,
  customer: { ...plain.customer, ...members },
});
const site = (payments: number, highAmount: bigint | null, amount: bigint): RiskFacts => ({
  ...plain,
  money: { amount: minor(amount), currency: "EUR" },
  history: {
    ...plain.history,
    site: { payments, highAmount: highAmount === null ? null : minor(highAmount) },
  },
});
/** A payment whose four countries are the same, but for those given. */
const countries = (members: {
  readonly address?: string | null;
  readonly card?: string | null;
  readonly delivery?: string | null;
  readonly customer?: string | null;
}): RiskFacts => ({
  ...customer({ country: members.customer === undefined ? "NL" : members.customer }),
  addressCountry: members.address === undefined ? "NL" : members.address,
  cardCountry: members.card === undefined ? "NL" : members.card,
  deliveryCountry: members.delivery === undefined ? "NL" : members.delivery,
});

const codesOf = (facts: RiskFacts): readonly string[] => assess(facts).signals.map(({ code }) => code);

const cases: readonly (readonly [name: string, facts: RiskFacts, codes: readonly string[]])[] = [
  ["nothing unusual", plain, []],
  ["nothing known", unknown, []],
  ["a card reported once", card({ reportsInMonth: 1 }), ["card-reported"]],
  ["4 attempts of a card in the hour", card({ attemptsInHour: 4, attemptsInDay: 9 }), []],
  ["5 attempts of a card in the hour", card({ attemptsInHour: 5 }), ["card-attempts"]],
  ["10 attempts of a card in the day", card({ attemptsInDay: 10 }), ["card-attempts"]],
  ["2 declines of a card", card({ declinesInDay: 2 }), []],
  ["3 declines of a card", card({ declinesInDay: 3 }), ["card-declines"]],
  ["1 other e-mail address with the card", card({ otherEmailsInDay: 1 }), []],
  ["2 other e-mail addresses with the card", card({ otherEmailsInDay: 2 }), ["card-emails"]],
  [
    "4 attempts of an e-mail address in the hour",
    payer("email", { attemptsInHour: 4, attemptsInDay: 9 }),
    [],
  ],
  ["5 attempts of an e-mail address in the hour", payer("email", { attemptsInHour: 5 }), ["email-attempts"]],
  ["10 attempts of an e-mail address in the day", payer("email", { attemptsInDay: 10 }), ["email-attempts"]],
  ["2 other cards under the e-mail address", payer("email", { otherCardsInDay: 2 }), []],
  ["3 other cards under the e-mail address", payer("email", { otherCardsInDay: 3 }), ["email-cards"]],
  ["9 attempts of an address in the hour", payer("address", { attemptsInHour: 9, attemptsInDay: 29 }), []],
  ["10 attempts of an address in the hour", payer("address", { attemptsInHour: 10 }), ["address-attempts"]],
  ["30 attempts of an address in the day", payer("address", { attemptsInDay: 30 }), ["address-attempts"]],
  ["4 other cards from the address", payer("address", { otherCardsInDay: 4 }), []],
  ["5 other cards from the address", payer("address", { otherCardsInDay: 5 }), ["address-cards"]],
  ["4 declines from the address", payer("address", { declinesInDay: 4 }), []],
  ["5 declines from the address", payer("address", { declinesInDay: 5 }), ["address-declines"]],
  [
    "an address abroad",
    countries({ address: "US" }),
    ["address-not-in-card-country", "address-not-in-customer-country"],
  ],
  [
    "an address abroad, card unknown",
    countries({ address: "US", card: null }),
    ["address-not-in-customer-country"],
  ],
  [
    "an address abroad, customer unknown",
    countries({ address: "US", customer: null }),
    ["address-not-in-card-country"],
  ],
  [
    "a card from abroad",
    countries({ card: "US" }),
    ["address-not-in-card-country", "card-not-in-customer-country"],
  ],
  ["goods sent abroad", countries({ delivery: "US" }), ["delivery-abroad"]],
  ["goods sent somewhere, customer unknown", countries({ delivery: "US", customer: null }), []],
  ["five times the high amount", site(30, 5000n, 25_000n), []],
  ["more than five times the high amount", site(30, 5000n, 25_001n), ["amount-unusual"]],
  ["the same with too few payments", site(29, 5000n, 25_001n), []],
  ["a disposable mailbox", customer({ mailDomain: "mailinator.com" }), ["mail-disposable"]],
  [
    "a mailbox below a disposable domain",
    customer({ mailDomain: "a.b.mailinator.com" }),
    ["mail-disposable"],
  ],
  ["a domain that only ends like a disposable one", customer({ mailDomain: "notmailinator.com" }), []],
];

for (const [name, facts, codes] of cases) {
  test(`${name} ${codes.length === 0 ? "is no sign" : `is a sign: ${codes.join(", ")}`}`, () => {
    assert.deepEqual(codesOf(facts), codes);
  });
}

const names: readonly (readonly [
  holder: string | null,
  first: string,
  last: string,
  company: string,
  isSign: boolean,
])[] = [
  ["Sam Sample", "Sam", "Sample", "", false],
  ["SAMPLE S", "Sam", "Sample", "", false],
  ["Mrs K. Example", "Sam", "Sample", "", true],
  ["KIM SAMPLE", "Sam", "Sample", "", false],
  ["Jose Nunez", "José", "Núñez", "", false],
  ["JORGENSEN P", "Per", "Jørgensen", "", false],
  ["Example Trading BV", "Sam", "Sample", "Example Trading", false],
  ["Other Trading", "Sam", "Sample", "Example", true],
  ["Иван Петров", "Sam", "Sample", "", false],
  ["Sam Sample", "Иван", "Петров", "", false],
  ["S", "Sam", "Sample", "", false],
  ["Kim Example", "Sam", "", "", false],
  ["Van den Berg-Sample", "Sam", "de Sample", "", false],
  [null, "Sam", "Sample", "", false],
];

for (const [holderName, firstName, lastName, companyName, isSign] of names) {
  test(`card of ${holderName ?? "nobody"}, customer ${[firstName, lastName, companyName].join(" ").trim()}: ${isSign ? "a sign" : "no sign"}`, () => {
    const facts = { ...customer({ firstName, lastName, companyName }), holderName };
    assert.deepEqual(codesOf(facts), isSign ? ["name-mismatch"] : []);
  });
}

test("all that is counted of one e-mail address, or of one IP address, does not hold a payment", () => {
  const flood = { attemptsInHour: 100, attemptsInDay: 100, declinesInDay: 100, otherCardsInDay: 100 };
  for (const who of ["email", "address"] as const) {
    const { score, signals } = assess(payer(who, flood));
    assert.ok(signals.length >= 2);
    assert.ok(score < 6, `${who}: ${score}`);
  }
});

test("every rule has a code of its own and a weight of 1 to 10", () => {
  assert.equal(new Set(rules.map(({ code }) => code)).size, rules.length);
  for (const { code, weight } of rules) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(Number.isInteger(weight) && weight >= 1 && weight <= 10, code);
  }
});

test("the cases above trigger every rule", () => {
  const triggered = new Set(cases.flatMap(([, , codes]) => codes));
  assert.deepEqual(
    rules.map(({ code }) => code).filter((code) => !triggered.has(code)),
    ["name-mismatch"],
  );
});

test("the documentation lists exactly the rules, with their weights", async () => {
  const page = await readFile(new URL("../../../../docs/risk.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \|/gm)].map(([, code, weight]) => ({
    code,
    weight: Number(weight),
  }));
  assert.deepEqual(
    listed,
    rules.map(({ code, weight }) => ({ code, weight })),
  );
});

import { cards } from "../../support/orders.ts";
import type { Evidence } from "../evidence.ts";
import { securityCode } from "../order-body.ts";

/** No card number and no security code in the database, a log, or what was sent to shops. */
export function judgeSecrets({ gateway, shop, databaseDump }: Evidence): readonly string[] {
  const places = [
    ["the database", databaseDump],
    ["a log", gateway.logs],
    ["a notification", shop.notified.map(({ body }) => body).join("\n")],
  ] as const;
  return places.flatMap(([place, text]) => [
    ...Object.values(cards)
      .filter((number) => writings(number).some((writing) => text.includes(writing)))
      .map((number) => `the card number that ends in ${number.slice(-4)} stands in ${place}`),
    ...(codeAsValue.test(text) ? [`a security code stands in ${place}`] : []),
  ]);
}

/** The forms in which a number may be written down; all but the last three digits is as good as all. */
function writings(number: string): readonly string[] {
  const groups = number.replace(/(\d{4})(?=\d)/g, "$1 ");
  return [
    number.slice(0, -3),
    groups,
    groups.replaceAll(" ", "-"),
    Buffer.from(number).toString("hex"),
    Buffer.from(number).toString("base64").slice(0, 15),
  ];
}

const codes = [securityCode(cards.visa), securityCode(cards.amex)].join("|");

/** A code as a value: under its name, in quotes, or as all that a line holds; within numbers it means nothing. */
const codeAsValue = new RegExp(`card_?cvc"?\\s*[:=]\\s*"?\\d|"(?:${codes})"|^(?:${codes})$`, "im");

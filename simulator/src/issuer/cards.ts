/**
 * The test cards of the sandbox as one table: what the issuer does with each
 * number. Every other number that passes the Luhn check is an ordinary card of
 * a patient cardholder with money.
 */
export interface CardScript {
  readonly number: string;
  readonly brand: "Visa" | "Mastercard" | "Maestro" | "American Express" | "Bancontact";
  /** How the 3-D Secure side answers: by the issuer's policy, with a challenge whatever the policy, with a challenge that never succeeds, or not at all. */
  readonly authentication: "by-policy" | "challenge" | "challenge-fails" | "not-enrolled";
  /** DE 39. */
  readonly responseCode: string;
  readonly review: ReviewAdvice;
  /** For people, in the demo shop's list. */
  readonly ending: string;
}

/** The issuer's fraud advice beside an approval: none, or hold the money back and later void or complete the payment. */
export type ReviewAdvice = "none" | "then-void" | "then-complete";

export const testCards: readonly CardScript[] = [
  approved("4111111111111111", "Visa"),
  approved("4761340000000019", "Visa"),
  approved("5500000000000004", "Mastercard"),
  approved("5555555555554444", "Mastercard"),
  approved("6799990000000000011", "Maestro"),
  approved("374500000000015", "American Express"),
  approved("6759000000005", "Maestro"),
  approved("5747906991001442", "Maestro"),
  reviewed("4917300000000008", "Visa", "then-void"),
  reviewed("4462000000000003", "Visa", "then-complete"),
  reviewed("378734493671000", "American Express", "then-void"),
  failsAuthentication("4012001037461114", "Visa"),
  failsAuthentication("374200000000004", "American Express"),
  {
    ...approved("4012001038488884", "Visa"),
    authentication: "challenge",
    responseCode: "51",
    ending: "declined: insufficient funds",
  },
  notEnrolled("4012001038443335", "Visa"),
  notEnrolled("378282246310005", "American Express"),
  approved("67034500054620008", "Bancontact"),
  failsAuthentication("67039902990000045", "Bancontact"),
  {
    ...approved("67039902990000011", "Bancontact"),
    responseCode: "51",
    ending: "declined: insufficient funds",
  },
  {
    // Bancontact knows no payment without 3-D Secure: 65, the cardholder has to be authenticated.
    ...notEnrolled("67034500054610009", "Bancontact"),
    responseCode: "65",
    ending: "declined: takes no part in 3-D Secure",
  },
];

const scriptsByNumber: ReadonlyMap<string, CardScript> = new Map(
  testCards.map((script) => [script.number, script]),
);

export const isTestCard = (number: string): boolean => scriptsByNumber.has(number);

/** What a card without a script of its own does. */
export type CardBehaviour = Pick<CardScript, "authentication" | "responseCode" | "review">;

export function behaviourOf(number: string): CardBehaviour {
  const script = scriptsByNumber.get(number);
  if (script !== undefined) return script;
  // 14: no such card number.
  return { authentication: "by-policy", responseCode: passesLuhn(number) ? "00" : "14", review: "none" };
}

function passesLuhn(number: string): boolean {
  const sum = Array.from(number)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

function approved(number: string, brand: CardScript["brand"]): CardScript {
  return {
    number,
    brand,
    authentication: "by-policy",
    responseCode: "00",
    review: "none",
    ending: "completed",
  };
}

function reviewed(number: string, brand: CardScript["brand"], review: ReviewAdvice): CardScript {
  const ending = `uncleared, after three minutes ${review === "then-void" ? "void" : "completed"}`;
  return { ...approved(number, brand), review, ending };
}

function failsAuthentication(number: string, brand: CardScript["brand"]): CardScript {
  return {
    ...approved(number, brand),
    authentication: "challenge-fails",
    ending: "declined: 3-D Secure fails",
  };
}

function notEnrolled(number: string, brand: CardScript["brand"]): CardScript {
  return {
    ...approved(number, brand),
    authentication: "not-enrolled",
    ending: "completed without 3-D Secure",
  };
}

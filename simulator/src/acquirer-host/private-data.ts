/**
 * DE 48 as docs/protocols/card-link.md lays it out: the transaction category
 * code, then subelements of two digits number, two digits length and value.
 * The CVC is looked at and not handed on: nobody behind this line needs it.
 */
export interface PrivateData {
  /** Subelement 22, subfield 05: who began a payment with a kept card, `C` or `M`, and for what. */
  readonly initiation: string | null;
  /** Subelement 63: the scheme reference of the payment that left the card. */
  readonly traceId: string | null;
  /** Subelement 42, subfield 01: security protocol, cardholder authentication, and how well it is authenticated. */
  readonly securityLevel: string | null;
  readonly hasAuthenticationValue: boolean;
  readonly dsTransId: string | null;
  readonly eci: string | null;
  readonly hasCvc: boolean;
  /** Subelement 95: the national brand that the shopper chose of a co-badged card. */
  readonly cobrand: string | null;
}

/** Null where the field breaks the layout. */
export function parsePrivateData(text: string): PrivateData | null {
  if (!text.startsWith("T")) return null;
  const subelements = parseElements(text.slice(1));
  if (subelements === null || !subelements.every(isWellFormed)) return null;
  const values = new Map(subelements.map(({ number, value }) => [number, value]));
  return {
    initiation: values.get("22")?.slice(4) ?? null,
    traceId: values.get("63") ?? null,
    securityLevel: values.get("42")?.slice(4) ?? null,
    hasAuthenticationValue: values.has("43"),
    dsTransId: values.get("66")?.slice(9) ?? null,
    eci: values.get("71") ?? null,
    hasCvc: values.has("92"),
    cobrand: values.get("95") ?? null,
  };
}

interface Subelement {
  readonly number: string;
  readonly value: string;
}

/** Every subelement of the page, with all that may stand in it. */
const layouts: ReadonlyMap<string, RegExp> = new Map([
  ["22", /^0504(C101|C103|M101|M103)$/],
  ["42", /^010321[012]$/],
  ["43", /^[A-Za-z0-9+/]{27}=$/],
  ["63", /^[0-9A-Za-z]{12,15}$/],
  ["66", /^010120236[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ["71", /^\d{2}$/],
  ["92", /^\d{3,4}$/],
  ["95", /^(CARTES_BANCAIRES|DANKORT|POSTEPAY)$/],
]);

function isWellFormed({ number, value }: Subelement): boolean {
  return layouts.get(number)?.test(value) === true;
}

/** Null for a length that does not fit, a number twice, or numbers out of order. */
function parseElements(text: string): readonly Subelement[] | null {
  const subelements: Subelement[] = [];
  let rest = text;
  while (rest !== "") {
    const head = /^(\d{2})(\d{2})/.exec(rest);
    if (head === null) return null;
    const [, number = "", length = ""] = head;
    const value = rest.slice(4, 4 + Number(length));
    const last = subelements.at(-1);
    if (value.length !== Number(length) || (last !== undefined && last.number >= number)) return null;
    subelements.push({ number, value });
    rest = rest.slice(4 + Number(length));
  }
  return subelements;
}

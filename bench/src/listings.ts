/** A page of GET /transactions whose time is measured. */
export interface Listing {
  readonly name: string;
  readonly query: string;
  /** `few` is a site with a thousandth of the orders, `account` all four sites. */
  readonly site: "main" | "few" | "account";
}

/** In the middle of the two years over which orders are spread. */
const yearMs = 365 * 86_400_000;
const weekMs = 7 * 86_400_000;

/** Kinds of page that shops ask for, and the hard ones: what hardly any order matches. */
export const listings = (now: Date, deepCursor: string): readonly Listing[] => {
  const filtered = (query: string, note = ""): Listing => ({ name: `${query}${note}`, query, site: "main" });
  return [
    { name: "first page", query: "", site: "main" },
    { name: "deep page", query: `after=${deepCursor}`, site: "main" },
    filtered("status=completed"),
    filtered("status=declined"),
    filtered("status=uncleared", ", rare"),
    filtered("status=initialized", ", none"),
    filtered("status=reserved", ", rare"),
    filtered("financial_status=completed"),
    filtered("financial_status=uncleared", ", rare"),
    {
      name: "created in one week a year ago",
      query: `created_from=${timeBefore(now, yearMs)}&created_until=${timeBefore(now, yearMs - weekMs)}`,
      site: "main",
    },
    filtered("payment_method=VISA"),
    filtered("payment_method=MAESTRO", ", rare"),
    filtered("payment_method=IDEAL", ", none"),
    filtered("status=declined&payment_method=AMEX"),
    filtered("type=refund"),
    filtered("type=chargeback", ", rare"),
    filtered("type=fastcheckout", ", none"),
    { name: "first page of a small site", query: "", site: "few" },
    { name: "first page of an account of four sites", query: "", site: "account" },
    { name: "deep page of it", query: `after=${deepCursor}`, site: "account" },
  ];
};

/** The form of the contract, README §5. */
export const timeBefore = (now: Date, ms: number): string =>
  new Date(now.getTime() - ms).toISOString().slice(0, 19);

/** Older than half of the two years. */
export const deepUntil = (now: Date): string => timeBefore(now, yearMs);

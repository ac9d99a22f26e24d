import { parseWords } from "./words.ts";

/** What `site create` asks for; the defaults suit a shop that sells electronics in Amsterdam. */
export interface SiteArguments {
  readonly name: string;
  readonly accountId: number;
  readonly mcc: string;
  readonly city: string;
  readonly country: string;
  readonly terminalId: string;
  readonly acceptorId: string;
}

export const siteUsage = `npm run sluis -- site create --name "My shop" --mcc 5732 --city Amsterdam --country NL \\
    --terminal TERM0001 --acceptor ACCEPTOR0000001 [--account 10001001]`;

/** Arguments → a site, or the sentence that says what is wrong with them. */
export function parseSiteArguments(words: readonly string[]): SiteArguments | string {
  const values = parseWords(words, ["name", "account", "mcc", "city", "country", "terminal", "acceptor"]);
  if (typeof values === "string") return values;
  const rules: readonly (readonly [name: string, pattern: RegExp, what: string])[] = [
    ["name", /^.{1,60}$/u, "1 to 60 characters"],
    ["mcc", /^\d{4}$/, "four digits (ISO 18245)"],
    ["city", /^.{1,40}$/u, "1 to 40 characters"],
    ["country", /^[A-Z]{2}$/, "two capital letters (ISO 3166-1)"],
    ["terminal", /^[A-Za-z0-9]{1,8}$/, "1 to 8 letters or digits"],
    ["acceptor", /^[A-Za-z0-9]{1,15}$/, "1 to 15 letters or digits"],
  ];
  for (const [name, pattern, what] of rules) {
    if (!pattern.test(values[name] ?? "")) return `--${name} must be ${what}.`;
  }
  const account = values["account"] ?? "10001001";
  if (!/^[1-9]\d{0,11}$/.test(account)) return "--account must be a number.";
  return {
    name: values["name"] ?? "",
    accountId: Number(account),
    mcc: values["mcc"] ?? "",
    city: values["city"] ?? "",
    country: values["country"] ?? "",
    terminalId: values["terminal"] ?? "",
    acceptorId: values["acceptor"] ?? "",
  };
}

import { parseWords } from "./words.ts";

/** What `pages verify` asks for. */
export interface PagesArguments {
  /** Origin of the site, without a slash at the end. */
  readonly url: string;
  /** A payment link that is open, for its page; null: only pages that need none. */
  readonly token: string | null;
  /** Origins that the page of that link may lead to beside its own; null: any. */
  readonly origins: readonly string[] | null;
  /** The inventory to compare with; null: that of this release. */
  readonly inventory: string | null;
}

export const pagesUsage =
  "npm run sluis -- pages verify --url https://pay.example.com [--token LINK] [--origins https://shop.example.com] [--inventory scripts.json]";

/** Arguments → what is to be looked at, or the sentence that says what is wrong with them. */
export function parsePagesArguments([verb, ...words]: readonly string[]): PagesArguments | string {
  if (verb !== "verify") return "Pages are verified.";
  const values = parseWords(words, ["url", "token", "origins", "inventory"]);
  if (typeof values === "string") return values;
  const url = originOf(values["url"] ?? "");
  if (url === null) return "--url must be the address of the site, such as https://pay.example.com.";
  const given = values["token"];
  const token = given === undefined ? null : tokenOf(given);
  if (given !== undefined && token === null) return "--token must be a payment link or the 35 signs in it.";
  const origins = values["origins"]?.split(",").map((origin) => originOf(origin.trim()));
  if (origins?.includes(null) === true) return "--origins must be origins with commas between them.";
  return {
    url,
    token,
    origins: origins?.filter((origin) => origin !== null) ?? null,
    inventory: values["inventory"] ?? null,
  };
}

function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname, search } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === "/" && search === "" ? origin : null;
}

const tokenOf = (text: string): string | null =>
  /^(?:https?:\/\/[^/]+\/connect\/)?([A-Za-z0-9]{35})(?:[/?].*)?$/.exec(text)?.[1] ?? null;

/** What `pages verify` prints: each difference, or that there is none. */
export const presentFindings = (url: string, looked: number, findings: readonly string[]): string =>
  findings.length === 0
    ? `${url}: ${looked} pages and files are as authorized.`
    : [...findings, `${url}: ${findings.length} differences in ${looked} pages and files.`].join("\n");

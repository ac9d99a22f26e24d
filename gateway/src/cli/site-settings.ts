import { parseArgs } from "node:util";
import { mostHosts, parseHost } from "#domain/appearance/branding.ts";
import { type Colour, parseColour } from "#domain/appearance/colour.ts";
import { type FraudRulesSetting, fraudRulesSettings } from "#domain/fraud/policy.ts";
import { type SiteId, siteId } from "#domain/ids.ts";

/** What `site set` changes: a setting that is not named stays as it is, null takes away. */
export interface SiteSettingsArguments {
  readonly site: SiteId;
  readonly fraudRules?: FraudRulesSetting;
  readonly colour?: Colour | null;
  readonly receipts?: boolean;
  /** Path of a file. */
  readonly logo?: string | null;
  readonly logoHosts?: readonly string[];
  readonly frameHosts?: readonly string[];
}

export const siteSettingsUsage = `npm run sluis -- site set --site 1 [--fraud-rules ${fraudRulesSettings.join("|")}] \\
    [--logo FILE | --no-logo] [--colour "#0b5a75" | --no-colour] [--logo-hosts host,host] [--frame-hosts host,host] \\
    [--receipts on|off]`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  site: text,
  "fraud-rules": text,
  logo: text,
  "no-logo": flag,
  colour: text,
  "no-colour": flag,
  "logo-hosts": text,
  "frame-hosts": text,
  receipts: text,
};

const switches: ReadonlyMap<string, boolean> = new Map([
  ["on", true],
  ["off", false],
]);

/** Arguments → settings, or the sentence that says what is wrong with them. */
export function parseSiteSettings(words: readonly string[]): SiteSettingsArguments | string {
  const values = readWords(words);
  if (typeof values === "string") return values;
  const { site = "", logo, colour } = values;
  if (!/^[1-9]\d{0,11}$/.test(site)) return "--site must be the number of a site.";
  const rules = values["fraud-rules"];
  const fraudRules = fraudRulesSettings.find((setting) => setting === rules);
  if (rules !== undefined && fraudRules === undefined) {
    return `--fraud-rules must be one of ${fraudRulesSettings.join(", ")}.`;
  }
  const parsedColour = colour === undefined ? undefined : parseColour(colour);
  if (parsedColour === null) return "--colour must be written as #rrggbb.";
  if (logo === "") return "--logo must be the path of a file.";
  if (logo !== undefined && values["no-logo"] === true) return "--logo and --no-logo exclude each other.";
  if (colour !== undefined && values["no-colour"] === true) {
    return "--colour and --no-colour exclude each other.";
  }
  const logoHosts = parseHosts(values["logo-hosts"]);
  const frameHosts = parseHosts(values["frame-hosts"]);
  if (logoHosts === null || frameHosts === null) {
    return `--logo-hosts and --frame-hosts are at most ${mostHosts} names such as shop.example.com, with commas between.`;
  }
  const receipts = switches.get(values.receipts ?? "");
  if (receipts === undefined && values.receipts !== undefined) return "--receipts must be on or off.";
  const settings = {
    ...(fraudRules === undefined ? {} : { fraudRules }),
    ...(parsedColour === undefined ? {} : { colour: parsedColour }),
    ...(values["no-colour"] === true ? { colour: null } : {}),
    ...(logo === undefined ? {} : { logo }),
    ...(values["no-logo"] === true ? { logo: null } : {}),
    ...(logoHosts === undefined ? {} : { logoHosts }),
    ...(frameHosts === undefined ? {} : { frameHosts }),
    ...(receipts === undefined ? {} : { receipts }),
  };
  return Object.keys(settings).length === 0
    ? "Nothing is to be set."
    : { site: siteId(Number(site)), ...settings };
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Undefined when not given, the empty list for an empty text, null where one is no host. */
function parseHosts(given: string | undefined): readonly string[] | null | undefined {
  if (given === undefined) return undefined;
  if (given.trim() === "") return [];
  const hosts = given.split(",").map(parseHost);
  const known = hosts.filter((host) => host !== null);
  return known.length < hosts.length || known.length > mostHosts ? null : [...new Set(known)];
}

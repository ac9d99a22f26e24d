import { parseArgs } from "node:util";
import { type FraudRulesSetting, fraudRulesSettings } from "#domain/fraud/policy.ts";
import { type SiteId, siteId } from "#domain/ids.ts";

/** What `site set` changes; what is not given stays. */
export interface SiteSettingsArguments {
  readonly site: SiteId;
  readonly fraudRules: FraudRulesSetting | undefined;
  readonly receipts: boolean | undefined;
}

export const siteSettingsUsage = `npm run sluis -- site set --site 1 [--fraud-rules ${fraudRulesSettings.join("|")}] [--receipts on|off]`;

const switches: ReadonlyMap<string, boolean> = new Map([
  ["on", true],
  ["off", false],
]);

/** Arguments → settings, or the sentence that says what is wrong with them. */
export function parseSiteSettings(words: readonly string[]): SiteSettingsArguments | string {
  let values: Readonly<Record<string, string | undefined>>;
  try {
    const option = { type: "string" } as const;
    ({ values } = parseArgs({
      args: [...words],
      options: { site: option, "fraud-rules": option, receipts: option },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const site = values["site"] ?? "";
  if (!/^[1-9]\d{0,11}$/.test(site)) return "--site must be the number of a site.";
  const fraudRules = fraudRulesSettings.find((setting) => setting === values["fraud-rules"]);
  if (fraudRules === undefined && values["fraud-rules"] !== undefined) {
    return `--fraud-rules must be one of ${fraudRulesSettings.join(", ")}.`;
  }
  const receipts = switches.get(values["receipts"] ?? "");
  if (receipts === undefined && values["receipts"] !== undefined) return "--receipts must be on or off.";
  if (fraudRules === undefined && receipts === undefined) return "Say what is to be set.";
  return { site: siteId(Number(site)), fraudRules, receipts };
}

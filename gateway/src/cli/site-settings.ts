import { parseArgs } from "node:util";
import { type FraudRulesSetting, fraudRulesSettings } from "#domain/fraud/policy.ts";
import { type SiteId, siteId } from "#domain/ids.ts";

/** What `site set` changes. */
export interface SiteSettingsArguments {
  readonly site: SiteId;
  readonly fraudRules: FraudRulesSetting;
}

export const siteSettingsUsage = `npm run sluis -- site set --site 1 --fraud-rules ${fraudRulesSettings.join("|")}`;

/** Arguments → settings, or the sentence that says what is wrong with them. */
export function parseSiteSettings(words: readonly string[]): SiteSettingsArguments | string {
  let values: Readonly<Record<string, string | undefined>>;
  try {
    const option = { type: "string" } as const;
    ({ values } = parseArgs({ args: [...words], options: { site: option, "fraud-rules": option } }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const site = values["site"] ?? "";
  if (!/^[1-9]\d{0,11}$/.test(site)) return "--site must be the number of a site.";
  const fraudRules = fraudRulesSettings.find((setting) => setting === values["fraud-rules"]);
  if (fraudRules === undefined) return `--fraud-rules must be one of ${fraudRulesSettings.join(", ")}.`;
  return { site: siteId(Number(site)), fraudRules };
}

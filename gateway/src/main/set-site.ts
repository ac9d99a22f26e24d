import { readFile } from "node:fs/promises";
import type pg from "pg";
import type { AuditWriter } from "#adapters/postgres/audit/audit-trail.ts";
import { inTransaction } from "#adapters/postgres/pool.ts";
import { saveLogo } from "#adapters/postgres/site-branding.ts";
import { saveSiteSettings } from "#adapters/postgres/site-settings.ts";
import type { SiteSettingsArguments } from "#cli/site-settings.ts";
import { siteStream } from "#domain/audit/stream.ts";
import { largestLogo, type LogoFile, type LogoRefusal, parseLogo } from "#domain/appearance/logo-file.ts";
import { StartupError } from "./startup-error.ts";

/** `site set`: all of it or nothing. Throws a StartupError with what is to be mended. */
export async function setSite(
  pool: pg.Pool,
  trail: AuditWriter,
  settings: SiteSettingsArguments,
): Promise<void> {
  const { site, logo: path, ...change } = settings;
  const logo = typeof path === "string" ? await readLogo(path) : path;
  await inTransaction(pool, async (client) => {
    if (!(await saveSiteSettings(client, site, change))) {
      throw new StartupError(`There is no site ${site}.`);
    }
    if (logo !== undefined) await saveLogo(client, site, logo);
    await trail.append(client, {
      stream: siteStream(site),
      event: "site.set",
      change: {
        fraud_rules: change.fraudRules ?? null,
        receipts: change.receipts ?? null,
        colour: change.colour ?? null,
        logo_hosts: change.logoHosts ?? null,
        frame_hosts: change.frameHosts ?? null,
        members: Object.keys(settings).filter((name) => name !== "site"),
      },
    });
  });
  if (change.fraudRules !== undefined) console.log(`Site ${site}: fraud rules are ${change.fraudRules}.`);
  if (change.receipts !== undefined) {
    console.log(`Site ${site}: receipts are ${change.receipts ? "on" : "off"}.`);
  }
  const branding = {
    colour: change.colour,
    "logo hosts": change.logoHosts,
    "frame hosts": change.frameHosts,
  };
  for (const [name, value] of Object.entries(branding)) {
    if (value !== undefined)
      console.log(`Site ${site}: ${name}: ${String(value ?? "").replaceAll(",", ", ") || "none"}.`);
  }
  if (logo !== undefined) console.log(`Site ${site}: logo: ${logo === null ? "none" : described(logo)}.`);
}

const described = ({ type, width, height, bytes }: LogoFile): string =>
  `${type}, ${width} by ${height}, ${bytes.length} bytes`;

const reasons: Readonly<Record<LogoRefusal, string>> = {
  "no-picture": "is no PNG, JPEG or WebP picture",
  "too-large": `is larger than ${largestLogo} bytes`,
  "too-many-pixels": "is wider or higher than 2000 pixels",
};

async function readLogo(path: string): Promise<LogoFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new StartupError(
      `The logo cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  const logo = parseLogo(bytes);
  if (!logo.ok) throw new StartupError(`The logo ${reasons[logo.refusal]}.`);
  return logo.value;
}

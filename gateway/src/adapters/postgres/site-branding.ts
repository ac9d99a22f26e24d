import { createHash } from "node:crypto";
import type pg from "pg";
import type { Branding, SiteLogo } from "#domain/appearance/branding.ts";
import { parseColour } from "#domain/appearance/colour.ts";
import type { LogoFile, LogoType } from "#domain/appearance/logo-file.ts";
import type { SiteId } from "#domain/ids.ts";
import type { Logos } from "#ports/logos.ts";

/** What a row of `site` says of its look, with what the picture's own row says of it. */
export interface BrandingRow {
  brand_colour: string | null;
  logo_hosts: string[];
  frame_hosts: string[];
  logo: SiteLogo | null;
}

/** Everything of the picture but its bytes, read beside the site in the same round trip. */
export const logoColumn = `(
  select jsonb_build_object('hash', hash, 'type', type, 'width', width, 'height', height)
  from site_logo where site_logo.site_id = site.id
) as logo`;

export const toBranding = (row: BrandingRow): Branding => ({
  colour: parseColour(row.brand_colour),
  logo: row.logo,
  logoHosts: row.logo_hosts,
  frameHosts: row.frame_hosts,
});

export function createLogos(pool: pg.Pool): Logos {
  return {
    async find(hash) {
      const { rows } = await pool.query<{ type: LogoType; bytes: Uint8Array }>({
        name: "find-logo",
        text: "select type, bytes from site_logo where hash = $1 limit 1",
        values: [hash],
      });
      return rows[0] ?? null;
    },
  };
}

/** The site shows it from now on, instead of what it showed before; null takes it away. The site must be there. */
export async function saveLogo(
  queryable: Pick<pg.ClientBase, "query">,
  id: SiteId,
  logo: LogoFile | null,
): Promise<void> {
  if (logo === null) {
    await queryable.query("delete from site_logo where site_id = $1", [id]);
    return;
  }
  const hash = createHash("sha256").update(logo.bytes).digest("hex").slice(0, 32);
  await queryable.query(
    `insert into site_logo (site_id, hash, type, width, height, bytes) values ($1, $2, $3, $4, $5, $6)
     on conflict (site_id) do update set hash = excluded.hash, type = excluded.type, width = excluded.width,
       height = excluded.height, bytes = excluded.bytes`,
    [id, hash, logo.type, logo.width, logo.height, Buffer.from(logo.bytes)],
  );
}

import type { Colour } from "./colour.ts";
import type { LogoType } from "./logo-file.ts";

/** How an operator lets a site's pages look, and what of elsewhere he lets near them. */
export interface Branding {
  readonly colour: Colour | null;
  readonly logo: SiteLogo | null;
  /** Hosts whose images a template may show. */
  readonly logoHosts: readonly string[];
  /** Hosts whose pages may frame ours, where the order asks for it. */
  readonly frameHosts: readonly string[];
}

/** The picture itself is found by its hash. */
export interface SiteLogo {
  /** SHA-256 of the bytes, the first 32 hexadecimal digits. */
  readonly hash: string;
  readonly type: LogoType;
  readonly width: number;
  readonly height: number;
}

/** Most hosts of one list: they are sent with every page. */
export const mostHosts = 10;

/** A host name without scheme, port and path, or null. Never a wildcard: `*.example` may be anybody's. */
export function parseHost(text: string): string | null {
  const host = text.trim().toLowerCase();
  return host.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(host)
    ? host
    : null;
}

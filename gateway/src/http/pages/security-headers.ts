import type { FastifyReply } from "fastify";

/** Where else a page may send forms or show a frame. */
export interface PageReach {
  /** URLs a form of this page may end at, redirects included: Chrome checks those too. */
  readonly forms?: readonly (string | null)[];
  readonly frames?: readonly string[];
  /** Origins that may show this page inside their own. */
  readonly framedBy?: readonly string[];
  /** Origins of pictures. */
  readonly images?: readonly string[];
}

/** The directives of a page's policy that name others: where a form may lead, whose frame it shows, who may frame it, and whose pictures it has. */
export const reachingDirectives = ["form-action", "frame-src", "frame-ancestors", "img-src"] as const;

/**
 * Headers of every page (PCI DSS 6.4.3): own styles and the one script only, no
 * inline anything, never framed by a stranger, no address given away.
 */
export function pageHeaders(reach: PageReach = {}): Readonly<Record<string, string>> {
  const framedBy = origins(reach.framedBy ?? []);
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    `img-src ${["'self'", ...origins(reach.images ?? [])].join(" ")}`,
    `form-action ${["'self'", ...origins(reach.forms ?? [])].join(" ")}`,
    `frame-src ${["'self'", ...origins(reach.frames ?? [])].join(" ")}`,
    `frame-ancestors ${["'self'", ...framedBy].join(" ")}`,
    "base-uri 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    // The older header knows no list of origins: where there is one, the policy alone speaks.
    ...(framedBy.length === 0 ? { "x-frame-options": "SAMEORIGIN" } : {}),
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "cross-origin-resource-policy": "same-origin",
  };
}

/** The one way in which a page gets its headers. */
export const setPageHeaders = (reply: FastifyReply, reach: PageReach = {}): FastifyReply =>
  reply.headers(pageHeaders(reach));

/** A year; browsers then come by TLS only. Given wherever the public address is https. */
export const transportSecurity = "max-age=31536000";

/** A source expression per URL: its origin, or its scheme where it has no origin (an app on a phone). */
function origins(urls: readonly (string | null)[]): readonly string[] {
  const sources = urls.flatMap((url) => {
    const parsed = url === null ? null : URL.parse(url);
    if (parsed === null) return [];
    const { origin, protocol } = parsed;
    return [origin === "null" ? protocol : origin];
  });
  return [...new Set(sources)];
}

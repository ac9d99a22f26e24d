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

/**
 * Headers of every page (PCI DSS 6.4.3): own styles and the one script only, no
 * inline anything, never framed by a stranger, no address given away.
 */
export function setPageHeaders(reply: FastifyReply, reach: PageReach = {}): FastifyReply {
  const forms = ["'self'", ...origins(reach.forms ?? [])];
  const frames = origins(reach.frames ?? []);
  const framedBy = origins(reach.framedBy ?? []);
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    `img-src ${["'self'", ...origins(reach.images ?? [])].join(" ")}`,
    `form-action ${forms.join(" ")}`,
    `frame-src ${["'self'", ...frames].join(" ")}`,
    `frame-ancestors ${["'self'", ...framedBy].join(" ")}`,
    "base-uri 'none'",
  ];
  // The older header knows no list of origins: where there is one, the policy alone speaks.
  if (framedBy.length === 0) reply.header("x-frame-options", "SAMEORIGIN");
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy.join("; "))
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .header("x-content-type-options", "nosniff")
    .header("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
    .header("cross-origin-opener-policy", "same-origin-allow-popups");
}

/** A source expression per URL: its origin, or its scheme where it has no origin (an app on a phone). */
function origins(urls: readonly (string | null)[]): readonly string[] {
  const sources = urls.flatMap((url) => {
    if (url === null || !URL.canParse(url)) return [];
    const { origin, protocol } = new URL(url);
    return [origin === "null" ? protocol : origin];
  });
  return [...new Set(sources)];
}

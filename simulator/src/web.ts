import { readFileSync } from "node:fs";
import { extname } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";

/**
 * What every page of the simulator has in common. `form-action` stays out of
 * the policy: Chrome holds it against the redirects that follow a form, which
 * lead to the gateway and to any shop. Framing is allowed: gateways show the
 * ACS inside their own page.
 */
const contentSecurityPolicy = (styles: string): string =>
  [
    "default-src 'none'",
    `style-src ${styles}`,
    "img-src 'self'",
    "script-src 'self'",
    "base-uri 'none'",
  ].join("; ");

/** `mayStyleInline`: a mail in a frame of the page brings its styles along, and the frame obeys the page's policy. */
export function sendPage(
  reply: FastifyReply,
  markup: string,
  status = 200,
  { mayStyleInline = false }: { readonly mayStyleInline?: boolean } = {},
): FastifyReply {
  return reply
    .code(status)
    .header(
      "content-security-policy",
      contentSecurityPolicy(mayStyleInline ? "'self' 'unsafe-inline'" : "'self'"),
    )
    .header("x-content-type-options", "nosniff")
    .header("referrer-policy", "no-referrer")
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(markup);
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".svg", "image/svg+xml"],
]);

/** Serves the named files of a folder, read once at start. */
export function serveFiles(
  app: FastifyInstance,
  {
    folder,
    under,
    names,
  }: { readonly folder: URL; readonly under: string; readonly names: readonly string[] },
): void {
  for (const name of names) {
    const content = readFileSync(new URL(name, folder));
    app.get(`${under}/${name}`, async (_request, reply) =>
      reply
        .header("cache-control", "max-age=300")
        .header("x-content-type-options", "nosniff")
        .type(contentTypes.get(extname(name)) ?? "application/octet-stream")
        .send(content),
    );
  }
}

/** A field of a posted form; undefined where it is missing or was sent twice. */
export function formField(body: unknown, name: string): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

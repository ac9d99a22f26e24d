import type { FastifyInstance } from "fastify";
import { invalid, refuse } from "./api-answers.ts";
import type { Bank } from "./bank.ts";
import { signatureFault } from "./message-signature.ts";

/**
 * Who is not known by a signature is refused with 401 before anything of his
 * request counts: not its body, and not the time that it tells.
 */
export function guardRequests(
  app: FastifyInstance,
  { bank, keys, now }: { readonly bank: Bank; readonly keys: readonly string[]; readonly now: () => Date },
): void {
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_: unknown, body: Buffer) => body,
  );
  app.addHook("preValidation", async (request, reply) => {
    const fault = signatureFault(
      {
        method: request.method,
        path: request.url.split("?")[0] ?? "",
        headers: request.headers,
        body: request.method === "GET" ? null : bytesOf(request.body),
      },
      keys,
      Math.floor(now().getTime() / 1000),
    );
    if (fault !== null) return refuse(reply, 401, invalid(fault));
    const time = parseHttpDate(String(request.headers.date));
    if (time === null) return refuse(reply, 400, invalid("Date is no time as RFC 9110, 5.6.7, writes it"));
    bank.hear(time);
    if (request.method === "GET") return undefined;
    const parsed = parseJson(bytesOf(request.body));
    if (parsed === undefined) return refuse(reply, 400, invalid("the body is not JSON"));
    request.body = parsed;
    return undefined;
  });
}

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** Undefined for what is no JSON. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function parseHttpDate(text: string): Date | null {
  const isHttpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text);
  const timeMs = isHttpDate ? Date.parse(text) : NaN;
  return Number.isNaN(timeMs) ? null : new Date(timeMs);
}

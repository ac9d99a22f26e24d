import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { assetHeaders, loadPageAssets, type PageAsset } from "./assets.ts";

/** Below, the header that names the encoding weighs what it saves. */
const leastPacked = 1_000;

/**
 * The files of the pages, each packed once, when it is first asked for: a start
 * waits for nothing. They hold no secret and repeat nothing of a request, so their
 * length tells nobody anything; pages themselves, which do, are never packed
 * (BREACH). There is no etag: an address never changes its content, so nobody has
 * to ask again.
 */
export function registerAssets(server: FastifyInstance): void {
  for (const asset of loadPageAssets()) {
    const answers = asset.body.byteLength < leastPacked ? null : packedAnswers(asset);
    const plain = { headers: assetHeaders(asset), body: asset.body };
    server.get(asset.path, (request, reply) => {
      const { headers, body } = answers?.(wantedEncoding(request.headers["accept-encoding"])) ?? plain;
      return reply.headers(headers).send(body);
    });
  }
}

interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function packedAnswers(asset: PageAsset): (encoding: Encoding) => Answer {
  const made = new Map<Encoding, Answer>();
  return (encoding) => {
    const known = made.get(encoding);
    if (known !== undefined) return known;
    const headers = { ...assetHeaders(asset), vary: "accept-encoding" };
    const answer =
      encoding === "identity"
        ? { headers, body: asset.body }
        : { headers: { ...headers, "content-encoding": encoding }, body: packers[encoding](asset.body) };
    made.set(encoding, answer);
    return answer;
  };
}

const packers = {
  br: (body: Buffer): Buffer => brotliCompressSync(body),
  gzip: (body: Buffer): Buffer => gzipSync(body, { level: 9 }),
};
type Encoding = keyof typeof packers | "identity";

/** What the client takes of what we have; the smaller first. What it refuses by `;q=0` it does not take. */
export function wantedEncoding(accepted: unknown): Encoding {
  const codings = typeof accepted === "string" ? accepted.toLowerCase() : "";
  const takes = (coding: string): boolean =>
    codings.split(",").some((one) => {
      const [name, ...parameters] = one.split(";").map((part) => part.trim());
      return name === coding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    });
  return takes("br") ? "br" : takes("gzip") ? "gzip" : "identity";
}

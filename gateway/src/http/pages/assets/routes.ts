import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { assetHeaders, loadPageAssets, type PageAsset } from "./assets.ts";

/** An answer that was made when the process started. */
interface MadeAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Below, the header that names the encoding weighs what it saves. */
const leastPacked = 1_000;

/**
 * The files of the pages, packed once at start. They hold no secret and repeat
 * nothing of a request, so their length tells nobody anything; pages themselves,
 * which do, are never packed (BREACH). There is no etag: an address never changes
 * its content, so nobody has to ask again.
 */
export function registerAssets(server: FastifyInstance): void {
  for (const asset of loadPageAssets()) {
    const plain: MadeAnswer = { headers: assetHeaders(asset), body: asset.body };
    if (asset.body.byteLength < leastPacked) {
      server.get(asset.path, (_request, reply) => reply.headers(plain.headers).send(plain.body));
      continue;
    }
    const packed = {
      br: packedAnswer(asset, "br", brotliCompressSync(asset.body)),
      gzip: packedAnswer(asset, "gzip", gzipSync(asset.body, { level: 9 })),
      plain: { ...plain, headers: { ...plain.headers, vary: "accept-encoding" } },
    };
    server.get(asset.path, (request, reply) => {
      const { headers, body } = packed[wantedEncoding(request.headers["accept-encoding"])];
      return reply.headers(headers).send(body);
    });
  }
}

const packedAnswer = (asset: PageAsset, encoding: string, body: Buffer): MadeAnswer => ({
  headers: { ...assetHeaders(asset), "content-encoding": encoding, vary: "accept-encoding" },
  body,
});

/** What the client takes of what we have; the smaller first. What it refuses by `;q=0` it does not take. */
export function wantedEncoding(accepted: unknown): "br" | "gzip" | "plain" {
  const codings = typeof accepted === "string" ? accepted.toLowerCase() : "";
  const takes = (coding: string): boolean =>
    codings.split(",").some((one) => {
      const [name, ...parameters] = one.split(";").map((part) => part.trim());
      return name === coding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    });
  return takes("br") ? "br" : takes("gzip") ? "gzip" : "plain";
}

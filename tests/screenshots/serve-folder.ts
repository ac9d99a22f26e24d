import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Stands for a shop's logo, which is a picture of its own. */
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 80"><rect width="240" height="80" rx="12" fill="#123c69"/><circle cx="44" cy="40" r="22" fill="#ffc400"/><path d="M84 28h120M84 52h84" stroke="#fff" stroke-width="12" stroke-linecap="round"/></svg>`;

/** The files below a folder as a site; without the script, so that no page goes on before it is looked at. */
export async function serveFolder(folder: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname));
    if (path.startsWith("/assets/logo/")) {
      response.writeHead(200, { "content-type": "image/svg+xml" }).end(logo);
      return;
    }
    const type = types[extname(path)];
    void (type === undefined ? Promise.reject(new Error(path)) : readFile(join(folder, path))).then(
      (body) => response.writeHead(200, { "content-type": type }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

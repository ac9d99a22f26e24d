import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { after, beforeEach, test } from "node:test";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: whatever stands between gateway and browser and changes a page, a file or a header is found (PCI DSS 11.6.1).
// Method: `pages verify` looks at the gateway through a proxy of this test, which changes one thing at a time.

interface Answer {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
type Tampering = (answer: Answer) => { readonly headers?: IncomingHttpHeaders; readonly body?: Buffer };

const world = await startWorld();
const untouched: Tampering = () => ({});
const proxy = { tampering: untouched };

const server = createServer((incoming, outgoing) => {
  const call = request(
    new URL(incoming.url ?? "/", world.gatewayUrl),
    // What is packed could not be changed in its midst.
    { method: incoming.method, headers: { ...incoming.headers, "accept-encoding": "identity" } },
    (response) => {
      void buffer(response).then((body) => {
        const answer = { path: incoming.url ?? "/", headers: response.headers, body };
        const changed = proxy.tampering(answer);
        const headers = { ...(changed.headers ?? response.headers) };
        delete headers["content-length"];
        delete headers["transfer-encoding"];
        outgoing.writeHead(response.statusCode ?? 500, headers);
        outgoing.end(changed.body ?? body);
      });
    },
  );
  incoming.pipe(call);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const proxyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
after(async () => {
  server.closeAllConnections();
  server.close();
  await world.stop();
});
beforeEach(() => {
  proxy.tampering = untouched;
});

const verify = async (
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> =>
  await world.commandLine("pages", "verify", ...words);

async function openLink(): Promise<string> {
  const order = redirectOrder({ payment_options: { redirect_url: "https://shop.example/back" } });
  return textAt(assertAccepted(await world.api("POST", "/orders", order))["payment_url"]);
}

test("a site as it was released is found to be as authorized, the page of an open link with it", async () => {
  const { code, output } = await verify("--url", world.gatewayUrl);
  assert.equal(code, 0, output);
  assert.match(output, /\d+ pages and files are as authorized/);
  const link = await openLink();
  const reach = `https://shop.example,${new URL(world.simulatorUrl).origin}`;
  const withLink = await verify("--url", proxyUrl, "--token", link, "--origins", reach);
  assert.equal(withLink.code, 0, withLink.output);
});

test("the colours of a site are authorized, and more than colours in their place is found", async () => {
  await world.commandLine("site", "set", "--site", "1", "--colour", "#0b5a75");
  await world.restartGateway();
  const link = await openLink();
  const words = ["--url", proxyUrl, "--token", link];
  const { code, output } = await verify(...words);
  assert.equal(code, 0, output);
  proxy.tampering = ({ path, body }) =>
    path.startsWith("/assets/brand/")
      ? { body: Buffer.concat([body, Buffer.from("input{background:url(https://evil.example/)}")]) }
      : {};
  const changed = await verify(...words);
  assert.equal(changed.code, 1);
  assert.match(changed.output, /\/assets\/brand\/\w+\.\w+\.css: other bytes than the page names/);
  await world.commandLine("site", "set", "--site", "1", "--no-colour");
});

test("a page that may send its form to an origin that was not named is found, and its link is not printed", async () => {
  const link = await openLink();
  const { code, output } = await verify(
    "--url",
    world.gatewayUrl,
    "--token",
    link,
    "--origins",
    world.simulatorUrl,
  );
  assert.equal(code, 1);
  assert.match(output, /\/connect\/\{token\}\/: the policy's form-action reaches https:\/\/shop\.example/);
  assert.doesNotMatch(output, /\/connect\/[A-Za-z0-9]{35}/);
});

/** What is done to every page, and to the headers of every answer. */
interface Change {
  readonly html?: (html: string) => string;
  readonly headers?: (headers: IncomingHttpHeaders) => void;
  readonly script?: string;
}

const changing =
  ({ html, headers, script }: Change): Tampering =>
  ({ path, headers: given, body }) => {
    const changed = { ...given };
    headers?.(changed);
    if (path.endsWith(".js") && script !== undefined) {
      return { headers: changed, body: Buffer.concat([body, Buffer.from(script)]) };
    }
    const isPage = /html/.test(given["content-type"] ?? "");
    return {
      headers: changed,
      body: isPage && html !== undefined ? Buffer.from(html(body.toString())) : body,
    };
  };

const atTheEnd = (html: string, added: string): string => html.replace("</body>", `${added}</body>`);

// Each look takes seconds, so what can be told apart is done together.
const tamperings: readonly (readonly [what: string, change: Change, found: readonly RegExp[]])[] = [
  [
    "a second script, no integrity, other bytes and a header that loads more",
    {
      html: (html) =>
        atTheEnd(
          html.replace(/(<script[^>]*) integrity="[^"]*"/, "$1"),
          '<script src="https://evil.example/skim.js"></script>',
        ),
      headers: (headers) => {
        headers["link"] = "<https://evil.example/x.css>; rel=stylesheet";
      },
      script: "\nsteal()",
    },
    [
      /script https:\/\/evil\.example\/skim\.js is not in the inventory/,
      /there are 2 scripts/,
      /script \/assets\/pay\.\w+\.js has no integrity/,
      /\/assets\/pay\.\w+\.js: other bytes than authorized/,
      /there is a header link/,
    ],
  ],
  [
    "inline code, a foreign picture, pages that may be framed and a weaker policy",
    {
      html: (html) =>
        atTheEnd(
          html.replace("<body", '<body onload="steal()"'),
          "<ScRiPt/type=module >steal()<img src=//evil.example/x>",
        ),
      headers: (headers) => {
        delete headers["x-frame-options"];
        const policy = headers["content-security-policy"];
        if (typeof policy !== "string") return;
        headers["content-security-policy"] = policy
          .replace("script-src 'self'", "script-src 'self' https://evil.example")
          .replace("form-action 'self'", "form-action 'self' *");
      },
    },
    [
      /there is an inline script/,
      /inline event handler/,
      /an? img comes from \/\/evil\.example\/x/,
      /x-frame-options is missing/,
      /script-src is "'self' https:\/\/evil\.example"/,
      /form-action reaches \*/,
    ],
  ],
  [
    "a page without its script and without its policy",
    {
      html: (html) => html.replace(/<script[^>]*><\/script>/, ""),
      headers: (headers) => {
        delete headers["content-security-policy"];
      },
    },
    [/script pay\.js is missing/, /content-security-policy is missing/],
  ],
];

for (const [what, change, found] of tamperings) {
  test(`${what}: all of it is found and told, and the look ends with 1`, async () => {
    proxy.tampering = changing(change);
    const { code, output } = await verify("--url", proxyUrl);
    assert.equal(code, 1, output);
    for (const finding of found) assert.match(output, finding);
    assert.match(output, /\d+ differences in \d+ pages and files/);
  });
}

test("a site that does not answer, and words that make no sense, end with 1 and say why", async () => {
  const away = await verify("--url", "http://127.0.0.1:9");
  assert.equal(away.code, 1);
  assert.match(away.output, /there is no answer/);
  const { code, output } = await verify("--url", world.gatewayUrl, "--token", "short");
  assert.equal(code, 1);
  assert.match(output, /Usage:/);
});

import { type AuthorizedPages, integrityOf } from "./authorized-pages.ts";
import { judgeBrandSheet } from "./judge-brand-sheet.ts";
import { judgeHeaders } from "./judge-headers.ts";
import { brandSheetsOf, judgePage } from "./judge-page.ts";
import type { PagesArguments } from "./pages.ts";

/** Longer than a page on a slow line takes. */
const patienceMs = 15_000;
/** Many times the largest file of ours; what is larger is none of them. */
const largestBody = 2_000_000;

interface Visit {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Null where any page of ours may stand there. */
  readonly page: string | null;
  /** Null where any status will do. */
  readonly status: number | null;
}

/** Pages that can be seen without an order. `randomToken` names a link that leads nowhere. */
const visits = (randomToken: string, token: string | null): readonly Visit[] => [
  { method: "GET", path: `/connect/${randomToken}/`, page: "linkGonePage", status: 404 },
  { method: "POST", path: "/threeds/return", page: "errorPage", status: 400 },
  { method: "POST", path: "/threeds/method-done", page: "methodDonePage", status: 200 },
  { method: "GET", path: "/docs", page: "docsPage", status: 200 },
  ...(token === null
    ? []
    : [{ method: "GET", path: `/connect/${token}/`, page: null, status: 200 } as const]),
];

/** Looks at a running site as a browser would, and tells what is not as the inventory has it (PCI DSS 11.6.1). */
export async function verifyPages(
  authorized: AuthorizedPages,
  { url, token, origins }: PagesArguments,
  randomToken: string,
): Promise<{ readonly looked: number; readonly findings: readonly string[] }> {
  const tls = url.startsWith("https:") ? authorized.tlsHeaders : {};
  const findings: string[] = [];
  const all = visits(randomToken, token);
  for (const visit of all) {
    const seen = await fetchWhole(url, visit.method, visit.path);
    const named = (finding: string): string => `${visit.method} ${withoutToken(visit.path)}: ${finding}`;
    if (typeof seen === "string") {
      findings.push(named(seen));
      continue;
    }
    const { response, body } = seen;
    const isExpected = visit.status === null || response.status === visit.status;
    if (!isExpected) findings.push(named(`the status is ${response.status}, not ${visit.status}`));
    findings.push(
      ...judgeHeaders(authorized, { ...authorized.pageHeaders, ...tls }, response.headers, origins).map(
        named,
      ),
      ...judgePage(authorized, visit.page, body.toString("utf8"), origins).map(named),
      ...(await judgeBrandSheets(url, body.toString("utf8"))),
    );
  }
  for (const file of authorized.files) {
    const seen = await fetchWhole(url, "GET", file.path);
    if (typeof seen === "string") {
      findings.push(`${file.path}: ${seen}`);
      continue;
    }
    const { response, body } = seen;
    if (response.status !== 200) findings.push(`${file.path}: the status is ${response.status}, not 200`);
    else if (integrityOf(body) !== file.integrity) findings.push(`${file.path}: other bytes than authorized`);
    const judged = judgeHeaders(authorized, { ...file.headers, ...tls }, response.headers, []);
    findings.push(...judged.map((finding) => `${file.path}: ${finding}`));
  }
  return { looked: all.length + authorized.files.length, findings };
}

/** The colours of the page's shop, fetched as the page does. */
async function judgeBrandSheets(url: string, html: string): Promise<readonly string[]> {
  const findings: string[] = [];
  // One page has one; a page with many is wrong, and not a reason to fetch without an end.
  for (const { path, integrity } of brandSheetsOf(html).slice(0, 3)) {
    const seen = await fetchWhole(url, "GET", path);
    if (typeof seen === "string") findings.push(`${path}: ${seen}`);
    else if (integrityOf(seen.body) !== integrity) findings.push(`${path}: other bytes than the page names`);
    else
      findings.push(...judgeBrandSheet(seen.body.toString("utf8")).map((finding) => `${path}: ${finding}`));
  }
  return findings;
}

/** What is printed may end in a log, and a link is whoever holds it's. */
const withoutToken = (path: string): string => path.replace(/^\/connect\/\w+/, "/connect/{token}");

/** The answer with its whole body, or why there is none. Redirects are answers. */
async function fetchWhole(
  url: string,
  method: Visit["method"],
  path: string,
): Promise<{ readonly response: Response; readonly body: Buffer } | string> {
  try {
    const response = await fetch(url + path, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      ...(method === "POST"
        ? { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "" }
        : {}),
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    const stream: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
    for await (const chunk of stream) {
      size += chunk.byteLength;
      if (size > largestBody) return "more bytes than any page or file of ours";
      chunks.push(chunk);
    }
    return { response, body: Buffer.concat(chunks) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return `there is no answer (${error instanceof Error ? error.message : String(error)}${cause})`;
  }
}

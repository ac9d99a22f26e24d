import type { AuthorizedFile, AuthorizedPages } from "./authorized-pages.ts";
import { isBrandSheet } from "./judge-brand-sheet.ts";
import { mayReach } from "./judge-headers.ts";

/** What must not stand in a page of ours, whatever else does. */
const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an inline style", /<style\b|\sstyle\s*=/i],
  ["an inline event handler", /\son[a-z]+\s*=/i],
  ["a javascript: address", /javascript:/i],
  ["a foreign base, object or applet", /<(?:base|object|embed|applet|portal|fencedframe)\b/i],
  ["a frame with an address", /<i?frame\b[^>]*\s(?:src|srcdoc)\s*=/i],
];

/**
 * What differs between a page and the inventory. `name` is the page that it should
 * be; null for a payment link, which may show any of them. Pictures may come from
 * `origins`; the page's policy, judged beside it, names them one by one.
 */
export function judgePage(
  authorized: AuthorizedPages,
  name: string | null,
  html: string,
  origins: readonly string[] | null,
): readonly string[] {
  const loaded = loadedBy(html);
  const scripts = loaded.filter(({ tag }) => tag === "script");
  const styles = loaded.filter(({ tag, isStylesheet }) => tag === "link" && isStylesheet);
  const others = loaded.filter((one) => !scripts.includes(one) && !styles.includes(one));
  const page = name === null ? null : authorized.pages[name];
  return [
    ...scripts.flatMap((one) => judgeFile(authorized, "script", one)),
    ...styles.flatMap((one) => judgeFile(authorized, "stylesheet", one)),
    ...others.flatMap(({ tag, path }) =>
      path === null || /^\/(?!\/)/.test(path) || isForeignPicture(tag, path, origins)
        ? []
        : [`a ${tag} comes from ${path}`],
    ),
    ...(scripts.length > 1 ? [`there are ${scripts.length} scripts`] : []),
    ...forbidden.filter(([, pattern]) => pattern.test(html)).map(([what]) => `there is ${what}`),
    ...(page === null
      ? []
      : lacking(authorized, [...(page?.scripts ?? []), ...(page?.stylesheets ?? [])], loaded)),
  ];
}

/** Stylesheets of a site's or an order's colours that the page loads. */
export const brandSheetsOf = (html: string): readonly BrandSheet[] =>
  loadedBy(html).flatMap(({ tag, isStylesheet, path, integrity }) =>
    tag === "link" && isStylesheet && path !== null && isBrandSheet(path) ? [{ path, integrity }] : [],
  );

interface BrandSheet {
  readonly path: string;
  readonly integrity: string | null;
}

const isForeignPicture = (tag: string, path: string, origins: readonly string[] | null): boolean =>
  tag === "img" &&
  URL.canParse(path) &&
  path.startsWith("https://") &&
  mayReach(new URL(path).origin, origins);

interface Loaded {
  readonly tag: string;
  readonly isStylesheet: boolean;
  readonly path: string | null;
  readonly integrity: string | null;
}

/** Every element that makes a browser load something, closed or not, however it is written. */
function loadedBy(html: string): readonly Loaded[] {
  return [...html.matchAll(/<(script|link|img|video|audio|source|input|image|use)\b([^>]*)/gi)]
    .map(([, tag = "", attributes = ""]) => ({
      tag: tag.toLowerCase(),
      isStylesheet: /\brel\s*=\s*["']?[^"'>]*stylesheet/i.test(attributes),
      path: attribute(attributes, "src") ?? attribute(attributes, "href"),
      integrity: attribute(attributes, "integrity"),
    }))
    .filter(({ tag, path }) => tag === "script" || path !== null);
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s/"'])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(
    attributes,
  );
  return match === null ? null : (match[1] ?? match[2] ?? match[3] ?? "");
}

function judgeFile(
  { files }: AuthorizedPages,
  kind: AuthorizedFile["kind"],
  { path, integrity }: Loaded,
): readonly string[] {
  if (path === null) return [`there is an inline ${kind}`];
  const file = files.find((one) => one.kind === kind && one.path === path);
  if (file === undefined && kind === "stylesheet" && isBrandSheet(path)) {
    return integrity === null ? [`the stylesheet ${path} has no integrity`] : [];
  }
  if (file === undefined) return [`the ${kind} ${path} is not in the inventory`];
  if (integrity === null) return [`the ${kind} ${path} has no integrity`];
  return integrity === file.integrity ? [] : [`the ${kind} ${path} has the integrity of another`];
}

function lacking(
  { files }: AuthorizedPages,
  names: readonly string[],
  loaded: readonly Loaded[],
): readonly string[] {
  const paths = loaded.map(({ path }) => path);
  return files
    .filter(({ name, path }) => names.includes(name) && !paths.includes(path))
    .map(({ kind, name }) => `the ${kind} ${name} is missing`);
}

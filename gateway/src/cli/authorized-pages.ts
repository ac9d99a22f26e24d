import { hash } from "node:crypto";

/** What `docs/security/scripts.json` says may stand on a page, as far as a site is compared with it. */
export interface AuthorizedPages {
  readonly files: readonly AuthorizedFile[];
  /** Names of the files that a page has, by the page's name. */
  readonly pages: Readonly<
    Record<string, { readonly scripts: readonly string[]; readonly stylesheets: readonly string[] }>
  >;
  readonly pageHeaders: Headings;
  readonly reachingDirectives: readonly string[];
  readonly tlsHeaders: Headings;
}

export interface AuthorizedFile {
  readonly kind: "script" | "stylesheet" | "picture";
  readonly name: string;
  readonly path: string;
  readonly integrity: string;
  readonly headers: Headings;
}

/** Headers by their name in lower case. */
export type Headings = Readonly<Record<string, string>>;

/** Bytes → the inventory. Throws with the member that is missing: the file is ours, or was meant to be. */
export function readAuthorizedPages(text: string): AuthorizedPages {
  const root = objectOf(JSON.parse(text), "the inventory");
  const pages = Object.entries(objectOf(root["pages"], "pages")).map(([name, page]) => {
    const entry = objectOf(page, name);
    return [
      name,
      { scripts: textsOf(entry["scripts"], name), stylesheets: textsOf(entry["stylesheets"], name) },
    ] as const;
  });
  return {
    files: [
      ...filesOf(root["scripts"], "script"),
      ...filesOf(root["stylesheets"], "stylesheet"),
      ...filesOf(root["pictures"], "picture"),
    ],
    pages: Object.fromEntries(pages),
    pageHeaders: headingsOf(root["pageHeaders"], "pageHeaders"),
    reachingDirectives: textsOf(root["reachingDirectives"], "reachingDirectives"),
    tlsHeaders: headingsOf(root["tlsHeaders"], "tlsHeaders"),
  };
}

/** Subresource integrity of bytes. */
export const integrityOf = (bytes: Uint8Array): string => `sha384-${hash("sha384", bytes, "base64")}`;

const filesOf = (list: unknown, kind: AuthorizedFile["kind"]): readonly AuthorizedFile[] =>
  listOf(list, kind).map((entry) => {
    const { name, path, integrity, headers } = objectOf(entry, kind);
    return {
      kind,
      name: textOf(name, kind),
      path: textOf(path, kind),
      integrity: textOf(integrity, kind),
      headers: headingsOf(headers, kind),
    };
  });

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new Error(`the inventory lacks ${what}`);
  return value as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`the inventory lacks ${what}`);
  return value;
}

function textOf(value: unknown, what: string): string {
  if (typeof value !== "string") throw new Error(`the inventory lacks a text in ${what}`);
  return value;
}

const textsOf = (value: unknown, what: string): readonly string[] =>
  listOf(value, what).map((text) => textOf(text, what));

const headingsOf = (value: unknown, what: string): Headings =>
  Object.fromEntries(Object.entries(objectOf(value, what)).map(([name, text]) => [name, textOf(text, what)]));

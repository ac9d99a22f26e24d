/**
 * What the pages of this release consist of (PCI DSS 6.4.3), as the committed
 * `docs/security/scripts.json` tells it and `pages verify` compares it with a
 * running site (PCI DSS 11.6.1).
 */
export interface PageInventory {
  readonly about: string;
  readonly scripts: readonly ScriptEntry[];
  readonly stylesheets: readonly AssetEntry[];
  readonly pictures: readonly AssetEntry[];
  /** By the name of the page in the sources. */
  readonly pages: Readonly<Record<string, PageEntry>>;
  /** The headers of every page. */
  readonly pageHeaders: Readonly<Record<string, string>>;
  /** Directives that begin as they stand there, and go on with origins of the order's shop, provider or bank. */
  readonly reachingDirectives: readonly string[];
  /** The further headers of every answer where the public address is https. */
  readonly tlsHeaders: Readonly<Record<string, string>>;
}

export interface AssetEntry {
  readonly name: string;
  readonly path: string;
  /** The path with its version left out: what it is called in every release. */
  readonly pathPattern: string;
  readonly bytes: number;
  readonly integrity: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ScriptEntry extends AssetEntry {
  /** Why a payment page has it. */
  readonly purpose: string;
  readonly pages: readonly string[];
}

export interface PageEntry {
  /** At most one, by name. */
  readonly scripts: readonly string[];
  readonly stylesheets: readonly string[];
}

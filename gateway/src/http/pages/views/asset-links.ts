import type { CardBrand } from "#domain/card/brand.ts";
import type { Cobrand } from "#domain/card/cobrand.ts";
import { assert } from "#domain/result.ts";
import type { PageAsset, PageAssetName } from "../assets/assets.ts";

/** The assets by what a page needs them for. */
export interface AssetLinks {
  readonly stylesheet: AssetLink;
  readonly script: AssetLink;
  readonly icon: AssetLink;
  readonly brands: Readonly<Record<CardBrand, AssetLink>>;
  readonly cobrands: Readonly<Record<Cobrand, AssetLink>>;
  /** By gateway id; every method of the catalogue has one. */
  readonly methods: ReadonlyMap<string, AssetLink>;
}

type AssetLink = Pick<PageAsset, "path" | "integrity">;

/** Throws if an asset that a page needs is not among those loaded. */
export function linkAssets(assets: readonly PageAsset[]): AssetLinks {
  const find = (name: PageAssetName): AssetLink => {
    const asset = assets.find((candidate) => candidate.name === name);
    assert(asset !== undefined, `page asset ${name} is loaded`);
    return asset;
  };
  return {
    stylesheet: find("pay.css"),
    script: find("pay.js"),
    icon: find("icon.svg"),
    brands: {
      VISA: find("visa.svg"),
      MASTERCARD: find("mastercard.svg"),
      MAESTRO: find("maestro.svg"),
      AMEX: find("amex.svg"),
      MISTERCASH: find("mistercash.svg"),
    },
    cobrands: {
      CARTES_BANCAIRES: find("cartesbancaires.svg"),
      DANKORT: find("dankort.svg"),
      POSTEPAY: find("postepay.svg"),
    },
    methods: new Map(
      assets
        .filter(({ name }) => name.endsWith(".svg"))
        .map((asset) => [asset.name.slice(0, -".svg".length).toUpperCase(), asset]),
    ),
  };
}

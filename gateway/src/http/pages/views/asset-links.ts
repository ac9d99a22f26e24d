import type { CardBrand } from "#domain/card/brand.ts";
import type { Cobrand } from "#domain/card/cobrand.ts";
import { assert } from "#domain/result.ts";
import type { PageAsset, PageAssetName } from "../assets/assets.ts";
import { viewName } from "../assets/sprite.ts";

/** The assets by what a page needs them for. */
export interface AssetLinks {
  readonly stylesheet: AssetLink;
  readonly script: AssetLink;
  readonly icon: AssetLink;
  readonly brands: Readonly<Record<CardBrand, IconLink>>;
  readonly cobrands: Readonly<Record<Cobrand, IconLink>>;
  /** By gateway id; every method of the catalogue has one. */
  readonly methods: ReadonlyMap<string, IconLink>;
}

type AssetLink = Pick<PageAsset, "path" | "integrity">;
/** An icon of the sprite. */
type IconLink = Pick<PageAsset, "path">;

/** Throws if an asset that a page needs is not among those loaded. */
export function linkAssets(assets: readonly PageAsset[]): AssetLinks {
  const find = (name: PageAssetName): AssetLink => {
    const asset = assets.find((candidate) => candidate.name === name);
    assert(asset !== undefined, `page asset ${name} is loaded`);
    return asset;
  };
  const sprite = find("icons.svg");
  const icon = (name: PageAssetName): IconLink => ({ path: `${sprite.path}#${viewName(name)}` });
  return {
    stylesheet: find("pay.css"),
    script: find("pay.js"),
    icon: find("icon.svg"),
    brands: {
      VISA: icon("visa.svg"),
      MASTERCARD: icon("mastercard.svg"),
      MAESTRO: icon("maestro.svg"),
      AMEX: icon("amex.svg"),
      MISTERCASH: icon("mistercash.svg"),
    },
    cobrands: {
      CARTES_BANCAIRES: icon("cartesbancaires.svg"),
      DANKORT: icon("dankort.svg"),
      POSTEPAY: icon("postepay.svg"),
    },
    methods: new Map(
      assets
        .filter(({ name }) => name.endsWith(".svg"))
        .map(({ name }) => [viewName(name).toUpperCase(), icon(name)]),
    ),
  };
}

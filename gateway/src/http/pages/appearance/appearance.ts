import type { Branding } from "#domain/appearance/branding.ts";
import type { HideFlag, Template } from "#domain/appearance/template.ts";
import type { PageReach } from "../security-headers.ts";
import type { BrandStylesheet, Stylist } from "./stylist.ts";

/** How the pages of one payment look, beyond what pay.css says. */
export interface Appearance {
  readonly stylesheet: Pick<BrandStylesheet, "path" | "integrity"> | null;
  readonly logo: PageImage | null;
  /** A band above the page: null, or with the shop's picture, or with its colour only. */
  readonly header: { readonly cover: PageImage | null } | null;
  readonly hides: readonly HideFlag[];
  /** Hosts of images of this page, each allowed by the site's operator. */
  readonly imageHosts: readonly string[];
  /** Hosts whose pages may frame this one. */
  readonly frameHosts: readonly string[];
}

export interface PageImage {
  readonly src: string;
  /** Unknown of a picture that lies elsewhere. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

export const plainAppearance: Appearance = {
  stylesheet: null,
  logo: null,
  header: null,
  hides: [],
  imageHosts: [],
  frameHosts: [],
};

/** The order's template laid over the site's branding, as far as the operator allows. */
export function appearanceOf(
  stylist: Stylist,
  branding: Branding,
  template: Template | undefined,
): Appearance {
  const isFramed = template?.iframeMode ?? false;
  const hides = template?.hides ?? [];
  const isBare = isFramed || hides.includes("hide_logo");
  const foreign = (url: string | null | undefined): PageImage | null =>
    isAllowedImage(url, branding.logoHosts) ? { src: url, size: null } : null;
  const logo = isBare ? null : (foreign(template?.logoUrl) ?? ownLogo(branding));
  const cover = isFramed ? null : foreign(template?.coverUrl);
  const hasBand = cover !== null || template?.colours.headerBackground !== undefined;
  return {
    stylesheet: stylist.styleFor({
      ...(branding.colour === null ? {} : { accent: branding.colour }),
      ...template?.colours,
    }),
    logo,
    header: hasBand && !isFramed ? { cover } : null,
    hides,
    imageHosts: [logo, cover].flatMap((image) =>
      image === null || image.size !== null ? [] : [new URL(image.src).host],
    ),
    frameHosts: isFramed ? branding.frameHosts : [],
  };
}

/** What its pages may reach beyond every page. */
export const reachOf = ({ imageHosts, frameHosts }: Appearance): PageReach => ({
  images: [...new Set(imageHosts)].map((host) => `https://${host}`),
  framedBy: frameHosts.map((host) => `https://${host}`),
});

function ownLogo({ logo }: Branding): PageImage | null {
  return logo === null
    ? null
    : {
        src: `/assets/logo/${logo.hash}.${logo.type}`,
        size: { width: logo.width, height: logo.height },
      };
}

/** Judged when the page is shown and not when the order came: what the operator takes back is gone at once. */
const isAllowedImage = (url: string | null | undefined, hosts: readonly string[]): url is string => {
  if (url === null || url === undefined || !URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === "https:" && hosts.includes(host);
};

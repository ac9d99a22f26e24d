import type { Language } from "../languages.ts";

export interface Product {
  readonly id: string;
  readonly names: Readonly<Record<Language, string>>;
  readonly descriptions: Readonly<Record<Language, string>>;
  /** Euro cents. */
  readonly priceMinor: number;
}

export const products: readonly Product[] = [
  {
    id: "beans",
    names: {
      en: "Lockkeeper's roast, 500 g",
      nl: "Sluiswachters branding, 500 g",
      de: "Schleusenwärter-Röstung, 500 g",
    },
    descriptions: {
      en: "Dark, with chocolate and a little salt air.",
      nl: "Donker, met chocolade en een vleugje zilte lucht.",
      de: "Dunkel, mit Schokolade und etwas Seeluft.",
    },
    priceMinor: 1250,
  },
  {
    id: "mug",
    names: { en: "Quayside mug", nl: "Kademok", de: "Kaibecher" },
    descriptions: {
      en: "Enamelled steel; survives falling overboard.",
      nl: "Geëmailleerd staal; overleeft een val overboord.",
      de: "Emaillierter Stahl; übersteht den Fall über Bord.",
    },
    priceMinor: 1800,
  },
  {
    id: "grinder",
    names: { en: "Barge hand grinder", nl: "Handmolen voor aan boord", de: "Handmühle für an Bord" },
    descriptions: {
      en: "Steel burrs, beech handle, no power needed.",
      nl: "Stalen maalwerk, beukenhouten greep, geen stroom nodig.",
      de: "Stahlmahlwerk, Buchengriff, kein Strom nötig.",
    },
    priceMinor: 8900,
  },
];

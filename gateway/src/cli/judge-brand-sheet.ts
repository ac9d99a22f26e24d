/**
 * The colours of a site or an order come as a stylesheet that is computed from
 * its address, so it is no file of the inventory. It is judged by what it may do
 * to a page instead: colours and edges, and never what is shown, where, or from
 * where something is loaded.
 */
const address = /^\/assets\/brand\/[A-Z0-9a-f]{7,400}\.[0-9a-f]{8}\.css$/;

export const isBrandSheet = (path: string): boolean => address.test(path);

const properties: ReadonlySet<string> = new Set([
  "color",
  "color-scheme",
  "background",
  "border",
  "border-color",
  "border-radius",
  "padding",
]);
/** Colours, lengths and our own tokens: no `url()`, no escape that could spell it. */
const value = /^(?:var\(--[a-z0-9-]+\)|[#\w\s.-])*$/;

/** What a stylesheet of colours does beyond colours. */
export function judgeBrandSheet(css: string): readonly string[] {
  const rules = css.replaceAll("@media (prefers-color-scheme:dark)", "");
  const declared = [...rules.matchAll(/\{([^{}]*)\}/g)].flatMap(([, body = ""]) =>
    body.split(";").filter((declaration) => declaration.trim() !== ""),
  );
  const strange = declared.filter((declaration) => {
    const [property = "", ...rest] = declaration.split(":");
    const isOurs = properties.has(property) || /^--color-[a-z-]+$/.test(property);
    return !isOurs || !value.test(rest.join(":"));
  });
  return [
    ...strange.map((declaration) => `it says ${declaration.slice(0, 80)}`),
    ...(/[@\\]|\/\*/.test(rules) ? ["it holds more than rules"] : []),
  ];
}

import { parseNumber, parseWords } from "./words.ts";

/** What `file list` and `file save` ask for. */
export type FileArguments =
  | { readonly verb: "list"; readonly site: number; readonly orderId: string }
  | { readonly verb: "save"; readonly id: number; readonly path: string };

export const fileUsage = `npm run sluis -- file list --site 1 --order my-order-id
npm run sluis -- file save --id 1 --to invoice.pdf`;

/** Arguments → which documents, or the sentence that says what is wrong with them. */
export function parseFileArguments([verb, ...words]: readonly string[]): FileArguments | string {
  if (verb === "list") {
    const values = parseWords(words, ["site", "order"]);
    if (typeof values === "string") return values;
    const site = parseNumber(values["site"]);
    const orderId = values["order"] ?? "";
    if (site === null || orderId === "") return "--site must be a number and --order an order id.";
    return { verb, site, orderId };
  }
  if (verb === "save") {
    const values = parseWords(words, ["id", "to"]);
    if (typeof values === "string") return values;
    const id = parseNumber(values["id"]);
    const path = values["to"] ?? "";
    return id === null || path === "" ? "--id must be a number and --to a path." : { verb, id, path };
  }
  return "A file is listed or saved.";
}

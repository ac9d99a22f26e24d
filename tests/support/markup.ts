/**
 * Just enough of an HTML reader to find the forms of a page and send them as a
 * browser without script would. It reads the markup of our own pages and of the
 * simulator's; it is no general parser.
 */
export interface Field {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  readonly autocomplete: string;
  /** Values of a select's options; empty for other fields. */
  readonly options: readonly string[];
}

export interface Form {
  readonly action: string;
  readonly method: string;
  readonly fields: readonly Field[];
  /** Submit buttons in the order of the page, nameless ones included. */
  readonly buttons: readonly Field[];
}

interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly start: number;
  readonly end: number;
}

export function findForms(html: string): readonly Form[] {
  const tags = readTags(html);
  const forms: Form[] = [];
  for (const [index, tag] of tags.entries()) {
    if (tag.name !== "form" || tag.isEnd) continue;
    const end = tags.findIndex((later, position) => position > index && later.name === "form" && later.isEnd);
    forms.push(readForm(html, tag, tags.slice(index + 1, end === -1 ? undefined : end)));
  }
  return forms;
}

/** The visible text, tags and entities resolved, white space folded. */
export function textOf(html: string): string {
  const visible = html.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " ");
  return decodeEntities(visible).replace(/\s+/g, " ").trim();
}

/** Value of an attribute of the first tag of that name, or null. */
export function attributeOf(html: string, tagName: string, attribute: string): string | null {
  const tag = readTags(html).find((found) => found.name === tagName && !found.isEnd);
  return tag?.attributes.get(attribute) ?? null;
}

/** `href` of every link. */
export const linksOf = (html: string): readonly string[] =>
  readTags(html)
    .filter((tag) => tag.name === "a" && !tag.isEnd)
    .map((tag) => tag.attributes.get("href") ?? "");

function readForm(html: string, form: Tag, inner: readonly Tag[]): Form {
  const fields: Field[] = [];
  const buttons: Field[] = [];
  for (const [index, tag] of inner.entries()) {
    if (tag.isEnd) continue;
    const type = tag.attributes.get("type") ?? (tag.name === "button" ? "submit" : "text");
    if (tag.name === "input" && type === "submit") buttons.push(fieldOf(tag, type));
    else if (tag.name === "button" && type === "submit") buttons.push(fieldOf(tag, type));
    else if (tag.name === "input") fields.push(fieldOf(tag, type));
    else if (tag.name === "textarea")
      fields.push({ ...fieldOf(tag, type), value: textUntilNext(html, inner, index) });
    else if (tag.name === "select") fields.push(readSelect(tag, inner.slice(index + 1)));
  }
  return {
    action: form.attributes.get("action") ?? "",
    method: (form.attributes.get("method") ?? "get").toLowerCase(),
    fields: fields.filter((field) => field.name !== ""),
    buttons,
  };
}

function readSelect(select: Tag, following: readonly Tag[]): Field {
  const end = following.findIndex((tag) => tag.name === "select" && tag.isEnd);
  const options = following
    .slice(0, end === -1 ? undefined : end)
    .filter((tag) => tag.name === "option" && !tag.isEnd);
  const chosen = options.find((option) => option.attributes.has("selected")) ?? options[0];
  return {
    ...fieldOf(select, "select"),
    value: chosen?.attributes.get("value") ?? "",
    options: options.map((option) => option.attributes.get("value") ?? ""),
  };
}

const fieldOf = (tag: Tag, type: string): Field => ({
  name: tag.attributes.get("name") ?? "",
  value: tag.attributes.get("value") ?? "",
  type,
  autocomplete: tag.attributes.get("autocomplete") ?? "",
  options: [],
});

function textUntilNext(html: string, tags: readonly Tag[], index: number): string {
  const from = tags[index]?.end ?? 0;
  return decodeEntities(html.slice(from, tags[index + 1]?.start ?? html.length));
}

function readTags(html: string): readonly Tag[] {
  const pattern = /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g;
  return [...html.matchAll(pattern)].map((match) => ({
    name: (match[2] ?? "").toLowerCase(),
    isEnd: match[1] === "/",
    attributes: readAttributes(match[3] ?? ""),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const pattern = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
  return new Map(
    [...text.matchAll(pattern)].map((match) => [
      (match[1] ?? "").toLowerCase(),
      decodeEntities(match[2] ?? match[3] ?? match[4] ?? ""),
    ]),
  );
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

export const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return namedEntities[name?.toLowerCase() ?? ""] ?? whole;
    },
  );

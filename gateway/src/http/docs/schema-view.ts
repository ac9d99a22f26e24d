import { html } from "../pages/views/html.ts";

/** What this page shows of a JSON Schema. */
export interface ShownSchema {
  readonly type?: unknown;
  readonly description?: unknown;
  readonly properties?: Readonly<Record<string, ShownSchema>>;
  readonly required?: readonly string[];
  readonly items?: ShownSchema;
  readonly anyOf?: readonly ShownSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: string | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** Members of an object, of the objects of a list, or of each object that may stand here. */
export function membersView(schema: ShownSchema): string {
  const objects = objectsIn(schema);
  const lists = objects.map(({ properties = {}, required = [] }) => {
    const members = Object.entries(properties);
    return members.length === 0
      ? ""
      : html`<ul class="members">
          !${members.map(([name, member]) => memberView(name, member, required.includes(name)))}
        </ul>`;
  });
  return lists.filter((list) => list !== "").join(`<p class="or">or</p>`);
}

function memberView(name: string, member: ShownSchema, isRequired: boolean): string {
  const inner = membersView(member);
  const description = descriptionOf(member);
  return html`<li>
    <p class="member">
      <code class="name">${name}</code> <span class="kind">${kindOf(member)}</span>
      !${isRequired ? html`<span class="required">required</span>` : ""}
    </p>
    !${description === "" ? "" : html`<p class="meaning">!${sentences(description)}</p>`}
    !${
      inner === ""
        ? ""
        : html`<details>
            <summary>Members of ${name}</summary>
            !${inner}
          </details>`
    }
  </li>`;
}

/** Text of the description, with what stands in backticks as code. */
export const sentences = (text: string): string =>
  text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))
    .join("");

/** Type and limits in few words: `text, at most 50 characters`. */
export function kindOf(schema: ShownSchema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(String).join(" · ");
  if (schema.anyOf !== undefined) {
    return [...new Set(schema.anyOf.map(kindOf))].join(" or ");
  }
  if (schema.type === "array") {
    const most = schema.maxItems === undefined ? "" : `, at most ${schema.maxItems}`;
    const items = schema.items === undefined ? "" : ` of ${kindOf(schema.items)}`;
    return `list${items}${most}`;
  }
  return plainKind(schema);
}

function plainKind({ type, minimum, maximum, minLength, maxLength }: ShownSchema): string {
  switch (type) {
    case "string": {
      if (maxLength === undefined) return "text";
      return minLength === maxLength
        ? `text of ${maxLength} characters`
        : `text, at most ${maxLength} characters`;
    }
    case "integer":
      return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
        ? "integer"
        : `integer, ${minimum ?? 0} to ${maximum}`;
    case undefined:
      return "anything";
    default:
      return String(type);
  }
}

const descriptionOf = ({ description }: ShownSchema): string =>
  typeof description === "string" ? description : "";

function objectsIn(schema: ShownSchema): readonly ShownSchema[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(objectsIn);
  if (schema.items !== undefined) return objectsIn(schema.items);
  return schema.properties === undefined ? [] : [schema];
}

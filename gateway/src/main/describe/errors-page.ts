import { catalogue, type RefusalCode } from "#domain/refusal.ts";
import { errorAdvice } from "#http/api-v1/description/error-advice.ts";
import { commonRefusals, type Operation, refusalsOf } from "#http/api-v1/description/operation.ts";

/** `docs/api/errors.md`: every code of the catalogue, what it means, what to do, and which calls give it. */
export function errorsPage(operations: readonly Operation[]): string {
  const codes = Object.keys(catalogue).map(Number).filter(isCode);
  const rows = codes.map(
    (code) => `| [${code}](#${anchorOf(code)}) | ${catalogue[code].info} | ${catalogue[code].status} |`,
  );
  return `# Error catalogue

Made by \`npm run sluis -- describe\` from the catalogue of the gateway; edit it there.

A call that is not carried out is answered with an HTTP status of 4xx or 5xx and this envelope. Nothing was changed then,
except where the code says that something is still under way.

\`\`\`json
{ "success": false, "data": {}, "error_code": 1006, "error_info": "Invalid transaction ID" }
\`\`\`

\`error_code\` never changes its meaning. \`error_info\` is for people and for logs: it begins with the text below and may say more
exactly what is wrong; that of 1000, the generic code, may be another sentence. A code has the HTTP status below, except that
a body that is no JSON object is answered with 400, one larger than 1 MiB with 413, and one of another content type with 415,
each with code 1016.

Three families differ. \`/transactions\` and \`/sites\` have a form of their own: \`{"message": "Forbidden"}\` with 403,
\`{"message": "Not found"}\` with 404, and with 422 a list of what is wrong with the query or the members. Below \`/recurring\`
what is not there is 1000 with 410. \`POST /orders/{order_id}/cancel\` answers 403 and \`{"message": "Forbidden"}\` where the
order is not in progress.

| code | text | HTTP |
|---|---|---|
${rows.join("\n")}

${codes.map((code) => entry(code, operations)).join("\n\n")}
`;
}

const isCode = (code: number): code is RefusalCode => code in catalogue;

/** The anchor that a heading of Markdown gets: small letters, no signs, hyphens for spaces. */
const anchorOf = (code: RefusalCode): string =>
  `${code} ${catalogue[code].info}`
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");

const entry = (
  code: RefusalCode,
  operations: readonly Operation[],
): string => `## ${code} ${catalogue[code].info}

- HTTP ${catalogue[code].status}
- Means: ${errorAdvice[code].means}
- What to do: ${errorAdvice[code].remedy}
- Given by: ${givenBy(code, operations)}`;

function givenBy(code: RefusalCode, operations: readonly Operation[]): string {
  if (code === 1032) return "every call but those of /transactions and /sites, which say 403";
  if (commonRefusals.includes(code)) return "every call";
  const elsewhere = code === 404 ? ["every path and method that is not described"] : [];
  const calls = operations.filter((operation) => refusalsOf(operation).includes(code));
  return [...calls.map(({ method, path }) => `\`${method} ${path}\``), ...elsewhere].join(", ");
}

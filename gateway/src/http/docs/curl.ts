import type { Example, Operation } from "../api-v1/description/operation.ts";

/** A line to copy: `$API` and `$KEY` are set at the top of the page. */
export function curlOf({ method, path, parameters = [] }: Operation, example: Example): string {
  const values = example.parameters ?? {};
  const target = path.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ""),
  );
  // A comma needs no escape in a query, and reads better without.
  const query = new URLSearchParams(
    parameters.flatMap(({ name, in: place }) => {
      const value = values[name];
      return place === "query" && value !== undefined ? [[name, value]] : [];
    }),
  )
    .toString()
    .replaceAll("%2C", ",");
  const verb = method === "GET" || (method === "POST" && example.body !== undefined) ? "" : ` -X ${method}`;
  const key = '-H "api_key: $KEY"';
  const head =
    query === ""
      ? `curl -s${verb} "$API${target}" ${key}`
      : `curl -s${verb} "$API${target}?${query}" \\\n  ${key}`;
  if (example.body === undefined) return head;
  // Inside single quotes a shell knows no escape but to end them.
  const body = JSON.stringify(example.body, null, 2).replaceAll("'", String.raw`'\''`);
  return `${head} \\\n  -H "Content-Type: application/json" -d '${body}'`;
}

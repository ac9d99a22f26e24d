import { orderCommands, type Phase, phases, step, wireStatus } from "#domain/order/phase.ts";

/** `docs/states.md`: the life of an order as the gateway's own table has it. */
export function statesPage(): string {
  const heads = phases.map((phase) => `\`${phase}\``);
  const rows = orderCommands.map(
    (command) => `| \`${command}\` | ${phases.map((phase) => step(phase, command) ?? "–").join(" | ")} |`,
  );
  return `# States of an order

Made by \`npm run sluis -- describe\` from the gateway's own table; edit it there. The database holds the same table and
refuses a step that is not in it.

## What a shop sees

A phase is ours; the pair of statuses is what goes over the wire, in orders, lists and notifications.

| phase | status | financial_status | leads to |
|---|---|---|---|
${phases.map(statusRow).join("\n")}

## What leads where

A column is the phase an order is in, a row is what happens to it, a cell is the phase that comes of it. A dash: not
allowed there; the call that asks for it is refused and changes nothing.

| | ${heads.join(" | ")} |
|---|${phases.map(() => "---|").join("")}
${rows.join("\n")}

## As a drawing

\`\`\`mermaid
stateDiagram-v2
    [*] --> open
${phases.flatMap(arrows).join("\n")}
\`\`\`
`;
}

/** Where a phase may go, each target once, with the commands that lead there. */
function targets(from: Phase): ReadonlyMap<Phase, readonly string[]> {
  const found = new Map<Phase, readonly string[]>();
  for (const command of orderCommands) {
    const to = step(from, command);
    if (to !== null) found.set(to, [...(found.get(to) ?? []), command]);
  }
  return found;
}

function statusRow(phase: Phase): string {
  const { status, financialStatus } = wireStatus[phase];
  const next = [...targets(phase).keys()].map((to) => `\`${to}\``).join(", ");
  return `| \`${phase}\` | ${status} | ${financialStatus} | ${next === "" ? "–" : next} |`;
}

const arrows = (from: Phase): readonly string[] =>
  [...targets(from)].map(([to, commands]) => `    ${from} --> ${to}: ${commands.join(", ")}`);

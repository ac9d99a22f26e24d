import type { Evidence } from "../evidence.ts";

/** By the gateways' own logs: whatever is down, nobody is answered with an error that is ours. */
export function judgeAnswers({ gateway, shop }: Evidence): readonly string[] {
  const failed = [...gateway.logs.matchAll(/"route":"([^"]*)","status":(5\d\d)/g)]
    .filter(([, , status]) => status !== "503")
    .map(([, route, status]) => `${route} was answered with ${status}`);
  return [...failed, ...shop.oddities];
}

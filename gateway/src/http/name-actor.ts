import type { FastifyInstance } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";

type Actor = Parameters<Dependencies["actors"]["as"]>[0];

/** Who calls which entrance; whoever has a key is named once he has shown it. */
const callers: readonly (readonly [prefix: string, actor: Actor])[] = [
  ["/connect/", "page"],
  ["/unsubscribe/", "page"],
  ["/providers/", "provider"],
  ["/threeds/results/", "directory-server"],
  ["/threeds/", "page"],
];

/**
 * Every handler runs in somebody's name. Begun only when the body has been read:
 * what the body's events carry along is the connection's, not the request's.
 */
export function nameActors(server: FastifyInstance, { actors }: Pick<Dependencies, "actors">): void {
  server.addHook("preHandler", (request, _reply, done) => {
    const route = request.routeOptions.url ?? "";
    const actor = callers.find(([prefix]) => route.startsWith(prefix))?.[1] ?? "nobody";
    actors.as(actor, done);
  });
}

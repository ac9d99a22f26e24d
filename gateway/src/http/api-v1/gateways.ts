import type { FastifyInstance } from "fastify";
import { gateways, parseGateway } from "#domain/method/card-gateways.ts";
import { refusal } from "#domain/refusal.ts";
import type { Authenticate } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";

/** `GET /gateways` and `GET /gateways/{id}` (contract, gateways.md §1 and §2). */
export function registerGateways(server: FastifyInstance, authenticate: Authenticate): void {
  server.get("/gateways", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    return success(gateways.map(({ id, description }) => ({ id, description })));
  });

  server.get<{ Params: { id: string } }>("/gateways/:id", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    const id = parseGateway(request.params.id);
    const gateway = gateways.find((candidate) => candidate.id === id);
    return gateway === undefined
      ? sendRefusal(reply, refusal(1023))
      : success({ id: gateway.id, description: gateway.description });
  });
}

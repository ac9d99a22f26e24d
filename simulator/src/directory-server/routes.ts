import type { FastifyInstance, FastifyReply } from "fastify";
import type { Fault, Faults } from "../faults.ts";
import { type DirectoryServer, erro } from "./directory-server.ts";

/** `POST /ds`: one address for all messages, as EMV 3-D Secure has it. */
export function directoryServerRoutes({
  directoryServer,
  faults,
}: {
  readonly directoryServer: DirectoryServer;
  readonly faults: Faults;
}): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    // Broken JSON is answered by the protocol (Erro), not by the framework.
    app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
      done(null, body),
    );
    app.post("/ds", async (request, reply) => {
      const fault = faults.take(isCardRangeRequest(request.body) ? "preq" : "areq");
      if (fault !== null && fault.kind !== "ares-u") return strike(fault, reply);
      return json(reply, directoryServer.answer(request.body, { isAcsAvailable: fault === null }));
    });
  };
}

function isCardRangeRequest(body: unknown): boolean {
  return typeof body === "string" && /"messageType"\s*:\s*"PReq"/.test(body);
}

function strike(fault: Fault, reply: FastifyReply): FastifyReply {
  switch (fault.kind) {
    case "ds-no-answer":
      // The connection stays open until the other side gives up or we stop.
      return reply.hijack();
    case "ds-malformed":
      return reply.type(jsonType).send('{"messageType":"ARes","messageVersion":"2.2.0","transSta');
    case "ds-error":
      return json(reply, erro({}, "405", "the ACS cannot be reached"));
    default:
      return reply.code(500).type("text/plain").send("Internal Server Error");
  }
}

const jsonType = "application/json; charset=utf-8";

function json(reply: FastifyReply, message: object): FastifyReply {
  return reply.type(jsonType).send(JSON.stringify(message));
}

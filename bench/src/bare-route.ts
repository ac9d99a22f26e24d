import fastify from "fastify";
import pg from "pg";
import { readBareRouteConfig } from "./config.ts";

/**
 * The yardstick: what Fastify and PostgreSQL do on this machine with the same
 * body when nothing is decided. It validates by a schema and does one INSERT.
 */
const text = (maxLength: number): object => ({ type: "string", maxLength });

const orderSchema = {
  type: "object",
  required: ["type", "order_id", "currency", "amount", "description"],
  properties: {
    type: { enum: ["redirect", "direct"] },
    order_id: { type: "string", minLength: 1, maxLength: 50 },
    currency: { type: "string", pattern: "^[A-Z]{3}$" },
    amount: { type: "integer", minimum: 1 },
    description: { type: "string", minLength: 1, maxLength: 200 },
    gateway: text(20),
    customer: {
      type: "object",
      properties: {
        locale: text(5),
        ip_address: text(45),
        first_name: text(25),
        last_name: text(25),
        country: { type: "string", pattern: "^[A-Z]{2}$" },
        email: text(100),
      },
    },
    gateway_info: {
      type: "object",
      properties: {
        flexible_3d: { type: "boolean" },
        card_number: { type: "string", pattern: "^[0-9]{12,19}$" },
        card_holder_name: text(100),
        card_expiry_date: { type: "string", pattern: "^[0-9]{4}$" },
        card_cvc: { type: "string", pattern: "^[0-9]{3,4}$" },
      },
    },
  },
};

interface OrderFields {
  readonly order_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
}

const config = readBareRouteConfig();
const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 10 });
await pool.query(`
  create table if not exists bare_order (
    id bigint generated always as identity primary key,
    order_id text not null unique,
    amount bigint not null,
    currency text not null,
    description text not null
  )`);

const server = fastify({ logger: false });
server.get("/health", () => ({ status: "ok" }));
server.post<{ Body: OrderFields }>("/v1/json/orders", { schema: { body: orderSchema } }, async (request) => {
  const { order_id: orderId, amount, currency, description } = request.body;
  await pool.query(
    "insert into bare_order (order_id, amount, currency, description) values ($1, $2, $3, $4)",
    [orderId, amount, currency, description],
  );
  return { success: true, data: { order_id: orderId } };
});
await server.listen({ host: "127.0.0.1", port: config.port });

process.once("SIGTERM", () => {
  void server.close().then(() => pool.end());
});

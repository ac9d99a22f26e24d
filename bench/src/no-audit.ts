/** In the place of the gateway's files of the same exports: a change that is written without an entry. */
export const auditPart = (): object => ({
  inserted: { columns: "audit_seq", values: "0" },
  assigned: "audit_seq = orders.audit_seq",
  returned: "orders.key",
  part: { name: "no-audit", sql: "audited as (select from saved)" },
});

export const firstAuditPart = auditPart;

export const nameActors = (): void => undefined;

export const noteKeyUse = (): void => undefined;

import type { Connection } from "@/core/connections/connection";

/** What Auth.js's view of identities calls one of this connection (db/authjs-tables.ts). */
export const kindOf = ({ door }: Pick<Connection, "door">): string => (door.kind === "redirect" ? "oidc" : "ldap");

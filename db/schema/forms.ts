import { integer, jsonb, pgTable, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { staff } from "./people";

/**
 * What customers are asked, version by version: the whole definition each time (settings/form-definition.ts). The newest counts; none means
 * the usual fields. Rows are added and never changed.
 */
export const formVersions = pgTable("form_versions", {
  version: integer("version").primaryKey(),
  fields: jsonb("fields").notNull(),
  /** Null where the server's own keyboard did it. */
  staffId: uuid("staff_id").references(() => staff.id),
  /** The version whose fields this one has again, if somebody went back. */
  restoredFrom: integer("restored_from"),
  createdAt: createdAt(),
});

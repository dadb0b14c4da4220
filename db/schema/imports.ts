import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { staff } from "./people";

/** A file of customers or orders that an admin brings in, from its upload to its end. Tidied away after a month. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    kind: text("kind").$type<"customers" | "orders">().notNull(),
    /** As the browser said it: to be shown, nothing else (T-D7). */
    fileName: text("file_name").notNull(),
    /** The first row of the file. */
    columns: jsonb("columns").$type<readonly string[]>().notNull().default([]),
    /** Which column fills which field, by its place. */
    mapping: jsonb("mapping").$type<Readonly<Record<string, number>>>().notNull().default({}),
    state: text("state")
      .$type<"uploading" | "unreadable" | "uploaded" | "checking" | "checked" | "running" | "stopped" | "done">()
      .notNull()
      .default("uploading"),
    /** Why and where the file could not be read. */
    problem: text("problem"),
    problemLine: integer("problem_line"),
    rows: integer("rows").notNull().default(0),
    pieces: integer("pieces").notNull().default(0),
    /** The piece that is worked next, in the transaction that works it: what stands before it is done, once. */
    position: integer("position").notNull().default(0),
    created: integer("created").notNull().default(0),
    updated: integer("updated").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    staffId: uuid("staff_id")
      .notNull()
      .references(() => staff.id),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    progressAt: instant("progress_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    index("imports_created").on(t.createdAt),
    check(
      "imports_state",
      sql`${t.state} in ('uploading','unreadable','uploaded','checking','checked','running','stopped','done')`,
    ),
  ],
);

/** Rows of a file, some hundred at a time, as JSON: `[line, [cells]]`. Any process can work them. Gone when the import is done. */
export const importPieces = pgTable(
  "import_pieces",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    rows: text("rows").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
);

/** What is wrong with a row, the first thing only. The value itself is not kept. */
export const importErrors = pgTable(
  "import_errors",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    line: integer("line").notNull(),
    field: text("field"),
    code: text("code").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.line] })],
);

/**
 * Numbers that a file had already, and where: the same one twice is an error of its second row. When the import is done the numbers of
 * customers stay, by which activations are sent to them; all of it goes with the import.
 */
export const importKeys = pgTable(
  "import_keys",
  {
    /** No foreign key: it would be checked for each row of a file. */
    importId: uuid("import_id").notNull(),
    key: text("key").notNull(),
    line: integer("line").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.key] })],
);

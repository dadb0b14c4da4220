import { z } from "zod";
import { type Connection, readConnection } from "@/core/connections/connection";
import { noteTrial } from "@/core/connections/note-trial";
import { type Ctx, inTransaction } from "@/core/ctx";
import { askDirectory, type Listening } from "@/core/directory/ask-directory";
import { DirectoryAway } from "@/core/directory/directory-away";
import { passwordAsTyped, requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { type ConnectionChecks, findConnectionRow, storeConnectionChecks } from "@/db/queries/connections";
import type { Claims, DirectoryDoor, Profile } from "@/providers/provider";

/** What the form of a directory's test holds, beside the connection: somebody's name and password there. */
export const testDirectoryInput = z.object({ identifier: requiredLine(254), password: passwordAsTyped() });

type Input = z.output<typeof testDirectoryInput> & { readonly id: string; readonly by: StaffOperator };
type Code = "connection.not-found" | "connection.unusable" | "limits.too-many" | "staff.not-permitted" | ConfirmFailure;

type Found = { readonly lines: ConnectionChecks["lines"]; readonly person: { profile: Profile; claims: Claims } | null };

/**
 * Tests a directory with the service account and one person's name and password; makes nobody and signs nobody in (T-A6: for admins only).
 * The password goes to the directory and nowhere else. Throws TooBusy.
 */
export async function testDirectory(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash" | "now">,
  { id, identifier, password, by }: Input,
): Promise<Result<{ readonly isGood: boolean }, Code>> {
  const unpermitted = await refuseUnpermitted(ctx, by, "connections.edit");
  if (unpermitted) return unpermitted;
  const refused = await refuseTooMany(ctx, "sign-in:address");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const row = await findConnectionRow(ctx.db, id);
  if (!row) return fail("connection.not-found");
  const connection = readConnection(ctx.secrets, row);
  if (connection?.door.kind !== "directory") return fail("connection.unusable");
  const { lines, person } = await tryPerson(connection.door, identifier, password);
  await inTransaction(ctx, async (tx) => {
    await storeConnectionChecks(tx.db, id, { at: tx.now.toISOString(), lines });
    await note(tx, connection, by.staffId, person);
  });
  return ok({ isGood: person !== null });
}

function note(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "now">,
  connection: Connection,
  staffId: string,
  person: Found["person"],
) {
  const outcome = person ?? ({ trouble: "directory.person" } as const);
  return noteTrial(ctx, { connection, staffId, ...outcome });
}

async function tryPerson({ directory, readProfile }: DirectoryDoor, name: string, password: string): Promise<Found> {
  try {
    return await askDirectory(directory, (listening) => askFor(listening, readProfile, name, password));
  } catch (error) {
    if (!(error instanceof DirectoryAway)) throw error;
    return { lines: [{ check: "directory", outcome: "bad", detail: error.reason }], person: null };
  }
}

async function askFor(
  listening: Listening,
  readProfile: DirectoryDoor["readProfile"],
  name: string,
  password: string,
): Promise<Found> {
  const line = { check: "directory", outcome: "good" } as const;
  const bad = (detail: string): Found => ({ lines: [line, { check: "person", outcome: "bad", detail }], person: null });
  const found = await listening.findByName(name);
  if (!found) return bad("not-found");
  if (!(await listening.isLetIn(found))) return bad("not-allowed");
  if (!(await listening.isPassword(found, password))) return bad("wrong-password");
  const read = readProfile(found.entry);
  if (!read.ok) return bad("unusable");
  return {
    lines: [line, { check: "person", outcome: "good", detail: found.dn.slice(0, 300) }],
    person: { profile: read.value, claims: found.entry },
  };
}

import { z } from "zod";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { optionalText, passwordAsTyped } from "@/core/input";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { forgetGuessesOfStaff } from "@/core/security/guess-limit";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { readSettings, writeSettings } from "@/core/settings/write-settings";
import { findStaffSetup, type SetupFailure, type StaffSetup } from "@/core/staff/find-staff-setup";
import { type NewStaffSession, startStaffSession } from "@/core/staff/start-staff-session";
import { lockSettings } from "@/db/queries/settings";
import { findStaff, recordStaffSignIn, setFirstStaffPassword } from "@/db/queries/staff";
import { lockStaff } from "@/db/queries/staff-room";

/** What the setup page holds. */
export const setUpStaffInput = z.object({ token: optionalText(100), newPassword: passwordAsTyped() });

type Input = z.output<typeof setUpStaffInput> & { readonly replaces?: string | undefined };
type Code = SetupFailure | PasswordFailure;

/**
 * Sets a staff member's first password by a one-time link and signs them in. The link is good for one use, also of many at once, and
 * only while there is no password yet. The first admin becomes the person in charge if nobody is, which opens registration (P-R12):
 * somebody who runs a shop alone need not know of that setting. The caller refreshes its settings. Throws TooBusy.
 */
export async function setUpStaff(ctx: Ctx, { token, newPassword, replaces }: Input): Promise<Result<NewStaffSession, Code>> {
  const found = await findStaffSetup(ctx, token, replaces);
  if (!found.ok) return found;
  const setup = found.value;
  const words = [setup.name, setup.email];
  const isGood = await checkNewPassword(ctx, { password: newPassword, words, field: "newPassword" });
  if (!isGood.ok) return isGood;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  try {
    return ok(await inTransaction(ctx, (tx) => complete(tx, setup, passwordHash, replaces)));
  } catch (error) {
    if (error instanceof Rollback) return fail("proof.invalid");
    throw error;
  }
}

async function complete(
  tx: Ctx,
  setup: StaffSetup,
  passwordHash: string,
  replaces: string | undefined,
): Promise<NewStaffSession> {
  const { proofId, staffId } = setup;
  // In the order in which saving settings takes its locks.
  await lockSettings(tx.db);
  await lockStaff(tx.db, staffId);
  const isFirstUse = await spendProof(tx, { purpose: "staff-setup", id: proofId });
  if (!isFirstUse || !(await setFirstStaffPassword(tx.db, staffId, passwordHash)))
    throw new Rollback("the link was used meanwhile");
  const actor = { kind: "staff", staffId } as const;
  const target = { kind: "staff", id: staffId } as const;
  await audit(tx, { actor, action: "staff.password-set", target, outcome: "ok" });
  await forgetGuessesOfStaff(tx, staffId);
  await takeCharge(tx, staffId);
  const session = await startStaffSession(tx, { staffId, replaces });
  await recordStaffSignIn(tx.db, staffId);
  await audit(tx, { actor, action: "staff.sign-in", target, outcome: "ok" });
  return session;
}

async function takeCharge(tx: Pick<Ctx, "db" | "secrets" | "request">, staffId: string): Promise<void> {
  const person = await findStaff(tx.db, staffId);
  const before = await readSettings(tx);
  if (person?.role !== "admin" || before.values.registration.personInCharge !== "") return;
  const changes = new Map([["registration.personInCharge", person.emailKey]] as const);
  await writeSettings(tx, { before, changes, actor: { kind: "system" } });
}

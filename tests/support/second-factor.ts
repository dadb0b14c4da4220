import { sql } from "drizzle-orm";
import { generateSync } from "otplib";
import { expect } from "vitest";
import type { Ctx } from "@/core/ctx";
import { newToken } from "@/core/security/token";
import { confirmSecondFactor } from "@/core/staff/confirm-second-factor";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { staffSignIn } from "@/core/staff/staff-sign-in";
import { findOwnSecondFactor, startSecondFactor } from "@/core/staff/start-second-factor";

/** The code of an authenticator so many steps from now. */
export const codeOf = (secret: string, steps = 0): string =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * steps });

/** Begins to set a second factor up, and answers the secret that an authenticator scans. */
export async function beginSecondFactor(ctx: Ctx, staffId: string): Promise<string> {
  await startSecondFactor(ctx, { staffId });
  const own = await findOwnSecondFactor(ctx, staffId);
  return own.state === "waiting" ? own.secret : expect.fail(own.state);
}

/** Switches the second factor on, some time ago: no step of the present is taken. Answers secret and recovery codes. */
export async function switchSecondFactorOn(ctx: Ctx, by: StaffOperator) {
  const secret = await beginSecondFactor(ctx, by.staffId);
  const done = await confirmSecondFactor(ctx, { code: codeOf(secret), by });
  await ctx.db.execute(sql`update staff_totp set last_step = last_step - 10`);
  return done.ok ? { secret, codes: done.value.codes } : expect.fail(done.code);
}

/** Gives the password in a browser, where a code has to follow; answers the browser. */
export async function signInHalf(ctx: Ctx, typed: { readonly email: string; readonly password: string }): Promise<string> {
  const browserHash = newToken();
  const answer = await staffSignIn(ctx, { identifier: typed.email, password: typed.password, browserHash });
  expect(answer).toMatchObject({ ok: true, value: { kind: "second-step" } });
  return browserHash;
}

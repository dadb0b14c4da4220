import { sql } from "drizzle-orm";
import type { TypedConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { confirmByCode } from "@/core/registration/confirm-by-code";
import { confirmByLink } from "@/core/registration/confirm-by-link";
import { flows } from "@/core/registration/flows/registry";
import { startRegistration } from "@/core/registration/start-registration";
import { newToken } from "@/core/security/token";
import type { World } from "./context";
import { freshEmail, freshPassword, makeStaff } from "./make";
import type { QueuedMail } from "./queued-mail";

/** What a browser holds that registers: its attempt cookie and what was typed. */
export type Registrant = TypedConsents & {
  readonly browser: string;
  readonly posted?: Record<string, string>;
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly returnTo: string;
};

/** A registrant whom nobody else in the tests is. */
export const freshRegistrant = (changes: Partial<Registrant> = {}): Registrant => ({
  browser: newToken(),
  email: freshEmail("reg"),
  password: freshPassword(),
  firstName: "Robin",
  lastName: "Reed",
  returnTo: "",
  ...changes,
});

/** Every way to register, by its name. */
export const flowNames = Object.values(flows).map(({ name }) => name);

/** The same where each of them is tested, with the pages that ask for a password. */
export type FlowName = (typeof flowNames)[number];

/** Makes Ctx of a shop that lets people register: a person in charge, no captcha. */
export async function openShop(world: World) {
  const { email } = await makeStaff(world.ctx());
  return (options: NonNullable<Parameters<World["ctx"]>[0]> = {}) =>
    world.ctx({
      ...options,
      settings: { "registration.personInCharge": email, "registration.captcha": "off", ...options.settings },
    });
}

/** What a form posts of what the shop asks for. */
const postedBy = ({ firstName, lastName }: { firstName?: string; lastName?: string }) => ({
  ...(firstName === undefined ? {} : { firstName }),
  ...(lastName === undefined ? {} : { lastName }),
});

/** Sends the registration form. */
export const start = (ctx: Ctx, registrant: Registrant, isSignedIn = false) =>
  startRegistration(ctx, { ...registrant, posted: { ...postedBy(registrant), ...registrant.posted }, captcha: "", isSignedIn });

/** Gives the code back, in a browser that nobody is signed in to unless told. */
export const confirmCode = (ctx: Ctx, browser: string, code: string, replaces?: string) =>
  confirmByCode(ctx, { browser, code, isSignedIn: replaces !== undefined, isSwitching: replaces !== undefined, replaces });

type Extra = TypedConsents & {
  posted?: Record<string, string>;
  newPassword?: string;
  captcha?: string;
  firstName?: string;
  lastName?: string;
  replaces?: string;
};

/** Presses the button behind the link. */
export const confirmLink = (ctx: Ctx, browser: string | undefined, token: string, { replaces, ...extra }: Extra = {}) =>
  confirmByLink(ctx, {
    token,
    browser,
    isSignedIn: replaces !== undefined,
    isSwitching: replaces !== undefined,
    replaces,
    posted: { ...postedBy(extra), ...extra.posted },
    acceptTerms: extra.acceptTerms,
    acceptPrivacy: extra.acceptPrivacy,
    ...(extra.captcha === undefined ? {} : { captcha: extra.captcha }),
    ...(extra.newPassword === undefined ? {} : { newPassword: extra.newPassword }),
  });

/**
 * Gives the proof back and whatever the flow still asks for then, in the browser that began it; the password typed at the beginning is the
 * one chosen later, where it is asked for later.
 */
export async function finish(ctx: Ctx, registrant: Registrant, { code }: Pick<QueuedMail, "code">) {
  const given = await confirmCode(ctx, registrant.browser, code);
  if (!given.ok || given.value.kind !== "asks-more") return given;
  const { password: newPassword, firstName, lastName, posted = {} } = registrant;
  return confirmLink(ctx, registrant.browser, given.value.token, { newPassword, firstName, lastName, posted });
}

/** How many rows of a table meet a condition. */
export async function count(ctx: Ctx, table: string, where: string): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(sql.raw(`select count(*)::int as n from ${table} where ${where}`));
  return row?.n ?? 0;
}

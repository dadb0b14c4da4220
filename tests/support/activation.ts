import { activateAccount } from "@/core/activation/activate-account";
import { copyActivationLink } from "@/core/activation/copy-activation-link";
import { sendActivation } from "@/core/activation/send-activation";
import type { TypedConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { newToken } from "@/core/security/token";
import { insertCustomer } from "@/db/queries/customers";
import { freshEmail, freshPassword } from "./make";
import { forgetMailLimits, newestMail } from "./queued-mail";

/** A customer whom staff entered, without an account. */
export async function makeInvited(ctx: Pick<Ctx, "db">, options: { email?: string | null } = {}) {
  const { email = freshEmail("ida") } = options;
  const made = await insertCustomer(ctx.db, { firstName: "Ida", lastName: "Invited", email, emailKey: email, origin: "staff" });
  return { ...made, email: email ?? "" };
}

/** Mails an activation, whatever the mailbox has had before, and answers the token of its link. */
export async function invite(ctx: Ctx, staffId: string, { number, email }: { number: string; email: string }): Promise<string> {
  await forgetMailLimits(ctx);
  const sent = await sendActivation(ctx, { number, staffId });
  if (!sent.ok) throw new Error(`the activation was not sent: ${sent.code}`);
  return (await newestMail(ctx, email)).token;
}

/** Copies a link and answers its token. */
export async function copyLink(ctx: Ctx, staffId: string, number: string): Promise<string> {
  const copied = await copyActivationLink(ctx, { number, staffId });
  if (!copied.ok) throw new Error(`no link was copied: ${copied.code}`);
  return copied.value.link.split("/").at(-1) ?? "";
}

type Typed = TypedConsents & {
  posted?: Record<string, string>;
  email: string;
  newPassword?: string;
  browser?: string;
  replaces?: string;
  firstName?: string;
  lastName?: string;
};

/** Sends the form behind the link, in a browser that nobody is signed in to unless told. */
export function activate(ctx: Ctx, token: string, { replaces, ...typed }: Typed) {
  const { firstName = "Ida", lastName = "Invited" } = typed;
  const person = { newPassword: freshPassword(), browser: newToken() };
  const here = { isSignedIn: replaces !== undefined, isSwitching: replaces !== undefined, replaces };
  return activateAccount(ctx, { ...person, ...here, ...typed, posted: { firstName, lastName, ...typed.posted }, token });
}

import { type Ctx, inTransaction } from "@/core/ctx";
import { readSignInName } from "@/core/customers/read-sign-in-name";
import { usedNames } from "@/core/customers/sign-in-names";
import { inSeconds, minutes } from "@/core/duration";
import { languageOf } from "@/core/mail/language-of";
import { mayMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { CODE_LASTS, issueProof } from "@/core/proofs/issue-proof";
import { audit } from "@/core/security/audit";
import { findButtons } from "@/core/sign-in/find-buttons";
import { mailButtons } from "@/core/sign-in/mail-buttons";
import { answeredAt, type MailRequest, requestOf } from "@/core/sign-in/mail-request";
import { findHolderByNumber, type Holder, listHoldersOfAddress } from "@/db/queries/holders";

/** How long a reset link counts. */
const LINK_LASTS = minutes(60);

/**
 * Answers a request for a new password by mail, and only by mail: link and code to an active account, with the sign-in names that work
 * for it (P-M4); to an address of several accounts, none of which signs in with it, their numbers; to an account that signs in through a
 * provider, how it does (T-P11); to an address that opens none, a mail that says so; for an unknown number nothing. Held back in silence
 * when the mailbox has had enough mail for now (T-P14). Done twice it may mail twice; the newer link and code are then the ones that count.
 */
export async function answerResetRequest(ctx: Ctx, data: MailRequest): Promise<void> {
  // Whatever the settings let people sign in with: this is the way back.
  const { kind, key } = readSignInName(data.identifier);
  if (key === null || !ctx.settings.access.customerAccounts) return;
  const name = { kind, key };
  const request = requestOf(ctx, data);
  await inTransaction({ ...ctx, request }, async (tx) => {
    const found = await listHolders(tx, name);
    const to = answeredAt(name, found[0] ?? null);
    if (to === null || !(await mayMail(tx, to, "reset"))) return;
    const [holder, ...others] = found.filter(({ isDeactivated }) => !isDeactivated);
    if (!holder) return queueMail(tx, { message: "reset-without-account", to: { email: to }, language: request.language });
    if (others.length > 0 && !isMeant(name, holder)) return mailNumbers(tx, [holder, ...others], to);
    await mailWayIn(tx, holder, { email: to, browserHash: data.browserHash, others });
  });
}

type Name = { readonly kind: "email" | "number"; readonly key: string };

/** How many accounts one mail names at most. */
const NAMED = 20;

async function listHolders({ db }: Pick<Ctx, "db">, { kind, key }: Name): Promise<Holder[]> {
  if (kind === "email") return listHoldersOfAddress(db, key, NAMED);
  const holder = await findHolderByNumber(db, key);
  return holder ? [holder] : [];
}

/** Whether, of several accounts, it is this one that an address means: the one that signs in with it. */
const isMeant = ({ key }: Name, { emailKey, signsInWithEmail }: Holder): boolean => signsInWithEmail && emailKey === key;

/**
 * Names the accounts by their numbers, and nothing else: a link would have to be for one of them, and could end the sessions and the
 * password of somebody who has not asked.
 */
async function mailNumbers(tx: Ctx, holders: readonly [Holder, ...Holder[]], email: string): Promise<void> {
  const language = languageOf(holders[0], tx.request.language);
  await queueMail(tx, { message: "customer-numbers", to: { email }, language, facts: { numbers: numbersOf(holders) } });
  for (const { accountId } of holders) await note(tx, accountId, "numbers");
}

const numbersOf = (holders: readonly Holder[]): string => holders.map(({ number }) => number).join(", ");

/** Link and code where a password of ours is the way in, else the buttons. */
async function mailWayIn(tx: Ctx, holder: Holder, wanted: Wanted): Promise<void> {
  const buttons = await findButtons(tx, holder);
  await (buttons === null ? mailReset(tx, holder, wanted) : mailButtons(tx, { holder, email: wanted.email, buttons }));
  await note(tx, holder.accountId, buttons === null ? "link" : "by-provider");
}

type Wanted = { readonly email: string; readonly browserHash: string; readonly others: readonly Holder[] };

async function mailReset(tx: Ctx, holder: Holder, { email, browserHash, others }: Wanted): Promise<void> {
  const { accountId, customerId, firstName } = holder;
  const { token, code } = await issueProof(tx, {
    purpose: "reset",
    subject: { accountId },
    email,
    browserHash,
    linkLasts: LINK_LASTS,
    hasCode: true,
  });
  await queueMail(tx, {
    message: "reset-password",
    to: { email },
    language: languageOf(holder, tx.request.language),
    customerId,
    facts: { name: firstName, names: usedNames(tx, holder), ...(others.length > 0 ? { others: numbersOf(others) } : {}) },
    secrets: { link: `${tx.origin}/reset-password/${token}`, code },
    codeExpiresInSeconds: inSeconds(CODE_LASTS),
  });
}

async function note(tx: Ctx, accountId: string, answer: string): Promise<void> {
  const target = { kind: "account", id: accountId } as const;
  await audit(tx, { actor: { kind: "system" }, action: "reset.requested", target, outcome: "ok", detail: { answer } });
}

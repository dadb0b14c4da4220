import { type Ctx, inTransaction } from "@/core/ctx";
import { readSignInName, type TypedName } from "@/core/customers/read-sign-in-name";
import { signInNames } from "@/core/customers/sign-in-names";
import { inSeconds } from "@/core/duration";
import { languageOf } from "@/core/mail/language-of";
import { mayMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { CODE_LASTS, issueProof } from "@/core/proofs/issue-proof";
import { audit } from "@/core/security/audit";
import { findButtons } from "@/core/sign-in/find-buttons";
import { mailButtons } from "@/core/sign-in/mail-buttons";
import { answeredAt, type MailRequest, requestOf } from "@/core/sign-in/mail-request";
import { findCodeDoorClosed } from "@/core/sign-in/request-sign-in-code";
import { findHolderByNumber, type Holder, listHoldersOfAddress } from "@/db/queries/holders";

/**
 * Answers a request for a code to sign in with by mail, and only by mail: the code to an active account that the typed name signs in to;
 * to one that a provider signs in, how it does; to an address that opens none, a mail that says so; for an unknown number nothing. Held
 * back in silence when the mailbox has had enough mail for now (T-C12). Done twice it may mail twice; the newer code is the one that counts.
 */
export async function answerCodeRequest(ctx: Ctx, data: MailRequest): Promise<void> {
  const name = readSignInName(data.identifier);
  if (name.key === null || findCodeDoorClosed(ctx)) return;
  const request = requestOf(ctx, data);
  await inTransaction({ ...ctx, request }, async (tx) => {
    const holder = await findHolder(tx, name);
    const to = answeredAt(name, holder);
    if (to === null || !(await mayMail(tx, to, "proof"))) return;
    if (!holder || holder.isDeactivated)
      return queueMail(tx, { message: "code-without-account", to: { email: to }, language: request.language });
    const buttons = await findButtons(tx, holder);
    await (buttons === null ? mailCode(tx, holder, to, data.browserHash) : mailButtons(tx, { holder, email: to, buttons }));
    await note(tx, holder.accountId, buttons === null ? "code" : "by-provider");
  });
}

/** Whom a name signs in to: by the account and by the settings (T-N3). */
async function findHolder(tx: Pick<Ctx, "db" | "settings">, { kind, key }: TypedName): Promise<Holder | null> {
  if (key === null) return null;
  const [found = null] = kind === "email" ? await listHoldersOfAddress(tx.db, key, 1) : [await findHolderByNumber(tx.db, key)];
  const isOwn = found !== null && (kind === "number" || found.emailKey === key);
  return isOwn && signInNames(tx, found).some((name) => name.kind === kind && name.isUsed) ? found : null;
}

async function mailCode(tx: Ctx, holder: Holder, email: string, browserHash: string): Promise<void> {
  const { accountId, customerId } = holder;
  const subject = { accountId };
  const { code } = await issueProof(tx, {
    purpose: "code-sign-in",
    subject,
    email,
    browserHash,
    linkLasts: CODE_LASTS,
    hasCode: true,
  });
  await queueMail(tx, {
    message: "sign-in-code",
    to: { email },
    language: languageOf(holder, tx.request.language),
    customerId,
    secrets: { code },
    codeExpiresInSeconds: inSeconds(CODE_LASTS),
  });
}

async function note(tx: Ctx, accountId: string, answer: string): Promise<void> {
  const target = { kind: "account", id: accountId } as const;
  await audit(tx, { actor: { kind: "system" }, action: "code.requested", target, outcome: "ok", detail: { answer } });
}

import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail, domainOf } from "@/core/customers/email-address";
import { lookUpRecord, recordOf } from "@/core/mail/dkim-record";
import { senderOf } from "@/core/mail/sender";
import type { DkimKey, Mailbox } from "@/core/mail/transports/transport";
import type { ResolveDns } from "@/core/net/resolve-dns";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { decrypt, encrypt } from "@/core/security/secrets";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { type DkimFound, findDkimKey, noteDkimFound, replaceDkimKey, setDkimSigning } from "@/db/queries/dkim";

type Refusal = "staff.not-permitted" | ConfirmFailure;
type ChangeCtx = Pick<Ctx, "db" | "secrets" | "settings" | "origin" | "request" | "hash">;

/** The domain that the shop's mails come from, or null where it is none that DNS could know: this machine, or a bare address. */
export function senderDomain(ctx: Pick<Ctx, "settings" | "origin">): string | null {
  return domainOfSender(senderOf(ctx));
}

function domainOfSender({ address }: Mailbox): string | null {
  const emailKey = canonicalEmail(address);
  return emailKey === null ? null : domainOf(emailKey);
}

/** The key as the back office shows it, with its record and nothing of its private half; null without one. */
export async function openDkim(ctx: Pick<Ctx, "db" | "secrets" | "settings" | "origin">) {
  const key = await findDkimKey(ctx.db);
  if (!key) return null;
  const { domain, selector, isSigning, found, lookedAt, createdAt } = key;
  const isReadable = decrypt(ctx.secrets, "dkim", key.privateKey) !== null;
  const isOfSender = domain === senderDomain(ctx);
  return { domain, selector, isSigning, found, lookedAt, createdAt, isReadable, isOfSender, record: recordOf(key) };
}

/** What {@link openDkim} shows. */
export type OpenedDkim = NonNullable<Awaited<ReturnType<typeof openDkim>>>;

/**
 * Makes a key for the domain that mails come from, in the place of the one before. It signs nothing until DNS has it and somebody says
 * so. RSA of 2048 bits: what every receiver reads (RFC 8301). The private half is encrypted, and never shown.
 */
export async function makeDkimKey(
  ctx: ChangeCtx,
  { by }: { by: Operator },
): Promise<Result<undefined, Refusal | "dkim.no-domain">> {
  const refused = await refuseChange(ctx, by);
  if (refused) return refused;
  const domain = senderDomain(ctx);
  if (domain === null) return fail("dkim.no-domain");
  const made = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return inTransaction(ctx, async (tx) => {
    await replaceDkimKey(tx.db, {
      domain,
      // Another name with each key, so that the record of the one before can stay until its mails have arrived.
      selector: `foyer-${randomBytes(3).toString("hex")}`,
      publicKey: made.publicKey.toString("base64"),
      privateKey: encrypt(tx.secrets, "dkim", made.privateKey),
    });
    await audit(tx, { actor: actorOf(by), action: "dkim.made", outcome: "ok", detail: { domain } });
    return ok();
  });
}

/** Looks whether DNS has the key's record, and notes it. */
export async function lookUpDkim(
  ctx: Pick<Ctx, "db" | "request">,
  { by, resolve }: { by: Operator; resolve: ResolveDns },
): Promise<Result<DkimFound, "staff.not-permitted" | "dkim.none">> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "settings.edit");
  if (refused) return refused;
  const key = await findDkimKey(ctx.db);
  if (!key) return fail("dkim.none");
  const found = await lookUpRecord(key, resolve);
  await noteDkimFound(ctx.db, key.id, found);
  return ok(found);
}

/** Begins to sign mails, if DNS has the key at this moment, or ends it. */
export async function switchDkim(
  ctx: ChangeCtx,
  { by, isOn, resolve }: { by: Operator; isOn: boolean; resolve: ResolveDns },
): Promise<Result<undefined, Refusal | "dkim.none" | "dkim.not-in-dns">> {
  const refused = await refuseChange(ctx, by);
  if (refused) return refused;
  const key = await findDkimKey(ctx.db);
  if (!key) return fail("dkim.none");
  if (isOn) {
    const found = await lookUpRecord(key, resolve);
    await noteDkimFound(ctx.db, key.id, found);
    if (found !== "right") return fail("dkim.not-in-dns");
  }
  return inTransaction(ctx, async (tx) => {
    if (!(await setDkimSigning(tx.db, key.id, isOn))) return fail("dkim.none");
    const detail = { domain: key.domain, on: String(isOn) };
    await audit(tx, { actor: actorOf(by), action: "dkim.switched", outcome: "ok", detail });
    return ok();
  });
}

async function refuseChange(ctx: ChangeCtx, by: Operator) {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "settings.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  return confirmed.ok ? null : confirmed;
}

/**
 * What mails from this sender are signed with: nothing while signing is off, for another domain than the key's, where a signature would
 * count for nothing, or where no key opens it any more. A mail leaves either way.
 */
export async function findSigningKey(ctx: Pick<Ctx, "db" | "secrets">, sender: Mailbox): Promise<{ dkim?: DkimKey }> {
  const key = await findDkimKey(ctx.db);
  if (!key?.isSigning || domainOfSender(sender) !== key.domain) return {};
  const privateKey = decrypt(ctx.secrets, "dkim", key.privateKey);
  return privateKey === null ? {} : { dkim: { domain: key.domain, selector: key.selector, privateKey } };
}

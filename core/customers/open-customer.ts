import { findLocalDoorClosed } from "@/core/access/local-door";
import { nameLines } from "@/core/audit/list-audit";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { signInNames } from "@/core/customers/sign-in-names";
import { findOwnMethod } from "@/core/sessions/own-methods";
import type { Permission } from "@/core/staff/permissions";
import { findActivation } from "@/db/queries/activations";
import { listAuditRowsAbout } from "@/db/queries/audit";
import { findPlace } from "@/db/queries/company-people";
import { listConsents } from "@/db/queries/consents";
import {
  type CustomerRow,
  findAccountOfCustomer,
  findCustomerByNumber,
  listOrderIdsOf,
  listOthersOfAddress,
} from "@/db/queries/customer-room";
import { listIdentityRows } from "@/db/queries/identities";
import { findKeptByNumber, listFamily } from "@/db/queries/kept-customers";
import { listMailsOf } from "@/db/queries/mails";
import { listMergesInto } from "@/db/queries/merges";
import { listAttachmentsOf } from "@/db/queries/order-attachments";
import { listOrdersOf } from "@/db/queries/orders";
import { listLiveSessions } from "@/db/queries/sessions";
import { findSuppression } from "@/db/queries/suppressions";

/** Rows of each part of a customer's page: the newest. */
export const PART_ROWS = 50;

/** Everything the shop knows of a customer, for staff. No hash, no token, no link and no code is in it (T-A3). */
export type OpenedCustomer = NonNullable<Awaited<ReturnType<typeof openCustomer>>>;

/**
 * Opens a customer by the number, typed in any form. Null if there is none, or it was merged into another. Mails and timeline are empty for
 * whom they are withheld from.
 */
export async function openCustomer(
  ctx: Pick<Ctx, "db" | "settings" | "connections">,
  number: string,
  viewer: ReadonlySet<Permission>,
) {
  const key = canonicalNumber(number);
  const customer = key === null ? null : await findCustomerByNumber(ctx.db, key);
  if (!customer || customer.mergedInto !== null) return null;
  const account = await openAccount(ctx, customer);
  const address = account?.emailKey ?? customer.emailKey;
  const [orders, mails, others, attachments, merges, place, suppressed] = await Promise.all([
    listOrdersOf(ctx.db, customer.id, PART_ROWS),
    viewer.has("mail.read") ? listMailsOf(ctx.db, customer.id, PART_ROWS) : [],
    address === null ? [] : listOthersOfAddress(ctx.db, address, customer.id, PART_ROWS),
    listAttachmentsOf(ctx.db, customer.id, PART_ROWS),
    listMergesInto(ctx.db, customer.id),
    findPlace(ctx.db, customer.id),
    findSuppressed(ctx, address),
  ]);
  const mailIds = mails.map(({ id }) => id);
  return {
    customer,
    account,
    activation: account ? null : await findActivation(ctx.db, customer.id),
    orders,
    mails,
    others,
    attachments,
    merges,
    place,
    /** The address to which nothing is sent, and why; null where mails go out. */
    suppressed,
    timeline: viewer.has("audit.read") ? await listTimeline(ctx, customer.id, account?.id ?? null, mailIds) : [],
  };
}

async function findSuppressed(ctx: Pick<Ctx, "db">, address: string | null) {
  const found = address === null ? null : await findSuppression(ctx.db, address);
  return found && { email: found.emailKey, isBounced: found.reason === "bounced" };
}

/** The number of the customer into whom the one with this number was merged; null if there is none, or nobody was merged. */
export async function findKeptNumber(ctx: Pick<Ctx, "db">, number: string): Promise<string | null> {
  const key = canonicalNumber(number);
  const kept = key === null ? null : await findKeptByNumber(ctx.db, key);
  return kept === null || canonicalNumber(kept.number) === key ? null : kept.number;
}

async function openAccount(ctx: Pick<Ctx, "db" | "settings" | "connections">, customer: CustomerRow) {
  const account = await findAccountOfCustomer(ctx.db, customer.id);
  if (!account) return null;
  const [identities, sessions, consents] = await Promise.all([
    listIdentityRows(ctx.db, account.id),
    listLiveSessions(ctx.db, account.id, ctx.settings.sessions.idleDays),
    listConsents(ctx.db, account.id),
  ]);
  const labelOf = (id: string) => findConnection(ctx, id)?.label ?? id;
  return {
    ...account,
    /** Without it no name signs in, whatever the account's settings say. */
    signsInByPassword: account.hasPassword && findLocalDoorClosed(ctx) === null,
    names: signInNames(ctx, { ...account, number: customer.number }),
    consents,
    identities: identities.map(({ connection, ...identity }) => ({ ...identity, label: labelOf(connection) })),
    sessions: sessions.map(({ method, ...session }) => ({ ...session, method: findOwnMethod(method) ?? labelOf(method) })),
  };
}

/** What happened to this customer, the account, the orders and the mails, and what the account did, newest first. */
async function listTimeline(ctx: Pick<Ctx, "db">, customerId: string, accountId: string | null, mailIds: readonly string[]) {
  const [orderIds, family] = await Promise.all([
    listOrderIdsOf(ctx.db, customerId, PART_ROWS),
    // What happened to whoever was merged into this one happened to this one.
    listFamily(ctx.db, customerId),
  ]);
  const records = [customerId, ...family.map((one) => one.customerId)];
  const accounts = [accountId, ...family.map((one) => one.accountId)].filter((id) => id !== null);
  const targets = [...records, ...accounts, ...orderIds, ...mailIds];
  const beside = { as: "person", ids: records } as const;
  return nameLines(ctx, await listAuditRowsAbout(ctx.db, { targets, actorId: accountId, beside }, PART_ROWS));
}

import { z } from "zod";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { ownAddresses } from "@/core/customers/own-addresses";
import { requiredLine } from "@/core/input";
import { confirmOwner, confirmOwnerFields, type NotConfirmed } from "@/core/passwords/confirm-owner";
import { fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { takeLimit } from "@/core/security/limits";
import type { Session } from "@/core/sessions/find-session";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findPlace } from "@/db/queries/company-people";
import { listConsents } from "@/db/queries/consents";
import { findAccountOfCustomer, findCustomerByNumber } from "@/db/queries/customer-room";
import { listRecordsOfPerson } from "@/db/queries/erasure";
import {
  findExportedPerson,
  listExportedActivations,
  listExportedCart,
  listExportedEvents,
  listExportedMails,
  listExportedMessages,
  listExportedOrders,
  listExportedRegistrations,
} from "@/db/queries/export";
import { listIdentityRows } from "@/db/queries/identities";
import { listExportedInbound } from "@/db/queries/inbound-mails";
import { listLiveSessions } from "@/db/queries/sessions";

/** What the form on the customer's own page holds. */
export const exportOwnInput = z.object(confirmOwnerFields);

/** What the button on a customer's page in the back office holds. */
export const exportCustomerInput = z.object({ number: requiredLine(64) });

/** A file to hand over: its name, and its text piece by piece, so that a long history never lies in memory as a whole. */
export type CustomerExport = { readonly fileName: string; readonly pieces: AsyncIterable<string> };

type OwnInput = { readonly session: Session; readonly password: string };

/** Everything the shop knows of the person who asks, after the own password or a sign-in of a moment ago. Throws TooBusy. */
export async function exportOwnData(ctx: Ctx, { session, password }: OwnInput): Promise<Result<CustomerExport, NotConfirmed>> {
  const { accountId, id: sessionId, customerId, customerNumber } = session;
  const { isAllowed, retryAfterSeconds } = await takeLimit(ctx, "export:account", accountId);
  if (!isAllowed) return fail("limits.too-many", { retryAfterSeconds });
  const confirmed = await confirmOwner(ctx, { accountId, sessionId, password }, "customer.exported");
  if (!confirmed.ok) return confirmed;
  return ok(await begin(ctx, { id: customerId, number: customerNumber }, { kind: "customer", accountId }));
}

type StaffInput = { readonly number: string; readonly staffId: string };

/** The same for staff who may, to hand to the person who asked for it. */
export async function exportCustomer(
  ctx: Ctx,
  { number, staffId }: StaffInput,
): Promise<Result<CustomerExport, "staff.not-permitted" | "customer.not-found">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "customers.export");
  if (refused) return refused;
  const customer = await findCustomerByNumber(ctx.db, canonicalNumber(number) ?? "");
  if (!customer || customer.mergedInto !== null) return fail("customer.not-found");
  return ok(await begin(ctx, customer, actor));
}

async function begin(ctx: Ctx, { id, number }: { id: string; number: string }, actor: Actor): Promise<CustomerExport> {
  await audit(ctx, { actor, action: "customer.exported", target: { kind: "customer", id }, outcome: "ok" });
  return { fileName: `customer-${number.replace(/[^\w-]/g, "")}.json`, pieces: write(ctx, id) };
}

/** Rows of one piece. */
const PAGE = 200;

/** Everything of one person, as one JSON text. No hash, token, link or code is among it, and nothing of anybody else (T-A3). */
async function* write(ctx: Ctx, customerId: string): AsyncGenerator<string> {
  const person = await findExportedPerson(ctx.db, customerId);
  const account = await findAccountOfCustomer(ctx.db, customerId);
  const head = {
    shop: ctx.settings.shop.name,
    exportedAt: ctx.now,
    ...person,
    company: await describePlace(ctx, customerId),
    waitingActivations: await listExportedActivations(ctx.db, customerId),
    ...(account ? await describeAccount(ctx, account) : {}),
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "orders": [`;
  yield* rows(async (after: string | null) => withoutId(await listExportedOrders(ctx.db, customerId, after, PAGE)), null);
  yield `],\n  "messages": [`;
  yield* rows(async (after: number) => withoutId(await listExportedMessages(ctx.db, customerId, after, PAGE)), 0);
  yield `],\n  "mails": [`;
  yield* rows(async (after: string | null) => withoutId(await listExportedMails(ctx.db, customerId, after, PAGE)), null);
  yield `],\n  "incomingMails": [`;
  const customerIds = await listRecordsOfPerson(ctx.db, customerId);
  const of = { customerIds, emailKeys: await ownAddresses(ctx, customerIds) };
  yield* rows(async (after: string | null) => withoutId(await listExportedInbound(ctx.db, of, after, PAGE)), null);
  yield `],\n  "whatHappened": [`;
  const asked = { customerId, accountId: account?.id ?? null, limit: PAGE };
  yield* rows(async (after: number) => withoutId(await listExportedEvents(ctx.db, { ...asked, after })), 0);
  yield "]\n}\n";
}

/** The company that a customer is in, and as what; nothing of its other people. */
async function describePlace({ db }: Ctx, customerId: string) {
  const place = await findPlace(db, customerId);
  if (!place) return null;
  const { companyName: name, userTypeName: userType, joinedAt, deactivatedAt } = place;
  return { name, userType, joinedAt, deactivatedAt };
}

type Page<Id> = { readonly last: Id | undefined; readonly found: readonly object[] };

const withoutId = <Id>(found: readonly { readonly id: Id }[]): Page<Id> => ({
  last: found.at(-1)?.id,
  found: found.map(({ id: _own, ...row }) => row),
});

/** The rows of all pages, a piece for each page. */
async function* rows<Id>(list: (after: Id) => Promise<Page<Id>>, from: Id): AsyncGenerator<string> {
  let separator = "\n    ";
  for (let after = from; ; ) {
    const { last, found } = await list(after);
    const texts = found.map((row) => JSON.stringify(row));
    if (texts.length > 0) yield separator + texts.join(",\n    ");
    separator = ",\n    ";
    if (last === undefined || found.length < PAGE) return;
    after = last;
  }
}

type Account = NonNullable<Awaited<ReturnType<typeof findAccountOfCustomer>>>;

async function describeAccount(ctx: Ctx, account: Account) {
  const [identities, sessions, cart, registrations, consents] = await Promise.all([
    listIdentityRows(ctx.db, account.id),
    listLiveSessions(ctx.db, account.id, ctx.settings.sessions.idleDays),
    listExportedCart(ctx.db, account.id),
    account.emailKey === null ? [] : listExportedRegistrations(ctx.db, account.emailKey),
    listConsents(ctx.db, account.id),
  ]);
  const labelOf = (id: string) => findConnection(ctx, id)?.label ?? id;
  return {
    signInProviders: identities.map(({ connection, ...identity }) => ({ provider: labelOf(connection), ...identity })),
    sessions: sessions.map(({ id: _own, method, ...session }) => ({ signedInBy: labelOf(method), ...session })),
    cart,
    registrations,
    consents: consents.map(({ door, ...consent }) => ({ ...consent, acceptedAtDoor: labelOf(door) })),
  };
}

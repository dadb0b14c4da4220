import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { insertAccount, insertCustomer } from "@/db/queries/customers";
import { attachOrder } from "@/db/queries/order-attachments";
import { insertOrder } from "@/db/queries/orders";
import { insertProducts, listProductsBySlug } from "@/db/queries/products";
import { storeSettings } from "@/db/queries/settings";
import { storePasswordHash } from "@/db/queries/sign-in";
import { insertStaff, setFirstStaffPassword } from "@/db/queries/staff";
import { accounts, customers, staff } from "@/db/schema/people";
import { products as goods } from "@/db/schema/shop";
import { type CastMember, cast } from "./cast";
import { addConversations } from "./conversations";
import { orders, type SeedOrder } from "./orders";
import { products } from "./products";

/** A member of the cast with the hash of their password. */
export type HashedMember = CastMember & { readonly hash: string | null };

/** How a seeded postcode is compared; given by the rules, which this folder does not know. */
type Canonical = (postcode: string) => string;

/** Whether nobody has put anything into this database yet: nothing to sell, nobody known. */
export async function isEmptyShop(db: Db): Promise<boolean> {
  const [found] = await db.execute<{ isEmpty: boolean }>(sql`
    select not (exists (select 1 from ${goods}) or exists (select 1 from ${customers}) or exists (select 1 from ${staff})) as "isEmpty"`);
  return found?.isEmpty === true;
}

/** Makes everybody else who starts on this database wait until the transaction ends. */
export async function lockSeeding(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('foyer:seed', 0))`);
}

/**
 * Puts goods, people, past orders, conversations and settings into an empty shop. Call it in one transaction. Whoever is pending
 * registers like anybody else and is not made here.
 */
export async function fillShop(db: Db, people: readonly HashedMember[], canonicalPostcode: Canonical): Promise<void> {
  await insertProducts(
    db,
    products.map((product, position) => ({ ...product, position })),
  );
  const byNumber = new Map<string, { customerId: string; accountId: string | null }>();
  // Whoever placed Marta's first order, before she had an account: the same address, another record.
  byNumber.set("1000", { customerId: await addCustomer(db, guestMarta), accountId: null });
  for (const person of people) {
    if (person.role === "agent" || person.role === "admin") await addStaff(db, person, person.role);
    else if (person.number !== null) byNumber.set(person.number, await addPerson(db, person));
  }
  for (const order of orders) await addOrder(db, order, byNumber, canonicalPostcode);
  await addConversations(db, byNumber);
  const admin = people.find(({ role }) => role === "admin");
  await storeSettings(db, [
    { key: "shop.name", value: "Quince & Wren" },
    { key: "registration.personInCharge", value: admin?.email ?? null },
  ]);
}

const guestMarta = { ...cast[0], number: "1000" };

function addCustomer(db: Db, { firstName, lastName, email, number, role }: CastMember): Promise<string> {
  const origin = role === "invited" ? "staff" : role === "guest" || number === "1000" ? "guest" : "registration";
  const given = number === null ? null : { printed: number, key: number };
  return insertCustomer(db, { firstName, lastName, email, emailKey: email, origin, number: given }).then(({ id }) => id);
}

async function addPerson(db: Db, person: HashedMember): Promise<{ customerId: string; accountId: string | null }> {
  const customerId = await addCustomer(db, person);
  if (person.hash === null) return { customerId, accountId: null };
  const { email, role } = person;
  const signsInWithEmail = role !== "number-only";
  const accountId = await insertAccount(db, {
    customerId,
    email,
    emailKey: email,
    language: "en",
    cameBy: "registration",
    signsInWithEmail,
  });
  await storePasswordHash(db, accountId, person.hash);
  if (role === "deactivated") {
    await db.update(accounts).set({ deactivatedAt: sql`now()` }).where(sql`${accounts.id} = ${accountId}`);
  }
  return { customerId, accountId };
}

async function addStaff(db: Db, { firstName, lastName, email, hash }: HashedMember, role: "agent" | "admin"): Promise<void> {
  const id = await insertStaff(db, { name: `${firstName} ${lastName}`, email, emailKey: email, role });
  if (id && hash) await setFirstStaffPassword(db, id, hash);
}

type Placed = ReadonlyMap<string, { readonly customerId: string; readonly accountId: string | null }>;

async function addOrder(db: Db, order: SeedOrder, people: Placed, canonicalPostcode: Canonical): Promise<void> {
  const { number, email, name, street, postcode, city, country, language } = order;
  const buyer = people.get(order.placedBy);
  if (!buyer) throw new Error(`nobody has the number ${order.placedBy}`);
  const rows = await listProductsBySlug(
    db,
    order.lines.map(([slug]) => slug),
  );
  const lines = order.lines.flatMap(([slug, quantity]) => {
    const product = rows.find((row) => row.slug === slug);
    const named = product?.name[language];
    return product && named ? [{ productId: product.id, name: named, priceCents: product.priceCents, quantity }] : [];
  });
  const made = await insertOrder(
    db,
    {
      ...{ number, email, name, street, postcode, city, country, language },
      customerId: buyer.customerId,
      accountId: order.isGuestOrder ? null : buyer.accountId,
      emailKey: email,
      postcodeKey: canonicalPostcode(postcode),
      totalCents: lines.reduce((sum, { priceCents, quantity }) => sum + priceCents * quantity, 0),
      placedDaysAgo: order.daysAgo,
    },
    lines,
  );
  const owner = order.attachedTo === undefined ? undefined : people.get(order.attachedTo);
  if (!owner) return;
  const { customerId } = owner;
  await attachOrder(db, { orderId: made.id, fromCustomerId: buyer.customerId, customerId, reason: "proven-address" });
}

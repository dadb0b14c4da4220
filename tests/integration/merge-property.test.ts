import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { editCustomer, editCustomerInput } from "@/core/customers/edit-customer";
import { undoMerge } from "@/core/customers/undo-merge";
import { attachOrderByStaff } from "@/core/orders/attach-order-by-staff";
import { placeOrder } from "@/core/orders/place-order";
import { undoAttachment } from "@/core/orders/undo-attachment";
import { signIn } from "@/core/sign-in/sign-in";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct } from "@/tests/support/make-shop";
import { makeGuest, merge } from "@/tests/support/merge";
import { seenNow } from "@/tests/support/seen";

let world: World;
let ctx: Ctx;
let by: Awaited<ReturnType<typeof freshOperator>>;
let slug: string;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  by = await freshOperator(ctx, (await makeStaff(ctx, { role: "agent" })).staffId);
  slug = (await makeProduct(ctx)).slug;
});
afterAll(() => world.end());

type Person = { number: string; email: string; password?: string };
type Step = { kind: "merge" | "undo" | "order" | "sign-in" | "edit" | "attach" | "detach"; who: number; other: number };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("merge", "merge", "undo", "undo", "order", "order", "sign-in", "edit", "attach", "detach"),
  who: fc.nat(4),
  other: fc.nat(4),
});

const rows = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) => ctx.db.execute<T>(query);

async function order(email: string): Promise<string> {
  const form = { ...checkoutForm({ email }), session: null, owner: guestWith({ slug, quantity: 1 }) };
  const placed = await placeOrder(world.ctx(), form);
  if (!placed.ok) throw new Error(placed.code);
  return placed.value.number;
}

/** Who each of these orders is filed under, and what is known of each of these people. */
async function state(people: readonly Person[], orders: readonly string[]) {
  const numbers = JSON.stringify(people.map(({ number }) => number));
  const filed = await rows<{ number: string; customer: string; merged: string | null }>(sql`
    select o.number, c.number as customer, c.merged_into as merged from orders o join customers c on c.id = o.customer_id
    where o.number in (select jsonb_array_elements_text(${JSON.stringify(orders)}::text::jsonb)) order by 1`);
  const known = await rows(sql`
    select c.number, c.first_name, c.last_name, c.email, c.phone, c.standing, c.merged_into, a.deactivated_at is not null as is_shut,
      (select count(*)::int from customer_keys k where k.customer_id = c.id) as keys
    from customers c left join accounts a on a.customer_id = c.id
    where c.number in (select jsonb_array_elements_text(${numbers}::text::jsonb)) order by 1`);
  return { filed: [...filed], known: [...known] };
}

async function openMerges(people: readonly Person[]) {
  const numbers = JSON.stringify(people.map(({ number }) => number));
  return rows<{ id: string; kept: string; merged: string }>(sql`
    select m.id, k.number as kept, c.number as merged from customer_merges m
    join customers k on k.id = m.kept_id join customers c on c.id = m.merged_id
    where m.undone_at is null and k.number in (select jsonb_array_elements_text(${numbers}::text::jsonb)) order by m.created_at desc`);
}

async function makePeople(): Promise<Person[]> {
  const accounts = [await makeAccount(ctx), await makeAccount(ctx)];
  const shared = freshEmail("shared");
  const guests = [
    await makeGuest(ctx, { email: shared }),
    await makeGuest(ctx, { email: shared, phone: "030 1" }),
    await makeGuest(ctx),
  ];
  return [...accounts, ...guests.map(({ number, email }) => ({ number, email: email ?? "" }))];
}

async function detach(who: Person): Promise<void> {
  const [last] = await rows<{ id: string }>(sql`
    select x.id from order_attachments x join customers c on c.id = x.customer_id
    where c.number = ${who.number} and x.undone_at is null order by x.created_at desc limit 1`);
  if (last) await undoAttachment(ctx, { attachment: last.id, staffId: by.staffId });
}

const nameOf = (nth: number) => String.fromCharCode(65 + (nth % 26));

type Scene = { people: readonly Person[]; orders: string[]; one: Person; two: Person; other: number; nth: number };

const acts: Record<Step["kind"], (scene: Scene) => Promise<unknown>> = {
  merge: ({ one, two, nth }) => {
    const choice = nth % 2 === 0 ? "merged" : "kept";
    return merge(ctx, by, { kept: one.number, merged: two.number }, { takeFirstName: choice, takeEmail: choice });
  },
  undo: async ({ people, other }) => {
    const open = await openMerges(people);
    const chosen = open[other % Math.max(open.length, 1)];
    return chosen && undoMerge(ctx, { merge: chosen.id, by });
  },
  order: async ({ orders, one }) => orders.push(await order(one.email)),
  "sign-in": async ({ one }) => one.password && signIn(world.ctx(), { identifier: one.number, password: one.password }),
  edit: async ({ one, nth }) => {
    const data = { ...(await seenNow(ctx, one.number)), firstName: nameOf(nth), lastName: "Edited", email: one.email, phone: "" };
    return editCustomer(ctx, { ...editCustomerInput.parse(data), by });
  },
  attach: ({ orders, one }) =>
    attachOrderByStaff(ctx, { number: one.number, orderNumber: orders.at(-1) ?? "", staffId: by.staffId }),
  detach: ({ one }) => detach(one),
};

async function take(people: readonly Person[], orders: string[], { kind, who, other }: Step, nth: number): Promise<void> {
  const [one, two] = [people[who], people[other]];
  if (one && two) await acts[kind]({ people, orders, one, two, other, nth });
}

async function undoNew(people: readonly Person[], known: ReadonlySet<string>): Promise<void> {
  for (const { id } of await openMerges(people)) if (!known.has(id)) await undoMerge(ctx, { merge: id, by });
}

test("P-V6, P-R7: whatever is merged, undone, ordered, attached and edited, no order is lost and each is one standing customer's", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const people = await makePeople();
      const orders = [await order(people[2]?.email ?? ""), await order(people[4]?.email ?? "")];
      for (const [nth, each] of steps.entries()) {
        await take(people, orders, each, nth);
        const { filed } = await state(people, orders);
        expect(filed.map(({ number }) => number)).toEqual([...orders].sort());
        expect(filed.filter(({ merged }) => merged !== null)).toEqual([]);
      }
      // Undone from the last to the first, every merge comes undone, and everybody stands for themselves.
      for (const { id } of await openMerges(people)) expect(await undoMerge(ctx, { merge: id, by })).toMatchObject({ ok: true });
      const { known, filed } = await state(people, orders);
      expect(known.filter(({ merged_into }) => merged_into !== null)).toEqual([]);
      expect(known.filter(({ keys }) => keys === 0)).toEqual([]);
      expect(known.filter(({ is_shut }) => is_shut)).toEqual([]);
      expect(filed).toHaveLength(orders.length);
    }),
    { numRuns: 10 },
  );
}, 120_000);

test("P-V6: merges that are undone, the last one first, leave everything as it was before them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 5 }), fc.array(step, { minLength: 2, maxLength: 6 }), async (before, merges) => {
      const people = await makePeople();
      const orders = [await order(people[2]?.email ?? ""), await order(people[4]?.email ?? "")];
      for (const [nth, each] of before.entries()) await take(people, orders, each, nth);
      const was = await state(people, orders);
      const open = new Set((await openMerges(people)).map(({ id }) => id));
      for (const [nth, each] of merges.entries()) await take(people, orders, { ...each, kind: "merge" }, nth);
      await undoNew(people, open);
      expect(await state(people, orders)).toEqual(was);
    }),
    { numRuns: 10 },
  );
}, 120_000);

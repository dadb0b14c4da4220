import { expect } from "vitest";
import { type Database, openDatabase } from "@/db";
import { freshEmail, freshPassword, type MadeAccount } from "./make";
import { type Answer, Visitor } from "./visitor";

/** People who order, sign in and register, one after another, until they are told to stop or the product hangs up. */
export type Traffic = {
  /** Every status answered so far. */
  readonly statuses: Set<number>;
  /** Answers so far. */
  count(): number;
  /** Who was told that their order is placed, or to look for their mail. */
  readonly ordered: string[];
  readonly registered: string[];
  /** Lets everybody finish what they are at. */
  stop(): Promise<void>;
};

const ADDRESS = { firstName: "Grete", lastName: "Gast", street: "Weg 5", postcode: "10969", city: "Berlin", country: "DE" };

/** Signs in without a glance at the answer. */
export async function signIn(who: Visitor, { email, password }: Pick<MadeAccount, "email" | "password">): Promise<Answer> {
  const door = await who.ask("/sign-in");
  return door.status === 200 ? who.submit(door, "Sign in", { identifier: email, password }) : door;
}

/** Puts something into the cart and orders it; the first answer that is not as it should be ends it. */
async function order(who: Visitor, slug: string, email: string): Promise<Answer> {
  const shown = await who.ask(`/products/${slug}`);
  if (shown.status !== 200) return shown;
  const added = await who.submit(shown, "Add to cart");
  if (added.location === null) return added;
  const checkout = await who.ask("/checkout");
  return checkout.status === 200 ? who.submit(checkout, "Place order", { ...ADDRESS, email }) : checkout;
}

async function register(who: Visitor, email: string): Promise<Answer> {
  const form = await who.ask("/register");
  const typed = { email, password: freshPassword(), firstName: "Ria", lastName: "Reed" };
  return form.status === 200 ? who.submit(form, "Create account", typed) : form;
}

/** Begins. A try that is cut off counts as one, so no member must have to try often: give many. */
export function startTraffic(product: { readonly url: string }, slug: string, members: readonly MadeAccount[]): Traffic {
  const statuses = new Set<number>();
  const [ordered, registered]: [string[], string[]] = [[], []];
  let answers = 0;
  let isOver = false;
  const note = (answer: Answer): Answer => {
    answers++;
    statuses.add(answer.status);
    if (answer.status === 503) expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    return answer;
  };
  const repeat = async (turn: (who: Visitor, round: number) => Promise<unknown>) => {
    for (let round = 0; !isOver; round++) {
      try {
        await turn(new Visitor(product.url), round);
      } catch (error) {
        if (!(error instanceof Error && "code" in error)) throw error;
        isOver = true;
      }
    }
  };
  const shopper = async (who: Visitor) => {
    const email = freshEmail("shopper");
    if (note(await order(who, slug, email)).location?.startsWith("/orders/")) ordered.push(email);
  };
  const member = async (who: Visitor, round: number) => {
    const [one] = members.slice(round % members.length);
    if (one) note(await signIn(who, one));
    note(await who.ask("/account"));
  };
  const newcomer = async (who: Visitor) => {
    const email = freshEmail("fresh");
    if (note(await register(who, email)).location?.startsWith("/register/")) registered.push(email);
  };
  const running = Promise.all([shopper, shopper, shopper, member, newcomer].map(repeat));
  return {
    statuses,
    count: () => answers,
    ordered,
    registered,
    stop: async () => {
      isOver = true;
      await running;
    },
  };
}

/** Every order has its line, every registration its proof and its mail, and whoever was told of one has exactly one. */
export async function expectNothingHalfDone(databaseUrl: string, { ordered, registered }: Traffic): Promise<void> {
  const database = openDatabase(databaseUrl, 1);
  const orders = await listOrders(database);
  const pending = await listPending(database);
  await database.end();
  expect(orders.filter(({ lines }) => lines !== 1)).toEqual([]);
  expect(pending.filter(({ proofs, mails }) => proofs !== 1 || mails !== 1)).toEqual([]);
  for (const email of ordered) expect(orders.filter((one) => one.email === email)).toHaveLength(1);
  for (const email of registered) expect(pending.filter((one) => one.email === email)).toHaveLength(1);
}

const listOrders = ({ sql }: Database) => sql<{ email: string; lines: number }[]>`
  select email_key as email, (select count(*)::int from order_lines l where l.order_id = o.id) as lines from orders o`;

const listPending = ({ sql }: Database) => sql<{ email: string; proofs: number; mails: number }[]>`
  select email_key as email, (select count(*)::int from proofs f where f.pending_id = p.id) as proofs,
    (select count(*)::int from mails m where m.to_email = p.email) as mails
  from pending_registrations p`;

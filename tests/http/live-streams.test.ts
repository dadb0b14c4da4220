import { Agent } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startConversation } from "@/core/conversations/start-conversation";
import { type Database, openDatabase } from "@/db";
import { askRsc } from "@/tests/support/closed-shop";
import { CHEAP_HASH } from "@/tests/support/context";
import { type EventStream, openStream } from "@/tests/support/event-stream";
import { makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { signInStaff } from "@/tests/support/staff";
import { signIn } from "@/tests/support/traffic";
import { Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

const OWN = "/account/messages/events";
const STAFF = "/admin/messages/events";

let product: Product;
let database: Database;
const streams: EventStream[] = [];
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

type Cookies = Pick<Visitor, "cookies">;

async function open(path: string, who: Cookies, options: Parameters<typeof openStream>[3] & { at?: { url: string } } = {}) {
  const stream = await openStream(options.at ?? product, path, who, options);
  streams.push(stream);
  return stream;
}

/** The same, once it is open. */
async function listen(path: string, who: Cookies, options: Parameters<typeof open>[2] = {}): Promise<EventStream> {
  const stream = await open(path, who, options);
  expect([stream.status, stream.headers["content-type"]]).toEqual([200, "text/event-stream"]);
  await stream.untilOpen();
  return stream;
}

/** A customer who is signed in, and what they say through the page. */
async function aCustomer() {
  const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  const visitor = new Visitor(product.url);
  await signIn(visitor, account);
  const say = async (text: string): Promise<string> => {
    const sent = await visitor.submit(await visitor.ask("/account/messages"), "Send message", { text });
    expect(sent.status).toBe(303);
    const [row] = await database.sql`
      select max(m.id)::text as id from conversation_messages m join conversations c on c.id = m.conversation_id
      where c.customer_id = ${account.customerId}`;
    return String(row?.id);
  };
  return { account, visitor, say };
}

const heard = (stream: EventStream, count: number) =>
  waitFor(() => stream.events().length >= count && stream.events(), `event ${count} of a stream`);
const idsOf = (stream: EventStream) => stream.events().map(({ id }) => id);

describe("what a stream tells", () => {
  test("P-M3: that something was said, by its number, and not a word of it; to the customer and to staff", async () => {
    const [{ account, visitor, say }, { visitor: staff }] = [await aCustomer(), await signInStaff(product, "agent")];
    const windows = [
      await listen(OWN, visitor),
      await listen(`${STAFF}?customer=${account.customerId}`, staff),
      await listen(STAFF, staff),
    ];
    const id = await say("The lid is broken");
    for (const stream of windows) {
      await heard(stream, 1);
      expect(stream.events().at(-1)).toEqual({ id, event: "", data: "new" });
      expect(stream.text()).not.toContain("lid");
    }
  });

  test("P-M3: who comes back with the last number misses nothing of what came meanwhile, and hears nothing twice", async () => {
    const [{ account, visitor, say }, { visitor: staff }] = [await aCustomer(), await signInStaff(product, "agent")];
    const seen = await say("One");
    await say("Two");
    const three = await say("Three");
    const headers = { "last-event-id": seen };
    // A number in the header counts for more than the one that the page began with.
    const back = [
      await listen(`${OWN}?after=0`, visitor, { headers }),
      await listen(`${STAFF}?customer=${account.customerId}&after=0`, staff, { headers }),
    ];
    for (const stream of back) await heard(stream, 1);
    const again = [
      await listen(OWN, visitor, { headers: { "last-event-id": three } }),
      await listen(`${OWN}?after=${three}`, visitor),
      await listen(`${STAFF}?customer=${account.customerId}&after=${three}`, staff),
    ];
    const four = await say("Four");
    for (const stream of back) {
      await heard(stream, 2);
      expect(idsOf(stream)).toEqual([three, four]);
    }
    for (const stream of again) {
      await heard(stream, 1);
      expect(idsOf(stream)).toEqual([four]);
    }
  });

  test("P-M3: nothing of another customer's conversation, whatever the address names", async () => {
    const [ann, bob] = [await aCustomer(), await aCustomer()];
    const windows = [await listen(OWN, ann.visitor), await listen(`${OWN}?customer=${bob.account.customerId}`, ann.visitor)];
    await bob.say("Mine alone");
    const own = await ann.say("And mine");
    for (const stream of windows) {
      await heard(stream, 1);
      expect(idsOf(stream)).toEqual([own]);
    }
  });
});

describe("who gets a stream", () => {
  test("P-M3: nobody without a session of that side, nor staff from whom the right to answer is withheld", async () => {
    const [{ visitor: customer }, agent] = [await aCustomer(), await signInStaff(product, "agent")];
    const nobody = new Visitor(product.url);
    for (const [path, who, door] of [
      [OWN, nobody, "/sign-in"],
      [OWN, agent.visitor, "/sign-in"],
      [STAFF, nobody, "/admin/sign-in"],
      [STAFF, customer, "/admin/sign-in"],
    ] as const) {
      const { status, headers } = await open(path, who);
      expect([path, status, String(headers.location).split("?", 1)[0]]).toEqual([path, 303, door]);
    }
    await database.sql`update staff set withheld = '{messages.answer}' where id = ${agent.staffId}`;
    expect((await open(STAFF, agent.visitor)).status).toBe(404);
  });

  test("P-M3: nobody who asks for something else than a stream", async () => {
    const [{ visitor }, { visitor: staff }] = [await aCustomer(), await signInStaff(product, "agent")];
    for (const [path, who] of [
      [OWN, visitor],
      [STAFF, staff],
    ] as const)
      for (const accept of ["text/html", "*/*"]) expect((await open(path, who, { headers: { accept } })).status).toBe(406);
  });

  test("P-M3: no session more than six at once: the next is told when to come back, others are not touched, and a place that is left is free", async () => {
    const [{ visitor }, other, { visitor: staff }] = [await aCustomer(), await aCustomer(), await signInStaff(product, "agent")];
    for (const [path, who] of [
      [OWN, visitor],
      [STAFF, staff],
    ] as const) {
      const six = await Promise.all(Array.from({ length: 6 }, () => listen(path, who)));
      const { status, headers } = await open(path, who);
      expect([status, Number(headers["retry-after"]) > 0]).toEqual([429, true]);
      await listen(OWN, other.visitor);
      six[0]?.close();
      await waitFor(async () => (await open(path, who)).status === 200, "the place to be free");
    }
  });

  test("P-M3: asking for the head of a stream opens none, however often", async () => {
    const [{ visitor }, { visitor: staff }] = [await aCustomer(), await signInStaff(product, "agent")];
    for (const [path, who] of [
      [OWN, visitor],
      [STAFF, staff],
    ] as const) {
      for (let time = 0; time < 7; time++) {
        const { status, headers } = await open(path, who, { method: "HEAD" });
        expect([status, headers.allow]).toEqual([405, "GET"]);
      }
      await listen(path, who);
    }
  });
});

describe("how a stream ends", () => {
  test("T-K4, T-K5, T-K7: with its session: signed out here or elsewhere, account or colleague shut, the right to answer withheld", async () => {
    const [ann, bob, cleo] = [await aCustomer(), await aCustomer(), await aCustomer()];
    const staff = [await signInStaff(product, "agent"), await signInStaff(product, "agent"), await signInStaff(product, "agent")];
    const [leaving, shut, barred] = staff;
    const stays = await aCustomer();
    const windows = [
      ...(await Promise.all([ann, bob, cleo].map(({ visitor }) => listen(OWN, visitor)))),
      ...(await Promise.all(staff.map(({ visitor }) => listen(STAFF, visitor)))),
    ];
    const kept = await listen(OWN, stays.visitor);
    const elsewhere = new Visitor(product.url);
    await signIn(elsewhere, ann.account);
    expect((await elsewhere.submit(await elsewhere.ask("/account/security"), "Sign out everywhere else")).status).toBe(303);
    expect((await bob.visitor.submit(await bob.visitor.ask("/account"), "Sign out")).status).toBe(303);
    await database.sql`update accounts set deactivated_at = now() where id = ${cleo.account.accountId}`;
    if (!leaving || !shut || !barred) throw new Error("nobody is there");
    expect((await leaving.visitor.submit(await leaving.visitor.ask("/admin"), "Sign out")).status).toBe(303);
    await database.sql`update staff set deactivated_at = now() where id = ${shut.staffId}`;
    await database.sql`update staff set withheld = '{messages.answer}' where id = ${barred.staffId}`;
    for (const stream of windows) {
      await waitFor(() => stream.events().some(({ event }) => event === "over"), "the stream to say that it is over", 30_000);
      expect(await stream.ended).toBe("whole");
    }
    await stays.say("Still here");
    await heard(kept, 1);
    expect(kept.events().some(({ event }) => event === "over")).toBe(false);
  });

  test("T-FX28: told to stop, a process ends its streams in order, waits for none of them, and ends with 0", async () => {
    const [{ visitor }, { visitor: staff }] = [await aCustomer(), await signInStaff(product, "agent")];
    const second = await product.second();
    // As browsers do: the connection would be kept for the next request.
    const agent = new Agent({ keepAlive: true });
    const windows = [await listen(OWN, visitor, { at: second, agent }), await listen(STAFF, staff, { at: second, agent })];
    expect(await second.stop()).toBe(0);
    // Cut is what requests in hand are when their ten seconds are over.
    for (const stream of windows) expect(await stream.ended).toBe("whole");
    agent.destroy();
  });
});

describe("what has been read", () => {
  const readBy = async (customerId: string) => {
    const [row] = await database.sql`
      select read_by_customer::int as customer, read_by_staff::int as staff from conversations where customer_id = ${customerId}`;
    return { customer: Number(row?.customer), staff: Number(row?.staff) };
  };

  /** What browsers and programs fetch that nobody looks at. */
  const UNSEEN = [
    { method: "HEAD" },
    { headers: { "sec-purpose": "prefetch" } },
    { headers: { "sec-purpose": "prefetch;prerender" } },
    { headers: { purpose: "prefetch" } },
    { headers: { "x-purpose": "preview" } },
    { headers: { "sec-fetch-dest": "iframe", "sec-fetch-mode": "navigate" } },
    { headers: { "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors" } },
    { headers: { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" } },
    { headers: { rsc: "1", "next-router-prefetch": "1" } },
  ] as const;

  test("P-M3: a HEAD, a prefetch, a preview or a frame reads no message; going to the page does", async () => {
    const [{ account, visitor, say }, { visitor: staff, staffId }] = [await aCustomer(), await signInStaff(product, "agent")];
    const begun = await startConversation(database, { number: account.number, staffId });
    if (!begun.ok) throw new Error(begun.code);
    const room = `/admin/messages/${begun.value}`;
    const asked = Number(await say("Is it blue?"));
    for (const how of UNSEEN) expect((await staff.ask(room, how)).status).toBeLessThan(400);
    expect(await readBy(account.customerId)).toEqual({ customer: 0, staff: 0 });
    const shown = await staff.ask(room);
    expect(await readBy(account.customerId)).toEqual({ customer: 0, staff: asked });

    expect((await staff.submit(shown, "Send answer", { text: "It is." })).status).toBe(303);
    for (const how of UNSEEN) expect((await visitor.ask("/account/messages", how)).status).toBeLessThan(400);
    expect((await readBy(account.customerId)).customer).toBe(0);
    await visitor.ask("/account/messages");
    expect((await readBy(account.customerId)).customer).toBeGreaterThan(asked);
  });

  test("P-M3: an open page that draws itself anew has shown what is new", async () => {
    const { account, visitor, say } = await aCustomer();
    const asked = Number(await say("Is it blue?"));
    await askRsc(visitor, "/account/messages");
    expect((await readBy(account.customerId)).customer).toBe(asked);
  });
});

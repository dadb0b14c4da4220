import { expect } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertProducts } from "@/db/queries/products";
import { CHEAP_HASH } from "./context";
import { freshEmail, type MadeAccount, makeAccount } from "./make";
import { type Product, startProduct } from "./product";
import { openRegistration } from "./settings";
import { type Answer, Visitor } from "./visitor";
import { waitFor } from "./wait-for";

/** A running shop that force login has closed, with goods, a customer and an order that nobody outside may read of. */
export type ClosedShop = {
  readonly product: Product;
  readonly database: Database;
  readonly account: MadeAccount;
  /** Paths of every page that shows something of the shop, query included. */
  readonly paths: readonly string[];
  /** A concrete path for each pattern of a route. */
  pathOf(route: string): string;
  visitor(base?: string): Visitor;
  signIn(who: Visitor): Promise<Answer>;
  end(): Promise<void>;
};

const GOODS = { name: "Saffron astrolabe", description: "Brass, engraved by hand", priceCents: 432_198 };
const STREET = "Quincewood Lane 77";
/** What only those who are let in may read. */
const PROTECTED = /Saffron|engraved|4,321\.98|8,643\.96|Quincewood/;
const SLUG = "astrolabe";

/** Starts one. */
export async function startClosedShop(env: Record<string, string> = {}): Promise<ClosedShop> {
  const product = await startProduct(env);
  const database = openDatabase(product.databaseUrl, 2);
  const words = (text: string) => ({ en: text, es: text });
  await insertProducts(database.db, [
    {
      slug: SLUG,
      name: words(GOODS.name),
      description: words(GOODS.description),
      priceCents: GOODS.priceCents,
      isOffered: true,
      drawing: "kettle",
      tone: "oat",
      position: 1,
    },
  ]);
  const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  const visitor = (base = product.url) => new Visitor(base, product.url);
  const signIn = async (who: Visitor) =>
    who.submit(await who.ask("/sign-in"), "Sign in", { identifier: account.email, password: account.password });
  const order = await placeOrder(visitor());
  await openRegistration(product, { "access.forceLogin": "true", "access.codeSignIn": "true" });
  await waitFor(async () => (await visitor().ask("/")).location !== null, "force login to take effect");
  const patterns: Record<string, string> = {
    "/products/[slug]": `/products/${SLUG}`,
    "/orders/[number]": order,
    "/confirm/[token]": `/confirm/${"A".repeat(43)}`,
    "/activate/[token]": `/activate/${"A".repeat(43)}`,
    "/confirm-email/[token]": `/confirm-email/${"A".repeat(43)}`,
    "/restore-email/[token]": `/restore-email/${"A".repeat(43)}`,
    "/reset-password/[token]": `/reset-password/${"A".repeat(43)}`,
    "/admin/setup/[token]": `/admin/setup/${"A".repeat(43)}`,
    "/invitation/[token]": `/invitation/${"A".repeat(43)}`,
    "/join/[link]": `/join/${"A".repeat(43)}`,
    "/admin/registration-link/[format]": "/admin/registration-link/svg",
    "/admin/settings/[group]": "/admin/settings/access",
    "/admin/settings/legal/[edition]": "/admin/settings/legal/00000000-0000-4000-8000-000000000000",
    "/admin/unlock/[token]": `/admin/unlock/${"A".repeat(43)}`,
    "/admin/partners/[id]": "/admin/partners/00000000-0000-4000-8000-000000000000",
    "/admin/companies/[id]": "/admin/companies/00000000-0000-4000-8000-000000000000",
    "/admin/customers/[number]/export": `/admin/customers/${account.number}/export`,
    "/admin/customers/[number]": `/admin/customers/${account.number}`,
    "/admin/customers/[number]/merge": `/admin/customers/${account.number}/merge`,
    "/admin/staff/[person]": "/admin/staff/00000000-0000-4000-8000-000000000000",
    "/admin/sso/[connection]": "/admin/sso/google",
    "/admin/import/[id]": "/admin/import/00000000-0000-4000-8000-000000000000",
    "/admin/import/[id]/errors": "/admin/import/00000000-0000-4000-8000-000000000000/errors",
    "/admin/messages/[conversation]": "/admin/messages/00000000-0000-4000-8000-000000000000",
    "/admin/mail/templates/[message]": "/admin/mail/templates/reset-password",
    "/admin/mail/[id]": "/admin/mail/00000000-0000-4000-8000-000000000000",
    "/admin/mail/incoming/[id]": "/admin/mail/incoming/00000000-0000-4000-8000-000000000000",
    "/admin/mail/mailboxes/[mailbox]": "/admin/mail/mailboxes/00000000-0000-4000-8000-000000000000",
    "/sign-in/go/[connection]": "/sign-in/go/oidc-nowhere",
    "/sign-in/directory/[connection]": "/sign-in/directory/ldap-nowhere",
    "/api/auth/[...nextauth]": "/api/auth/callback/google",
  };
  return {
    product,
    database,
    account,
    paths: ["/", `/products/${SLUG}?from=mail`, "/cart", "/checkout", order],
    pathOf: (route) => {
      const path = patterns[route] ?? route;
      if (path.includes("[")) throw new Error(`tests/support/closed-shop.ts needs a path for ${route}`);
      return path;
    },
    visitor,
    signIn,
    end: async () => {
      await database.end();
      await product.stop();
    },
  };
}

/** A guest's order, as the path of its page. */
async function placeOrder(guest: Visitor): Promise<string> {
  const email = freshEmail("guest");
  const person = {
    firstName: "Grete",
    lastName: "Gast",
    email,
    street: STREET,
    postcode: "10969",
    city: "Berlin",
    country: "DE",
  };
  await guest.submit(await guest.go(`/products/${SLUG}`), "Add to cart", { quantity: "2" });
  const placed = await guest.submit(await guest.go("/checkout"), "Place order", person);
  if (!placed.location?.startsWith("/orders/")) throw new Error(`no order was placed: ${placed.status}`);
  return placed.location.replace("&placed=1", "");
}

/** Asks as a page's script does, in the form of React's own payload. */
export async function askRsc(who: Visitor, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const asking = { headers: { rsc: "1", accept: "text/x-component", ...headers } };
  const first = await who.ask(path, asking);
  // Next wants a hash of these headers in the address, and says which.
  return first.location?.includes("_rsc") ? who.ask(first.location, asking) : first;
}

/** Nothing in an answer tells of the shop, wherever it stands: body, title, headers. */
export function expectNothingOfTheShop({ status, headers, body }: Answer, what: string): void {
  expect(status, what).toBeGreaterThan(0);
  expect(PROTECTED.exec(body + JSON.stringify(headers))?.[0], what).toBeUndefined();
}

/** Whether an answer does tell of it: so that the sentence above could be false. */
export const tellsOfTheShop = ({ body }: Answer): boolean => PROTECTED.test(body);

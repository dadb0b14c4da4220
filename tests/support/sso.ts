import { sql } from "drizzle-orm";
import { type Database, openDatabase } from "@/db";
import { insertIdentity } from "@/db/queries/identities";
import { backPath, connect, leadsTo, type Wanted } from "./connections";
import { CHEAP_HASH } from "./context";
import { faults } from "./hostile-faults";
import { type HostileProvider, startHostileProvider } from "./hostile-provider";
import { type MadeAccount, makeAccount } from "./make";
import { type Product, startProduct } from "./product";
import { type Answer, Visitor } from "./visitor";

/** A running shop with a connection to each issuer of the hostile provider: `oidc-<fault>`. */
export type HostileShop = {
  readonly product: Product;
  readonly database: Database;
  readonly hostile: HostileProvider;
  visitor(): Visitor;
  /** Where somebody is sent who begins at an issuer. */
  begin(who: Visitor, fault: string, query?: string): Promise<string>;
  /** There and back: what the callback answers, or the start if it sends nobody anywhere. */
  roundTrip(who: Visitor, fault: string, query?: string): Promise<Answer>;
  /** An account that an issuer's people sign in to. */
  customerOf(fault: string, subject?: string): Promise<MadeAccount>;
  /** How many rows there are of what a sign-in can make. */
  count(): Promise<unknown>;
  /** What the audit log says went wrong, by the support code of an answer. */
  troubleOf(answer: Answer): Promise<string | null>;
  end(): Promise<void>;
};

/** Starts one. */
export async function startHostileShop(names: readonly string[] = Object.keys(faults)): Promise<HostileShop> {
  const product = await startProduct();
  const database = openDatabase(product.databaseUrl, 2);
  const hostile = await startHostileProvider();
  const wanted: Wanted[] = names.map((fault) => ({ id: `oidc-${fault}`, texts: hostile.texts(fault) }));
  await connect(product, ...wanted);
  const begin = async (who: Visitor, fault: string, query = "") => leadsTo(await who.ask(`/sign-in/go/oidc-${fault}${query}`));
  return {
    product,
    database,
    hostile,
    visitor: () => new Visitor(product.url),
    begin,
    roundTrip: async (who, fault, query = "") => {
      const start = await who.ask(`/sign-in/go/oidc-${fault}${query}`);
      const to = leadsTo(start);
      return to.startsWith(hostile.issuer(fault)) ? who.ask(backPath(await hostile.authorize(to))) : start;
    },
    customerOf: async (fault, subject = "somebody") => {
      const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
      await insertIdentity(database.db, { accountId: account.accountId, connection: `oidc-${fault}`, subject, kind: "oidc" });
      return account;
    },
    count: async () => {
      const [row] = await database.db.execute(sql`select
        (select count(*) from sessions) as sessions, (select count(*) from pending_identities) as pending,
        (select count(*) from identities) as identities, (select count(*) from accounts) as accounts`);
      return row;
    },
    troubleOf: async ({ location }) => {
      const support = new URL(location ?? "", product.url).searchParams.get("support");
      const [row] = await database.db.execute(
        sql`select detail->>'trouble' as trouble from audit_log where support_code = ${support}`,
      );
      return typeof row?.trouble === "string" ? row.trouble : null;
    },
    end: async () => {
      await hostile.stop();
      await database.end();
      await product.stop();
    },
  };
}

/** The failure that an answer leads to the page of. */
export const problemOf = ({ location }: Answer): string | null =>
  new URL(location ?? "", "http://localhost").searchParams.get("problem");

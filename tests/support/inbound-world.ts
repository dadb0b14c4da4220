import type { InboundCtx } from "@/core/inbound/take-mail";
import { makeWorld, type World } from "./context";
import { inboundCtx, makeMailbox, makeSigningDomain, type SigningDomain } from "./inbound";
import { type NameServer, startNameServer } from "./name-server";
import { openShop } from "./registration";

/** An open shop that reads its mail, with a database and a name server of its own. */
export type InboundWorld = {
  readonly world: World;
  readonly names: NameServer;
  /** The domain example.com, which signs what is written there. */
  readonly quince: SigningDomain;
  /** The shop as one who writes to it finds it. */
  readonly shop: Awaited<ReturnType<typeof openShop>>;
  /** The same as a mail that comes in finds it. */
  readonly ctx: InboundCtx;
  /** A mailbox that takes strangers in. */
  readonly mailbox: Awaited<ReturnType<typeof makeMailbox>>;
  end(): Promise<void>;
};

/** Opens one. Call in beforeAll and `end` it in afterAll. */
export async function makeInboundWorld(): Promise<InboundWorld> {
  const world = await makeWorld();
  const names = await startNameServer();
  const quince = makeSigningDomain(names, "example.com");
  const shop = await openShop(world);
  const ctx = inboundCtx(shop(), names);
  const mailbox = await makeMailbox(ctx);
  const end = async () => {
    await world.end();
    await names.stop();
  };
  return { world, names, quince, shop, ctx, mailbox, end };
}

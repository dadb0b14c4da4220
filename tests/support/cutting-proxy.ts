import { connect, createServer, type Socket } from "node:net";

/** A way to a server on loopback that breaks: each connection ends once so many bytes have come back over it. */
export type CuttingProxy = {
  readonly port: number;
  /** How many connections it has cut. */
  cuts(): number;
  stop(): Promise<void>;
};

/** Starts one. `budgets` are taken in turn, again and again. */
export async function startCuttingProxy(to: number, budgets: readonly number[]): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let [opened, cut] = [0, 0];
  const server = createServer((near) => {
    let budget = budgets[opened++ % budgets.length] ?? 0;
    const far = connect(to, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => [near.destroy(), far.destroy(), sockets.delete(socket)]);
    }
    near.pipe(far);
    far.on("data", (chunk: Buffer) => {
      near.write(chunk.subarray(0, budget));
      budget -= chunk.length;
      if (budget > 0) return;
      cut++;
      near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cuts: () => cut,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

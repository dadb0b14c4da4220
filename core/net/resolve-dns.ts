import { Resolver } from "node:dns/promises";

/** Asks the name server for records of a type. Throws with the code of node:dns; ENOTFOUND and ENODATA mean that there are none. */
export type ResolveDns = (name: string, type: string) => Promise<unknown>;

/**
 * Makes one that asks these servers (`address` or `address:port`), or those of the system where none is named. Each question takes at
 * most six seconds.
 */
export function makeResolver(servers: readonly string[] = []): ResolveDns {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (servers.length > 0) resolver.setServers([...servers]);
  return (name, type) => resolver.resolve(name, type);
}

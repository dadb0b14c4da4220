import { makeResolver, type ResolveDns } from "@/core/net/resolve-dns";
import { getEnv } from "@/settings/env";

let known: ResolveDns | undefined;

/** How this process asks name servers, made on first use. */
export function getDns(): ResolveDns {
  known ??= makeResolver(getEnv().dnsServers);
  return known;
}

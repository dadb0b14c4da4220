import { isIP } from "node:net";

/**
 * The client's address. X-Forwarded-For is believed only for as many hops as the operator trusts, counted from our end; what does not
 * parse falls back to the connection, and no rule is ever skipped for lack of an address (T-T1).
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined, trustedHops: number): string {
  const connection = socketAddress && isIP(socketAddress) ? socketAddress : "unknown";
  if (trustedHops === 0 || !forwardedFor) return connection;
  const hops = forwardedFor.split(",").map((hop) => hop.trim());
  const claimed = hops.at(-trustedHops) ?? hops[0] ?? "";
  const bare = claimed.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  return isIP(bare) ? bare : connection;
}

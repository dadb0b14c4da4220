import { BlockList, isIP } from "node:net";

/** What an address on the network is to a request of ours. */
export type Reach =
  /** Anywhere on the internet. */
  | "outside"
  /** A network of the operator's own: only for hosts that an admin named. */
  | "internal"
  /** This very machine: only where the shop itself runs there. */
  | "loopback"
  /** Never somebody's server: link-local (where clouds keep their metadata), unspecified, multicast, reserved. */
  | "never";

const loopback = listOf([
  ["127.0.0.0", 8],
  ["::1", 128],
]);
const never = listOf([
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
  // Two ways to write an IPv4 address as IPv6 that nobody uses any more (RFC 4291, 2.5.5.1; RFC 2765).
  ["::", 96],
  ["::ffff:0:0:0", 96],
  ["100::", 64],
  ["2001:db8::", 32],
  ["fe80::", 10],
  ["ff00::", 8],
]);
// Private networks, those of carriers and test benches, and IPv6 that carries an IPv4 address nobody has looked at.
const internal = listOf([
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fec0::", 10],
]);

/** Says where an address leads (T-O19), an IPv4 address in IPv6 clothes included. What is no address leads nowhere. */
export function reachOf(address: string): Reach {
  const plain = address.split("%", 1).join("");
  const family = isIP(plain);
  if (family === 0) return "never";
  const type = family === 4 ? "ipv4" : "ipv6";
  if (loopback.check(plain, type)) return "loopback";
  if (never.check(plain, type)) return "never";
  return internal.check(plain, type) ? "internal" : "outside";
}

function listOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, net.includes(":") ? "ipv6" : "ipv4");
  return list;
}

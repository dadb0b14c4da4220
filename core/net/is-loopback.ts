/** Whether a host, as an address or a URL names it, is this very machine: what is sent there passes no wire. */
export const isLoopback = (host: string): boolean =>
  ["localhost", "::1", "[::1]"].includes(host) || /^127\.\d+\.\d+\.\d+$/.test(host);

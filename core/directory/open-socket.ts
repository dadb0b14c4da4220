import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { startTls } from "@/core/directory/start-tls";
import type { Directory } from "@/providers/provider";

/**
 * A connection to a directory by verified TLS: at once for ldaps://, after StartTLS for ldap:// (T-LD5). The signal ends it. Opened here
 * and not by the LDAP client, which would open a lost one again without TLS, and take in what was said before TLS began.
 */
export async function openSocket(directory: Directory, signal: AbortSignal): Promise<TLSSocket> {
  const { hostname, port } = new URL(directory.url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = directory.startTls ? await opened(connect(Number(port || 389), host), "connect", signal) : null;
  if (socket) await startTls(socket);
  const secure = connectTls({
    ...(socket ? { socket } : { port: Number(port || 636) }),
    host,
    // An address is no server name (RFC 6066 3).
    ...(isIP(host) ? {} : { servername: host }),
    ...(directory.certificate ? { ca: directory.certificate } : {}),
    minVersion: "TLSv1.2",
    // Said here, so that no variable of the environment can say otherwise.
    rejectUnauthorized: true,
  });
  return opened(secure, "secureConnect", signal);
}

function opened<S extends Socket>(socket: S, event: "connect" | "secureConnect", signal: AbortSignal): Promise<S> {
  const end = () => socket.destroy(new Error("it took too long"));
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve(socket));
    // Stays: an error that nobody hears would end the process.
    socket.on("error", reject);
    socket.once("close", () => {
      signal.removeEventListener("abort", end);
      reject(new Error("the connection ended"));
    });
  });
}

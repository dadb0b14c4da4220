/** Sends the browser on by GET, to a path of our own (RFC 9110, 15.4.4). Relative, so no header can change the host (T-U5). */
export const seeOther = (path: string): Response => new Response(null, { status: 303, headers: { Location: path } });

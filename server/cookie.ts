/**
 * The value of a cookie in a Cookie header, as it was set: none of ours needs an encoding. Of two of one name the last counts, as it does
 * where Next reads them, so that a browser is one and the same visitor everywhere.
 */
export function findCookie(header: string | undefined, name: string): string | undefined {
  const pair = header
    ?.split(";")
    .map((one) => one.trim())
    .findLast((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

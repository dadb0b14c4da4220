/**
 * The bytes of a base64 text without padding, as PHC strings have it; null if it is none, or not the one way to write them: a library
 * that is strict would throw where somebody only wants to sign in (T-D3).
 */
export function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64").replaceAll("=", "") === text ? bytes : null;
}

import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";

/** Where password managers send people to change a password (W3C, A Well-Known URL for Changing Passwords). */
export async function GET(): Promise<Response> {
  await admit("/.well-known/change-password");
  return seeOther("/account/security");
}

import { rememberLink } from "@/app/_edge/came-by";
import { nothingHere } from "@/app/_edge/nothing-here";
import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";
import { isRegistrationLink } from "@/core/registration-link/is-registration-link";
import { hashToken } from "@/core/security/token";

type Props = { params: Promise<{ link: string }> };

/**
 * The address that a shop hands out (P-R14), also as a QR code: remembers in this browser that it came by it, and goes on to the
 * registration page, which says what is open. Looking at it uses nothing up, so scanners of mails and apps may.
 */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { ctx, closed } = await admit("/join/[link]");
  if (closed) return nothingHere(closed.code);
  const { link } = await params;
  if (!(await isRegistrationLink(ctx, hashToken(link)))) return seeOther("/register?link=gone");
  await rememberLink(link);
  return seeOther("/register");
}

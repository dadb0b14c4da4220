import { cookies } from "next/headers";
import { LANGUAGE_COOKIE } from "@/app/_edge/language";
import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";
import { ownPath } from "@/core/access/return-to";
import { days, inSeconds } from "@/core/duration";
import { isLanguage } from "@/messages/translator";

export async function POST(request: Request): Promise<Response> {
  await admit("/language");
  const form = new URLSearchParams(await request.text());
  const language = form.get("language") ?? undefined;
  if (isLanguage(language)) {
    (await cookies()).set(LANGUAGE_COOKIE, language, { path: "/", sameSite: "lax", maxAge: inSeconds(days(365)) });
  }
  return seeOther(ownPath(form.get("returnTo")) ?? "/");
}

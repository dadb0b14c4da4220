import { keepLanguage } from "@/app/_edge/language";
import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";
import { ownPath } from "@/core/access/return-to";
import { isLanguage } from "@/messages/translator";

export async function POST(request: Request): Promise<Response> {
  await admit("/language");
  const form = new URLSearchParams(await request.text());
  const language = form.get("language") ?? undefined;
  if (isLanguage(language)) await keepLanguage(language);
  return seeOther(ownPath(form.get("returnTo")) ?? "/");
}

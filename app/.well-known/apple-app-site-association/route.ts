import { answerAssociation } from "@/app/_edge/answer-association";
import { admit } from "@/app/_edge/visit";
import { appleAssociation } from "@/core/access/app-links";

/** Tells iPhones which app opens this shop's links (Apple, Supporting associated domains). Nothing here without an app. */
export async function GET(): Promise<Response> {
  const { ctx } = await admit("/.well-known/apple-app-site-association");
  return answerAssociation(appleAssociation(ctx.settings));
}

import { answerAssociation } from "@/app/_edge/answer-association";
import { admit } from "@/app/_edge/visit";
import { androidAssociation } from "@/core/access/app-links";

/** Tells Android which app opens this shop's links (Google, Digital Asset Links). Nothing here without an app. */
export async function GET(): Promise<Response> {
  const { ctx } = await admit("/.well-known/assetlinks.json");
  return answerAssociation(androidAssociation(ctx.settings));
}

import { seeOther } from "@/app/_edge/see-other";
import type { Closed } from "@/app/_edge/visit";
import { withReturnTo } from "@/core/access/return-to";

/** What somebody gets who posts to a back-office route that is closed to them: nothing, or the door and then the page the form stands on. */
export const turnAway = ({ goTo }: Closed, page: string): Response =>
  goTo === null ? new Response(null, { status: 404 }) : seeOther(withReturnTo("/admin/sign-in", page));

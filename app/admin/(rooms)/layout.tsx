import type { ReactNode } from "react";
import { admit, lacksSecondFactor } from "@/app/_edge/visit";
import { StaffFrame } from "@/components/admin/staff-frame";
import { countUnreadAsStaff } from "@/core/conversations/count-unread";

/** The frame of the back office's rooms. It shows nothing that a page would guard: layouts stop nobody. */
export default async function RoomsLayout({ children }: { children: ReactNode }) {
  const visiting = await admit("/admin");
  const { ctx, t, staff, wanted } = visiting;
  if (!staff) return children;
  const unread = staff.permissions.has("messages.answer") ? await countUnreadAsStaff(ctx, staff.staffId) : 0;
  return (
    <StaffFrame
      t={t}
      shopName={ctx.settings.shop.name}
      staff={staff}
      language={ctx.request.language}
      here={wanted}
      unread={unread}
      isShut={lacksSecondFactor(visiting)}
    >
      {children}
    </StaffFrame>
  );
}

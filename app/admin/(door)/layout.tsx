import type { ReactNode } from "react";
import { getVisitor } from "@/app/_edge/visit";
import { StaffDoor } from "@/components/admin/staff-door";

/** What surrounds the ways into the back office. */
export default async function StaffDoorLayout({ children }: { children: ReactNode }) {
  const { ctx, t, wanted } = await getVisitor();
  return (
    <StaffDoor t={t} shopName={ctx.settings.shop.name} language={ctx.request.language} here={wanted}>
      {children}
    </StaffDoor>
  );
}

import { decide } from "@/core/access/decide";
import type { Ctx } from "@/core/ctx";

/** Why no way in but SSO is open. */
export type LocalDoorClosed = "access.accounts-off" | "access.sso-only";

/** Why passwords, links and codes count for nothing at the moment (P-A5), or null if they do. Asked by every use case behind such a door. */
export function findLocalDoorClosed({ settings }: Pick<Ctx, "settings">): LocalDoorClosed | null {
  const doors = decide({ access: settings.access, connections: [], visitor: { isSignedIn: false, mayRedirect: false } });
  if (!doors.hasSignIn) return "access.accounts-off";
  return doors.hasLocalDoors ? null : "access.sso-only";
}

import { staffOf, type Visit } from "@/app/_edge/visit";
import type { StaffOperator } from "@/core/staff/confirm-staff";

/** The staff member of a visit to a back-office route, with what they typed to confirm that it is them. */
export function operatorOf(visiting: Visit, confirmPassword = ""): StaffOperator {
  const { staffId, id: sessionId } = staffOf(visiting);
  return { kind: "staff", staffId, sessionId, confirmPassword };
}

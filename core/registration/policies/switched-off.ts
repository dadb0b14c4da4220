import type { Policy } from "@/core/registration/policy";
import { fail } from "@/core/result";

/** The switch itself (P-R1): off means refused at every door. */
export const switchedOff: Policy = ({ settings }) => (settings.registration.open ? null : fail("registration.closed"));

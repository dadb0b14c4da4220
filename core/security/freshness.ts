import { inSeconds, minutes } from "@/core/duration";

/**
 * How many seconds ago somebody may have shown who they are for it to count before something dangerous, of customers and of staff (T-A13,
 * T-L6).
 */
export const FRESH_SECONDS = inSeconds(minutes(15));

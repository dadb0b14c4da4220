import type { Policy } from "@/core/registration/policy";
import { fail } from "@/core/result";
import { isFull } from "@/core/seats/count-seats";

/** Full means closed (P-R13), except to whom a seat is held. Only takeSeat decides who gets the last one. */
export const noSeatLeft: Policy = async (ctx, { link }) => ((await isFull(ctx, link)) ? fail("registration.full") : null);

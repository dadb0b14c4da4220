import { type Failure, fail } from "@/core/result";

/** What is known of a session that this browser has while somebody else's registration is completed in it. */
export type Switching = {
  readonly isSignedIn: boolean;
  /** The session's token. */
  readonly replaces: string | undefined;
  /** Whether the page asked which of the two it shall be, and this was the answer. */
  readonly isSwitching: boolean;
};

/** Nobody is moved from one account into another without having been asked (T-R20). */
export function refuseOtherSession({ isSignedIn, isSwitching }: Switching): Failure<"registration.signed-in"> | null {
  return isSignedIn && !isSwitching ? fail("registration.signed-in") : null;
}

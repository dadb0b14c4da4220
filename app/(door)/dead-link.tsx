import type { ReactNode } from "react";
import type { Visit } from "@/app/_edge/visit";
import { DeadEnd } from "@/components/ui/dead-end";
import { failureInWords, waitInWords } from "@/core/failure-in-words";
import { type FailureCode, meaningOf } from "@/core/failures";
import type { Failure } from "@/core/result";
import { answerWith } from "@/server/request-store";

type Props = Pick<Visit, "t"> & {
  readonly failure: Failure<FailureCode>;
  /** The page's own words, the same whatever the reason (T-V5). */
  readonly children: ReactNode;
};

/** Where a mailed link ends that opens nothing; or that was not looked at, since there were too many tries from there. */
export function DeadLink({ t, failure, children }: Props) {
  answerWith(meaningOf(failure.code).status, failure.retryAfterSeconds);
  if (failure.code !== "limits.too-many") return children;
  return (
    <DeadEnd heading={t("door.tooMany")} texts={[failureInWords(t, failure.code, waitInWords(failure.retryAfterSeconds))]} />
  );
}

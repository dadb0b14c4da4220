import { shownSupportCode } from "@/app/_edge/problem-path";
import type { Visit } from "@/app/_edge/visit";
import { ProblemNotice } from "@/components/shop/problem-notice";
import { failureInWords } from "@/core/failure-in-words";
import { type FailureCode, meaningOf } from "@/core/failures";
import type { Query } from "@/core/query";
import { answerWith } from "@/server/request-store";

type Props = Pick<Visit, "t"> & {
  /** What the page's address asks it to tell of, as far as this page tells of it. */
  readonly code: FailureCode | null;
  readonly support: Query[string];
  /** Where the usual sentence would be untrue. */
  readonly message?: string | undefined;
};

/** Above a page: what went wrong on the way to it. The page answers with the failure's own status. */
export function ToldProblem({ t, code, support, message }: Props) {
  if (code === null) return null;
  answerWith(meaningOf(code).status);
  const supportCode = shownSupportCode(support);
  return (
    <ProblemNotice
      title={t("common.errorTitle")}
      message={message ?? failureInWords(t, code)}
      supportCode={supportCode && t("common.supportCode", { code: supportCode })}
    />
  );
}

import { type FailureCode, failures, isFailureCode, meaningOf } from "@/core/failures";
import { findText } from "@/scripts/docs/catalogue";
import { generatedFrom, type Page, plain, table } from "@/scripts/docs/page";

/** docs/failures.md: every failure code with its status and the sentence people read. */
export function failuresPage(): Page {
  const rows = Object.keys(failures).filter(isFailureCode).map(describe);
  const text = `${generatedFrom("core/failures.ts and messages/en/failures.ts")}

# Failures

Everything that can go wrong as expected has a code. The codes are public: they stand in the audit log and do not change. A form answers
with the status and the sentence, in the visitor's language; the API answers with the code. Where a refusal shows a *support code*, an agent
finds the row of the audit log by it.

Words in braces are figures that are filled in. *Alarm* marks what an operator must hear of; it is logged as an error.

${table(["Code", "Status", "Sentence", "Alarm"], rows)}
`;
  return { path: "docs/failures.md", text };
}

function describe(code: FailureCode): string[] {
  const { status, isAlarm } = meaningOf(code);
  return [`\`${code}\``, String(status), plain(findText(`failures.${code}`) ?? ""), isAlarm ? "yes" : ""];
}

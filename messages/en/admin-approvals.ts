/** The room where staff decide who gets an account. */
export const adminApprovals = {
  heading: "Approvals",
  intro: "People who have proven their address and wait for your decision, the longest first. They are told by mail either way.",
  none: "Nobody is waiting.",
  more: "There are more; they come up as these are decided.",
  columns: { since: "Since", who: "Who", answers: "What they told", decide: "Decide" },
  provider: "By a sign-in provider",
  company: "Registers the company: {name}",
  partner: "With a partner's code",
  approve: "Approve",
  refuse: "Refuse",
  reason: "Reason",
  reasonHint: "Goes into the mail to this person.",
  for: "{email}",
  approved: "Approved. The account is active, and a mail is on its way.",
  refused: "Refused. A mail with the reason is on its way.",
  waiting: "{count, plural, one {# person waits for approval.} other {# people wait for approval.}}",
};

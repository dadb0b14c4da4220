/** The sentences of failures about mails that admins write anew, and about the logo (core/failures.ts). */
export const mailTemplateFailures = {
  "not-found": "There is no such mail, or no such version of it.",
  changed:
    "This mail was changed meanwhile, by somebody else or by you in another window. Nothing was saved, and what you wrote is still here. The other text is the first of the versions below: save once more to put this one in its place, or open this page in another window to compare.",
  "text-not-empty": "There is a text part already. Empty it first: then it can be filled in from the HTML.",
  "unknown-variable":
    "Line {line, number}, column {column, number}: there is no variable “{name}” in this mail. The list beside it has those that there are.",
  "secret-in-subject":
    "Line {line, number}, column {column, number}: “{name}” opens an account and cannot stand here, since subjects show on locked screens.",
  "unknown-tag":
    "Line {line, number}, column {column, number}: “{name}” cannot be used here. There are if, unless, case, for and comment, each with its end.",
  "unknown-filter":
    "Line {line, number}, column {column, number}: there is no “{name}” to put after |. There are upcase, downcase, capitalize, default, strip and truncate.",
  "not-closed": "Line {line, number}, column {column, number}: what begins here has no end.",
  unreadable: "Line {line, number}, column {column, number}: this cannot be read. Compare it with the original.",
  "too-much": "This is too long, or takes too long to make. Shorten it.",
  missing:
    "“{name}” must be in this mail wherever there is one: without it the mail is of no use. Print it, not only in a condition or a comment; a link must be a link.",
  tests: "You have sent yourself many tests within the last hour. Wait a little.",
};

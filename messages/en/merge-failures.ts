/** What to do about a failure of a merge. */
export const mergeFailures = {
  "two-companies": "Each of them belongs to a company, and a person is in one at a time. Take one out of theirs first.",
  "last-administrator":
    "The customer who is merged is the only account administrator of a company, and the kept one would not be: they have another user type there, or nobody can sign in to their account. Make the kept one an administrator there, or reactivate their account, first.",
  same: "This is one and the same customer. Enter the number of the other one.",
  gone: "One of these customers was merged already. Open the one that was kept and look at it again.",
  erased: "One of these customers was deleted. A deleted customer can be neither merged nor separated again.",
  "keep-account": "The other customer has the account. Keep that one, and merge this one into it.",
  changed: "Something about these customers changed since this page was made. Open it again and look at what the merge would do.",
  "not-found": "There is no such merge.",
  "too-late": "This merge is more than 30 days old and cannot be undone any more.",
  "later-first": "Customer {number} was merged after that. Undo that merge first, then this one.",
};

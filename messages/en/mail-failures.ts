/** What to do about a failure in the mail room. */
export const mailRoomFailures = {
  "staff-address": "This is a colleague's address. Only who manages staff may stop mail to it.",
  "suppressed-already": "Nothing is sent to this address already.",
  "not-suppressed": "Mail is sent to this address already.",
  "no-server": "No mail server is set yet. Enter one in the settings first.",
};

/** The same of signing mails. */
export const dkimFailures = {
  none: "There is no key yet. Make one first.",
  "no-domain":
    "Mails of this shop come from no domain of its own, so nothing can be looked up there. Set a sender address in the settings first.",
  "not-in-dns":
    "DNS does not have this record yet, or has another one, so receivers would distrust what is signed. Signing stays off. A new record can take some hours until everybody sees it.",
};

/** The step in which somebody types the code of a mail, the same at every door. */
export const code = {
  label: "Code from the mail",
  hint: "6 digits. It counts for 10 minutes, in this browser only.",
  submit: "Confirm code",
  patience: "It can take a few minutes. If it does not come, look into the spam folder too.",
  againHeading: "No mail?",
  again: "Send again",
  change: "Use another address",
};

/** The mails that tell of messages while nobody looks. */
export const conversationMails = {
  newMessage: {
    subject: "{shop} has written to you",
    heading: "A message for you",
    text: "{name} has written to you.",
    textShop: "{shop} has written to you.",
    notShown: "You find the message in your account, under Messages.",
    answer: "You can answer this mail. Your answer then stands in the conversation, too.",
    button: "Open the conversation",
    once: "We write once, until you have read the messages.",
  },
  customerWrote: {
    subject: "A customer has written",
    heading: "A customer has written",
    text: "{name} (customer {number}) has written to you and waits for an answer.",
    several:
      "{count, plural, one {Another customer has written to you and waits for an answer.} other {# more customers have written to you and wait for an answer.}}",
    unattended:
      "{count, plural, one {A customer whom nobody looks after waits for an answer.} other {# customers whom nobody looks after wait for an answer.}} Whoever answers becomes the contact.",
    button: "Open the messages",
    once: "This mail comes once, until the messages are read.",
  },
};

/** The settings of the group `mail` in words, as in settings.ts. */
export const mailSettings = {
  sender: {
    label: "Sender address",
    help: "The address your mails come from. Empty at first: then an address of this shop's own domain is used. Your mail server must be allowed to send for it, or mails end up among spam.",
  },
  senderName: {
    label: "Sender name",
    help: "Who your mails come from, as mail programs show it. Empty at first: then it is the shop's name.",
  },
  replyTo: {
    label: "Where answers go",
    help: "The address that an answer to one of your mails is written to. Empty at first: then mails say that answers are not read.",
  },
  footer: {
    label: "Lines at the end of every mail",
    help: "What stands below every mail: your company, its address, its register number, as the law may ask for it. Empty at first. Do not write a whole web address with https://.",
  },
  messageText: {
    label: "Put the message into the mail",
    help: "A mail that tells a customer of a new message has the message in it, so that it can be read and answered there. On at first. When off, the mail only says that there is one; whoever has no account and wrote by mail still gets the answer itself.",
  },
  smtpUrl: {
    label: "Mail server",
    help: "Where mail is handed over for sending, with user and password, as your mail provider gives it to you: smtps://user:password@mail.example.com:465. Empty at first: then mails wait here and are sent once this is set. It is kept encrypted and never shown again. Not used if whoever runs this server has set SMTP_URL.",
  },
  perAddressHour: {
    label: "Mails to one address in an hour",
    help: "How many mails with links or codes one address gets within an hour, however often somebody asks for them; never more than one a minute. 5 at first. One of them is kept for a new password. Who asks is not told.",
  },
  perAddressDay: {
    label: "Mails to one address in a day",
    help: "The same within 24 hours. 10 at first; some of them are kept for new passwords.",
  },
  perHour: {
    label: "Mails of the whole shop in an hour",
    help: "For a mail provider that takes only so many: what is more waits and leaves later. 0 at first, which means as many as there are.",
  },
};

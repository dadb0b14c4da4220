/** What to do about a mailbox that cannot be saved. */
export const mailboxFailures = {
  "not-found": "There is no such mailbox any more.",
  taken: "Another mailbox has this address already.",
  plain: "Without encryption only a server on this very machine may be read. Choose TLS or STARTTLS.",
  host: "Enter only the name of the server, such as imap.example.com: no https://, no port and no path.",
  "key-in-use":
    "This mailbox has a key already, and with a new one its mail service cannot bring mail until it has it, too. Tick that the key in use may end, and press once more.",
  "secret-again": "Type the password again: it was given for another server or user, and goes nowhere else.",
};

/** What a mail service is told. */
export const webhookFailures = {
  refused: "The signature of this call is missing, wrong, too old or was used before.",
  unavailable: "Nothing can be decided about this mail yet. Send it again in a few minutes.",
};

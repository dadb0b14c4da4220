/** Sentences of what fails about staff. */
export const staffFailures = {
  exists: "There is a staff member with this address already.",
  "confirm-needed": "Enter your password to confirm that it is you. What you changed is still here.",
  "not-permitted": "You have no permission to do this. An admin can give it to you. Nothing was changed.",
  "not-found": "There is no such staff member any more.",
  "not-yourself": "Nobody changes their own role or permissions, or shuts their own access. Ask another admin.",
  "last-admin": "This is the last admin who can sign in. Make somebody else an admin first.",
  "beyond-own": "You cannot give others more than you may do yourself.",
  "no-password-link": "Only an active agent who has a password can be sent such a link.",
  "not-invited": "This person has no open invitation any more: it was used or withdrawn.",
  "other-session":
    "Somebody else is signed in to the back office in this browser. Sign out there first, then open the link again.",
  "code-refused":
    "This code was not accepted. Type the next one your app shows, or a recovery code. After five tries or ten minutes, begin again with your e-mail and password.",
  "code-wrong": "This is not the code your app shows now. Every code works once: wait for the next one.",
  "second-factor-on": "A second factor is on already.",
  "second-factor-off": "No second factor is on.",
  "setup-ended": "This took longer than 15 minutes, or was begun again elsewhere. Begin again.",
  "second-factor-needed": "This shop asks for a second factor. Set one up first.",
  "no-admin": "There is no active admin with this address.",
  "several-admins": "There are several admins. Say whose link it shall be with --email.",
};

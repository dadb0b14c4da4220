/** What to do about a failure inside a company. */
export const companyFailures = {
  "not-permitted":
    "You have no permission to do this in your company. Its administrators can give it to you. Nothing was changed.",
  another:
    "You are in “{company}” now, and the page you sent this from showed another company. Nothing was done. If it is meant for “{company}”, check what you entered and send it once more.",
  "invitations-many":
    "Your company has sent as many invitations as it may for now. Nothing was sent; the open ones still work. Try again in an hour, or tomorrow if you have sent very many.",
  "mailbox-many":
    "Your company has already sent this address several invitations. Nothing was sent; the link in the newest of those mails still works. Ask the person to look among unwanted mail, or try again in an hour, or tomorrow if you have tried often.",
  "last-administrator": "The company would be left without an account administrator. Make somebody else one first.",
  "no-administrator":
    "Nobody who can sign in administers “{company}”, which this person would act for. First reactivate the account of one of its account administrators, or make this person one on the company's page.",
  "beyond-own": "You cannot give or take more than you may do yourself. Ask an account administrator of your company.",
  "registration-closed":
    "Companies cannot register here any more, so no account was made. To register for yourself instead, go on from here.",
  "codes-closed":
    "Partner codes are not taken here any more, so no account was made. To register without the code, go on from here.",
  changed:
    "Somebody else has changed this company meanwhile, so nothing was saved. What you typed is still here: compare it with the company's page in another tab, and save once more if it is right.",
  "never-later": "Only people are asked later. Choose another rule for a field about companies.",
  "not-yourself": "You cannot change your own place in the company. Ask a colleague who manages people.",
  "person-not-open": "Only a colleague who is active and can sign in can take over the administration.",
  "person-there": "Somebody in your company already has this address. You find them in the list of people.",
  elsewhere:
    "This account already belongs to a company, or was deactivated in this one. A person is in one company at a time: leave the other one first, or ask the colleague who invited you.",
  "other-account":
    "This invitation is for another address than that of the account you are signed in to. Sign in to the account of the invited address, or ask your colleague to invite this one.",
  "invitation-gone": "This invitation is not open any more: it was accepted or withdrawn.",
  "request-gone": "This request is not waiting any more: a colleague has decided, or the person has joined.",
  "offer-gone": "This company takes no requests to join at the moment, or you have declined or withdrawn yours already.",
  "address-gone": "This address is not in the address book any more.",
  "addresses-full": "The address book is full. Take an address out first.",
  "not-found": "There is no such company any more.",
  "none-chosen": "Tick at least one company.",
  "person-elsewhere": "This customer belongs to “{company}” already. Nobody is in two companies.",
  "person-gone": "This person is no longer in this company.",
  "merge-same": "This is the same company twice. Choose another one.",
  "merge-kinds": "A partner can only be merged with a partner, and a company with a company.",
  "merge-directory":
    "The partner directory knows each of these partners by an id of its own, and its codes lead to one or the other. So they stay two. Nothing was changed.",
  "merge-shut":
    "One of the two is deactivated and the other one is open. First deactivate or reactivate one of them. Nothing was changed.",
  "merge-domains":
    "This would change where domains lead, or whose people may ask to join. Somebody who may change connections has to do it. Nothing was changed.",
  "domain-taken": "{domain} belongs to “{company}” already.",
};

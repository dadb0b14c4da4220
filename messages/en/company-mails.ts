/** What mails about companies and their people say. */
export const companyMails = {
  companyInvitation: {
    subject: "Invitation to join {company} at {shop}",
    heading: "You are invited to join a company",
    text: "{by} invites you to join {company} in the shop {shop}.",
    may: "Your user type there will be “{type}”. In the company's name you may then: {may}.",
    how: "If you have no account with this address yet, the link lets you make one. If you have one, sign in with it first.",
    button: "Open the invitation",
    lasts: "The link works once, within 7 days. Opening it changes nothing yet.",
    notYou: "If you do not know who invites you, ignore this mail. Then nothing happens.",
  },
  companyNotice: {
    heading: "Your company",
    account: "Your own account and your own orders stay as they are.",
    button: "Go to my account",
    toCompany: "Go to my company",
    typeChanged: {
      subject: "{company}: what you may do has changed",
      text: "A colleague in {company} has given you the user type “{type}” in the shop {shop}.",
    },
    handedOver: {
      subject: "{company}: you are now account administrator",
      text: "The administration of {company} in the shop {shop} was handed over to you. Your user type is “{type}” now.",
    },
    deactivated: {
      subject: "{company}: your access was deactivated",
      text: "A colleague has deactivated you in {company} in the shop {shop}. You can do nothing in its name until they reactivate you.",
    },
    reactivated: {
      subject: "{company}: your access is back",
      text: "You can act for {company} in the shop {shop} again.",
    },
    removed: {
      subject: "{company}: you are no longer part of it",
      text: "A colleague has taken you out of {company} in the shop {shop}.",
    },
    letIn: {
      subject: "{company}: your request was accepted",
      text: "Your request was accepted: you are part of {company} in the shop {shop} now. Your user type is “{type}”.",
    },
    notLetIn: {
      subject: "{company}: your request was declined",
      text: "An administrator of {company} has declined your request to join it in the shop {shop}.",
    },
    joined: {
      subject: "{company}: {name} has joined",
      text: "{name} has accepted your invitation and is part of {company} in the shop {shop} now.",
    },
    left: {
      subject: "{company}: {name} has left",
      text: "{name} has left {company} in the shop {shop} and can do nothing in its name any more.",
    },
    addedByStaff: {
      subject: "{company}: you are part of it now",
      text: "The shop {shop} has put you into {company}. Your user type is “{type}”.",
    },
    typeChangedByStaff: {
      subject: "{company}: what you may do has changed",
      text: "The shop {shop} has given you the user type “{type}” in {company}.",
    },
    removedByStaff: {
      subject: "{company}: you are no longer part of it",
      text: "The shop {shop} has taken you out of {company}.",
    },
    companyDeactivated: {
      subject: "{company} was deactivated",
      text: "The shop {shop} has deactivated {company}. Nobody can do anything in its name until the shop reactivates it. Ask the shop if you do not know why.",
    },
    companyReactivated: {
      subject: "{company} is active again",
      text: "The shop {shop} has reactivated {company}. You and your colleagues can act for it again.",
    },
    companyMerged: {
      subject: "{name} is part of {company} now",
      text: "The shop {shop} has merged {name} into {company}. You, your colleagues, orders, addresses and open invitations belong to {company} now. What each of you may do stays as it was.",
    },
    companyGrew: {
      subject: "{company}: the people of {name} have come",
      text: "The shop {shop} has merged {name} into {company}. Its people, orders, addresses and open invitations belong to {company} now. Look through the people on the page of your company: each may still do what they could do before.",
    },
    asked: {
      subject: "{company}: somebody asks to join",
      text: "{name} has an address of {company} and asks to join it in the shop {shop}. Decide on the page of your company, where all requests are listed. You get this mail at most once a day.",
    },
  },
};

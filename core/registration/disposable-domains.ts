// Put together by ourselves from what is commonly known: services whose mailboxes anybody can open, or that end by themselves. Services that
// forward to somebody's own mailbox (masked addresses) are none of them: their owners can be reached. A shop adds to it, and takes out of
// it, by the setting registration.disposableDomains.
const KNOWN = `
  0815.ru 10mail.org 10minutemail.co.za 10minutemail.com 10minutemail.de 10minutemail.net 10minutesmail.com 1secmail.com
  1secmail.net 1secmail.org 20minutemail.com 20minutemail.it 4warding.com 675hosting.com 6paq.com 9ox.net anonbox.net
  anonymbox.com antichef.com antispam.de armyspy.com beefmilk.com binkmail.com bobmail.info bofthew.com brefmail.com
  bsnow.net bugmenot.com bumpymail.com burnthespam.info byom.de chammy.info chogmail.com clrmail.com cool.fr.nf
  correo.blogos.net cosmorph.com courriel.fr.nf cuvox.de dayrep.com deadaddress.com deadfake.com despam.it devnullmail.com
  dfgh.net discard.email discardmail.com discardmail.de dispomail.eu disposableaddress.com disposableemailaddresses.com
  disposableinbox.com dispostable.com dodgeit.com dodgit.com dontreg.com dontsendmespam.de drdrb.com dropmail.me
  dump-email.info dumpmail.de dumpyemail.com einrot.com email60.com emailias.com emailondeck.com emailsensei.com
  emailtemporanea.com emailtemporanea.net emailtemporar.ro emailthe.net emailtmp.com emailwarden.com emailxfer.com
  emlhub.com emlpro.com emltmp.com ephemail.net ephemeral.email explodemail.com eyepaste.com fakeinbox.com fakeinbox.net
  fakemail.fr fakemail.net fakemailgenerator.com filzmail.com fizmail.com fleckens.hu frapmail.com fudgerub.com
  garliclife.com get1mail.com get2mail.fr getairmail.com getmails.eu getnada.com getonemail.com giantmail.de gotmail.net
  grr.la guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net guerrillamail.org
  guerrillamailblock.com gustr.com haltospam.com harakirimail.com hidemail.de hidzz.com hmamail.com hulapla.de ieatspam.eu
  ieatspam.info imails.info inbax.tk inboxalias.com inboxbear.com inboxclean.com inboxkitten.com incognitomail.com
  incognitomail.org insorg-mail.info jetable.com jetable.fr.nf jetable.net jetable.org jnxjn.com jourrapide.com kasmail.com
  klassmaster.com klzlk.com kurzepost.de lhsdv.com litedrop.com lookugly.com lortemail.dk lroid.com m4ilweb.info
  mail-temp.com mail-temporaire.fr mail.tm mailbidon.com mailbiz.biz mailcatch.com maildrop.cc maileater.com mailexpire.com
  mailfa.tk mailforspam.com mailfreeonline.com mailguard.me mailin8r.com mailinater.com mailinator.com mailinator.net
  mailinator.org mailinator2.com mailincubator.com mailmetrash.com mailmoat.com mailnator.com mailnesia.com mailnull.com
  mailpoof.com mailsac.com mailscrap.com mailseal.de mailshell.com mailsiphon.com mailslapping.com mailtemp.info
  mailtothis.com mailzilla.com mailzilla.org mbx.cc mega.zik.dj meltmail.com mierdamail.com mintemail.com minuteinbox.com
  moakt.cc moakt.com mohmal.com moncourrier.fr.nf monemail.fr.nf monmail.fr.nf mt2014.com mt2015.com mytemp.email
  mytempemail.com mytrashmail.com nada.email nepwk.com nervmich.net nervtmich.net no-spam.ws nobulk.com noclickemail.com
  nomail2me.com nospam.ze.tc nospamfor.us nospammail.net notmailinator.com nowmymail.com objectmail.com obobbo.com
  odaymail.com oneoffemail.com onewaymail.com oopi.org ordinaryamerican.net owlpic.com pancakemail.com pjjkp.com
  pokemail.net politikerclub.de poofy.org pookmail.com proxymail.eu prtnx.com putthisinyourspamdatabase.com quickinbox.com
  rcpt.at recode.me regbypass.com rhyta.com rtrtr.com s0ny.net safersignup.de safetymail.info sandelf.de saynotospams.com
  selfdestructingmail.com sendspamhere.com sharklasers.com shieldemail.com shitmail.me shortmail.net skeefmail.com
  slaskpost.se slopsbox.com smellfear.com snakemail.com snkmail.com sofimail.com sofort-mail.de sogetthis.com soodonims.com
  spam.la spam.su spam4.me spamavert.com spambob.com spambob.net spambob.org spambog.com spambog.de spambog.ru spambox.info
  spambox.us spamcannon.com spamcero.com spamcon.org spamcorptastic.com spamcowboy.com spamday.com spamfree24.com
  spamfree24.de spamfree24.org spamherelots.com spamhole.com spamify.com spaml.com spaml.de spammotel.com spamobox.com
  spamslicer.com spamspot.com spamthis.co.uk spamtroll.net speed.1s.fr spoofmail.de stuffmail.de super-auswahl.de
  supergreatmail.com superrito.com suremail.info teewars.org teleworm.com teleworm.us temp-mail.com temp-mail.io
  temp-mail.org temp-mail.ru tempail.com tempalias.com tempe-mail.com tempemail.co.za tempemail.com tempemail.net
  tempinbox.co.uk tempinbox.com tempmail.de tempmail.dev tempmail.eu tempmail.it tempmail.net tempmail.plus tempmail.ws
  tempmail2.com tempmailaddress.com tempmailer.com tempmailer.de tempmailo.com tempomail.fr temporaryemail.net
  temporaryforwarding.com temporaryinbox.com temporarymailaddress.com tempr.email tempsky.com tempthe.net thankyou2010.com
  thisisnotmyrealemail.com throwam.com throwaway.email throwawayemailaddress.com throwawaymail.com tilien.com tmail.ws
  tmailinator.com tmpmail.net tmpmail.org toiea.com tradermail.info trash-mail.at trash-mail.com trash-mail.de trash2009.com
  trashdevil.com trashdevil.de trashemail.de trashmail.at trashmail.com trashmail.de trashmail.me trashmail.net
  trashmail.org trashmail.ws trashmailer.com trashymail.com trashymail.net trbvm.com turual.com twinmail.de tyldd.com
  uggsrock.com upliftnow.com uplipht.com venompen.com veryrealemail.com viditag.com vomoto.com vubby.com walala.org
  walkmail.net wegwerf-email.de wegwerfadresse.de wegwerfemail.com wegwerfemail.de wegwerfmail.de wegwerfmail.info
  wegwerfmail.net wegwerfmail.org wh4f.org whyspam.me willselfdestruct.com winemaven.info wronghead.com wuzup.net
  wuzupmail.net xagloo.com xemaps.com xents.com xmaily.com xoxy.net yep.it yogamaven.com yomail.info yopmail.com yopmail.fr
  yopmail.net you-spam.com yuurok.com zehnminuten.de zehnminutenmail.de zippymail.info zoemail.net zoemail.org zomg.info
`;

/** Domains of mailboxes to throw away, that Foyer knows. What lies below one of them is meant as well. */
export const disposableDomains: ReadonlySet<string> = new Set(KNOWN.trim().split(/\s+/));

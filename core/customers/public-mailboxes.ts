const PUBLIC: ReadonlySet<string> = new Set(
  `126.com 163.com aol.com att.net bluewin.ch btinternet.com comcast.net duck.com fastmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com
  gmx.de gmx.es gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it icloud.com laposte.net
  libero.it live.co.uk live.com live.de live.fr live.nl mac.com mail.com mail.ru mailbox.org me.com msn.com orange.es orange.fr outlook.com
  outlook.de outlook.es outlook.fr outlook.it pm.me posteo.de proton.me protonmail.com qq.com rocketmail.com seznam.cz sfr.fr sky.com t-online.de
  telefonica.net terra.es tuta.com tutanota.com verizon.net virgilio.it wanadoo.fr web.de wp.pl yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr
  yahoo.it yandex.com yandex.ru ymail.com zoho.com`.split(/\s+/),
);

/** Whether anybody can have a mailbox at a domain, such as gmail.com: its name says nothing of who writes. A short list of the large ones. */
export const isPublicMailbox = (domain: string): boolean => PUBLIC.has(domain);

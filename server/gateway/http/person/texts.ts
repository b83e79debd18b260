/** The languages of the application. */
export const personLanguages = ['en', 'nl', 'fr', 'de'] as const;
export type PersonLanguage = (typeof personLanguages)[number];

/** What can be wrong when a person opens an address. */
export const personCauses = [
  /** Opened under a host name that is not PUBLIC_URL's. */
  'host',
  /** An address that belongs to the page's own requests. */
  'forPrograms',
  'malformed',
  'signIn',
  'forbidden',
  'notFound',
  /** A link to a document that has ended, or never was: whoever opens it is a client. */
  'documentGone',
  /** Where people consent to a recording, mistyped or ended: an attendee opens it. */
  'consentGone',
  'method',
  'tooLarge',
  'busy',
  'failed',
  'upstreamDown',
  'upstreamSlow',
  'unavailable',
  /** The application's files are missing. */
  'notBuilt',
] as const;
export type PersonCause = (typeof personCauses)[number];

/** `{host}`, `{address}` (PUBLIC_URL), `{system}` and `{wait}` are filled in; text between backticks is to be typed. */
export interface PersonText {
  readonly title: string;
  /** What happened, and whether anything was lost. */
  readonly what: string;
  /** What to do. */
  readonly todo: string;
}

interface Catalogue extends Readonly<Record<PersonCause, PersonText>> {
  readonly open: string;
  readonly reference: string;
  /** Replaces `{host}` where the browser named none. */
  readonly noHost: string;
  /** Replaces `{system}` where it is not known which one. */
  readonly aSystem: string;
}

export const personTexts: Readonly<Record<PersonLanguage, Catalogue>> = {
  en: {
    open: 'Open the dashboard',
    reference: 'For whoever runs this server: status {status}, request {request}',
    noHost: 'no host name',
    aSystem: 'A system behind this server',
    host: {
      title: 'The dashboard has another address',
      what: 'You opened {host}, but this dashboard can be reached only at {address}, so that no other site can pose as it. Nothing was lost.',
      todo: 'Open {address}. If your address should work, ask whoever runs this server to set `PUBLIC_URL` to what people type, and to restart it.',
    },
    forPrograms: {
      title: 'This address is not a page',
      what: 'The dashboard uses it for its own requests. Nothing was changed.',
      todo: 'Open the dashboard and continue from there.',
    },
    malformed: {
      title: 'The address is not valid',
      what: 'It contains something that this server does not accept. Nothing was changed.',
      todo: 'Check the address, or open the dashboard and continue from there.',
    },
    signIn: {
      title: 'You are not signed in',
      what: 'This is shown to people who are signed in. Nothing was lost.',
      todo: 'Open the dashboard, sign in, and try again.',
    },
    forbidden: {
      title: 'You cannot open this here',
      what: 'This server refused the request because of where it came from or who sent it. Nothing was changed.',
      todo: 'Open the dashboard and continue from there.',
    },
    notFound: {
      title: 'There is nothing at this address',
      what: 'It may have been mistyped, or the file may be from an earlier version. Nothing was lost.',
      todo: 'Check the address, or open the dashboard and continue from there.',
    },
    documentGone: {
      title: 'This document is no longer available',
      what: 'The link has expired, has been opened too often, or was withdrawn by the person who sent it.',
      todo: 'Ask the person who sent you the link for a new one.',
    },
    consentGone: {
      title: 'This address is not in use',
      what: 'It was mistyped, or the recording that it belongs to can no longer be answered here. Nothing was stored.',
      todo: 'Scan the code again, or ask the person who records.',
    },
    method: {
      title: 'This cannot be done at this address',
      what: 'A form or program sent something here that this server does not accept. Nothing was changed.',
      todo: 'Open the dashboard and continue from there.',
    },
    tooLarge: {
      title: 'This is too large',
      what: 'This server does not accept that much at a time. None of it was saved.',
      todo: 'Send less at a time, or open the dashboard and continue from there.',
    },
    busy: {
      title: 'Too many requests',
      what: 'There were too many requests in a short time. Nothing was lost.',
      todo: 'Wait {wait}, then reload this page.',
    },
    failed: {
      title: 'This server has a problem',
      what: 'The request could not be completed, and it is not known how far it got.',
      todo: 'Reload this page. If it happens again, give the reference below to whoever runs this server.',
    },
    upstreamDown: {
      title: '{system} cannot be reached',
      what: 'The dashboard itself is running. Recordings that are not uploaded yet stay in your browser.',
      todo: 'Reload this page in {wait}. If this continues, tell whoever runs this server.',
    },
    upstreamSlow: {
      title: '{system} did not respond in time',
      what: 'It may or may not have done what was asked. Recordings that are not uploaded yet stay in your browser.',
      todo: 'Check in the dashboard whether it was done before you try again.',
    },
    unavailable: {
      title: 'Not available at the moment',
      what: 'This server cannot do this now. Nothing was lost.',
      todo: 'Reload this page in {wait}. If this continues, tell whoever runs this server.',
    },
    notBuilt: {
      title: 'The dashboard is not completely installed',
      what: 'The server is running, but the files of the application are missing. Nothing was lost.',
      todo: 'Ask whoever runs this server to start it with `npm start`, which builds them, or to run `npm run build` and restart it.',
    },
  },
  nl: {
    open: 'Dashboard openen',
    reference: 'Voor wie deze server beheert: status {status}, verzoek {request}',
    noHost: 'geen hostnaam',
    aSystem: 'Een systeem achter deze server',
    host: {
      title: 'Het dashboard heeft een ander adres',
      what: 'U hebt {host} geopend, maar dit dashboard antwoordt alleen op {address}, zodat geen andere site zich ervoor kan uitgeven. Er is niets verloren gegaan.',
      todo: 'Open {address}. Moet uw adres werken, dan stelt wie deze server beheert `PUBLIC_URL` in op wat mensen intikken, en herstart hem.',
    },
    forPrograms: {
      title: 'Dit adres is geen pagina',
      what: 'Het dashboard gebruikt het voor zijn eigen verzoeken. Er is niets gewijzigd.',
      todo: 'Open het dashboard en ga daar verder.',
    },
    malformed: {
      title: 'Dit adres is niet te begrijpen',
      what: 'Er staat iets in dat deze server niet aanvaardt. Er is niets gewijzigd.',
      todo: 'Controleer het adres, of open het dashboard en ga daar verder.',
    },
    signIn: {
      title: 'U bent niet aangemeld',
      what: 'Dit is alleen te zien voor wie aangemeld is. Er is niets verloren gegaan.',
      todo: 'Open het dashboard, meld u aan en probeer het opnieuw.',
    },
    forbidden: {
      title: 'U kunt dit hier niet openen',
      what: 'Deze server heeft het verzoek geweigerd door waar het vandaan kwam of wie het stuurde. Er is niets gewijzigd.',
      todo: 'Open het dashboard en ga daar verder.',
    },
    notFound: {
      title: 'Op dit adres is er niets',
      what: 'Het is misschien verkeerd ingetikt, of het bestand is van een vorige versie. Er is niets verloren gegaan.',
      todo: 'Controleer het adres, of open het dashboard en ga daar verder.',
    },
    documentGone: {
      title: 'Dit document is niet meer beschikbaar',
      what: 'De link is verlopen, te vaak geopend of ingetrokken door de persoon die hem stuurde.',
      todo: 'Vraag de persoon die u de link stuurde om een nieuwe.',
    },
    consentGone: {
      title: 'Dit adres is niet in gebruik',
      what: 'Het is verkeerd getypt, of op de opname waarbij het hoort, kan hier niet meer worden geantwoord. Er is niets bewaard.',
      todo: 'Scan de code opnieuw of vraag het aan de persoon die opneemt.',
    },
    method: {
      title: 'Dit kan niet op dit adres',
      what: 'Een formulier of programma stuurde iets dat deze server hier niet aanvaardt. Er is niets gewijzigd.',
      todo: 'Open het dashboard en ga daar verder.',
    },
    tooLarge: {
      title: 'Dit is te groot',
      what: 'Deze server aanvaardt niet zoveel tegelijk. Er is niets van bewaard.',
      todo: 'Stuur minder tegelijk, of open het dashboard en ga daar verder.',
    },
    busy: {
      title: 'Te veel verzoeken',
      what: 'Er is in korte tijd te veel gevraagd. Er is niets verloren gegaan.',
      todo: 'Wacht {wait} en laad deze pagina dan opnieuw.',
    },
    failed: {
      title: 'Deze server heeft een probleem',
      what: 'Het verzoek kon niet worden voltooid, en het is niet bekend hoe ver het gekomen is.',
      todo: 'Laad deze pagina opnieuw. Gebeurt het nog eens, geef dan de referentie hieronder aan wie deze server beheert.',
    },
    upstreamDown: {
      title: '{system} is niet bereikbaar',
      what: 'Het dashboard zelf draait wel. Opnames die nog niet geüpload zijn, blijven in uw browser.',
      todo: 'Laad deze pagina opnieuw over {wait}. Blijft het duren, meld het dan aan wie deze server beheert.',
    },
    upstreamSlow: {
      title: '{system} antwoordde niet op tijd',
      what: 'Misschien is gedaan wat gevraagd werd, misschien niet. Opnames die nog niet geüpload zijn, blijven in uw browser.',
      todo: 'Kijk in het dashboard of het gedaan is voor u het opnieuw probeert.',
    },
    unavailable: {
      title: 'Nu niet beschikbaar',
      what: 'Deze server kan dit nu niet doen. Er is niets verloren gegaan.',
      todo: 'Laad deze pagina opnieuw over {wait}. Blijft het duren, meld het dan aan wie deze server beheert.',
    },
    notBuilt: {
      title: 'Het dashboard is niet volledig geïnstalleerd',
      what: 'De server draait, maar de bestanden van de toepassing ontbreken. Er is niets verloren gegaan.',
      todo: 'Wie deze server beheert, start hem met `npm start`, dat ze bouwt, of voert `npm run build` uit en herstart hem.',
    },
  },
  fr: {
    open: 'Ouvrir le tableau de bord',
    reference: 'Pour la personne qui gère ce serveur\u00a0: statut {status}, demande {request}',
    noHost: 'aucun nom d’hôte',
    aSystem: 'Un système derrière ce serveur',
    host: {
      title: 'Le tableau de bord a une autre adresse',
      what: 'Vous avez ouvert {host}, mais ce tableau de bord ne répond qu’à {address}, afin qu’aucun autre site ne puisse se faire passer pour lui. Rien n’a été perdu.',
      todo: 'Ouvrez {address}. Si votre adresse doit fonctionner, la personne qui gère ce serveur donne à `PUBLIC_URL` l’adresse que les gens saisissent, puis le redémarre.',
    },
    forPrograms: {
      title: 'Cette adresse n’est pas une page',
      what: 'Le tableau de bord s’en sert pour ses propres demandes. Rien n’a été modifié.',
      todo: 'Ouvrez le tableau de bord et continuez à partir de là.',
    },
    malformed: {
      title: 'Cette adresse est incompréhensible',
      what: 'Elle contient quelque chose que ce serveur n’accepte pas. Rien n’a été modifié.',
      todo: 'Vérifiez l’adresse, ou ouvrez le tableau de bord et continuez à partir de là.',
    },
    signIn: {
      title: 'Vous n’êtes pas connecté',
      what: 'Ceci n’est visible qu’une fois connecté. Rien n’a été perdu.',
      todo: 'Ouvrez le tableau de bord, connectez-vous et réessayez.',
    },
    forbidden: {
      title: 'Vous ne pouvez pas ouvrir ceci ici',
      what: 'Ce serveur a refusé la demande à cause de sa provenance ou de son auteur. Rien n’a été modifié.',
      todo: 'Ouvrez le tableau de bord et continuez à partir de là.',
    },
    notFound: {
      title: 'Il n’y a rien à cette adresse',
      what: 'Elle a peut-être été mal saisie, ou le fichier vient d’une version antérieure. Rien n’a été perdu.',
      todo: 'Vérifiez l’adresse, ou ouvrez le tableau de bord et continuez à partir de là.',
    },
    documentGone: {
      title: 'Ce document n’est plus disponible',
      what: 'Le lien a expiré, a été ouvert trop souvent ou a été révoqué par la personne qui l’a envoyé.',
      todo: 'Demandez un nouveau lien à la personne qui vous l’a envoyé.',
    },
    consentGone: {
      title: 'Cette adresse n’est pas utilisée',
      what: 'Elle a été mal saisie, ou il n’est plus possible de répondre ici pour l’enregistrement concerné. Rien n’a été conservé.',
      todo: 'Scannez de nouveau le code ou demandez à la personne qui enregistre.',
    },
    method: {
      title: 'Ceci n’est pas possible à cette adresse',
      what: 'Un formulaire ou un programme y a envoyé quelque chose que ce serveur n’accepte pas. Rien n’a été modifié.',
      todo: 'Ouvrez le tableau de bord et continuez à partir de là.',
    },
    tooLarge: {
      title: 'C’est trop volumineux',
      what: 'Ce serveur n’en accepte pas autant à la fois. Rien n’en a été sauvegardé.',
      todo: 'Envoyez-en moins à la fois, ou ouvrez le tableau de bord et continuez à partir de là.',
    },
    busy: {
      title: 'Trop de demandes',
      what: 'Trop de choses ont été demandées en peu de temps. Rien n’a été perdu.',
      todo: 'Attendez {wait}, puis rechargez cette page.',
    },
    failed: {
      title: 'Ce serveur a un problème',
      what: 'La demande n’a pas pu aboutir, et l’on ne sait pas jusqu’où elle est allée.',
      todo: 'Rechargez cette page. Si cela se reproduit, donnez la référence ci-dessous à la personne qui gère ce serveur.',
    },
    upstreamDown: {
      title: '{system} est injoignable',
      what: 'Le tableau de bord lui-même fonctionne. Les enregistrements qui ne sont pas encore envoyés restent dans votre navigateur.',
      todo: 'Rechargez cette page dans {wait}. Si cela dure, prévenez la personne qui gère ce serveur.',
    },
    upstreamSlow: {
      title: '{system} n’a pas répondu à temps',
      what: 'Ce qui était demandé a peut-être été fait, peut-être pas. Les enregistrements qui ne sont pas encore envoyés restent dans votre navigateur.',
      todo: 'Regardez dans le tableau de bord si cela a été fait avant de réessayer.',
    },
    unavailable: {
      title: 'Indisponible pour le moment',
      what: 'Ce serveur ne peut pas le faire maintenant. Rien n’a été perdu.',
      todo: 'Rechargez cette page dans {wait}. Si cela dure, prévenez la personne qui gère ce serveur.',
    },
    notBuilt: {
      title: 'Le tableau de bord n’est pas entièrement installé',
      what: 'Le serveur fonctionne, mais les fichiers de l’application manquent. Rien n’a été perdu.',
      todo: 'La personne qui gère ce serveur le lance avec `npm start`, qui les construit, ou exécute `npm run build` et le redémarre.',
    },
  },
  de: {
    open: 'Dashboard öffnen',
    reference: 'Für die Person, die diesen Server betreibt: Status {status}, Anfrage {request}',
    noHost: 'kein Hostname',
    aSystem: 'Ein System hinter diesem Server',
    host: {
      title: 'Das Dashboard hat eine andere Adresse',
      what: 'Sie haben {host} geöffnet, dieses Dashboard antwortet aber nur unter {address}, damit sich keine andere Seite dafür ausgeben kann. Es ging nichts verloren.',
      todo: 'Öffnen Sie {address}. Soll Ihre Adresse funktionieren, setzt die Person, die diesen Server betreibt, `PUBLIC_URL` auf das, was eingetippt wird, und startet ihn neu.',
    },
    forPrograms: {
      title: 'Diese Adresse ist keine Seite',
      what: 'Das Dashboard benutzt sie für seine eigenen Anfragen. Es wurde nichts geändert.',
      todo: 'Öffnen Sie das Dashboard und machen Sie dort weiter.',
    },
    malformed: {
      title: 'Die Adresse ist nicht verständlich',
      what: 'Sie enthält etwas, das dieser Server nicht annimmt. Es wurde nichts geändert.',
      todo: 'Prüfen Sie die Adresse, oder öffnen Sie das Dashboard und machen Sie dort weiter.',
    },
    signIn: {
      title: 'Sie sind nicht angemeldet',
      what: 'Das ist nur zu sehen, wenn Sie angemeldet sind. Es ging nichts verloren.',
      todo: 'Öffnen Sie das Dashboard, melden Sie sich an und versuchen Sie es noch einmal.',
    },
    forbidden: {
      title: 'Sie können das hier nicht öffnen',
      what: 'Dieser Server hat die Anfrage abgelehnt, weil sie von anderswo oder von jemand anderem kam. Es wurde nichts geändert.',
      todo: 'Öffnen Sie das Dashboard und machen Sie dort weiter.',
    },
    notFound: {
      title: 'Unter dieser Adresse gibt es nichts',
      what: 'Vielleicht ist sie vertippt, oder die Datei stammt aus einer früheren Version. Es ging nichts verloren.',
      todo: 'Prüfen Sie die Adresse, oder öffnen Sie das Dashboard und machen Sie dort weiter.',
    },
    documentGone: {
      title: 'Dieses Dokument ist nicht mehr verfügbar',
      what: 'Der Link ist abgelaufen, wurde zu oft geöffnet oder von der Person zurückgezogen, die ihn geschickt hat.',
      todo: 'Bitten Sie die Person, die Ihnen den Link geschickt hat, um einen neuen.',
    },
    consentGone: {
      title: 'Diese Adresse ist nicht in Gebrauch',
      what: 'Sie wurde falsch eingegeben, oder zu der Aufnahme, zu der sie gehört, kann hier nicht mehr geantwortet werden. Nichts wurde gespeichert.',
      todo: 'Scannen Sie den Code noch einmal, oder fragen Sie die Person, die aufnimmt.',
    },
    method: {
      title: 'Das geht unter dieser Adresse nicht',
      what: 'Ein Formular oder Programm hat etwas geschickt, das dieser Server hier nicht annimmt. Es wurde nichts geändert.',
      todo: 'Öffnen Sie das Dashboard und machen Sie dort weiter.',
    },
    tooLarge: {
      title: 'Das ist zu groß',
      what: 'So viel auf einmal nimmt dieser Server nicht an. Nichts davon wurde gespeichert.',
      todo: 'Schicken Sie weniger auf einmal, oder öffnen Sie das Dashboard und machen Sie dort weiter.',
    },
    busy: {
      title: 'Zu viele Anfragen',
      what: 'In kurzer Zeit wurde zu viel angefragt. Es ging nichts verloren.',
      todo: 'Warten Sie {wait}, und laden Sie diese Seite dann neu.',
    },
    failed: {
      title: 'Dieser Server hat ein Problem',
      what: 'Die Anfrage konnte nicht abgeschlossen werden, und es ist nicht bekannt, wie weit sie kam.',
      todo: 'Laden Sie diese Seite neu. Geschieht es wieder, geben Sie die Angaben unten an die Person weiter, die diesen Server betreibt.',
    },
    upstreamDown: {
      title: '{system} ist nicht erreichbar',
      what: 'Das Dashboard selbst läuft. Aufnahmen, die noch nicht hochgeladen sind, bleiben in Ihrem Browser.',
      todo: 'Laden Sie diese Seite in {wait} neu. Dauert es an, sagen Sie es der Person, die diesen Server betreibt.',
    },
    upstreamSlow: {
      title: '{system} hat nicht rechtzeitig geantwortet',
      what: 'Vielleicht wurde ausgeführt, was verlangt war, vielleicht nicht. Aufnahmen, die noch nicht hochgeladen sind, bleiben in Ihrem Browser.',
      todo: 'Sehen Sie im Dashboard nach, ob es geschehen ist, bevor Sie es noch einmal versuchen.',
    },
    unavailable: {
      title: 'Zurzeit nicht verfügbar',
      what: 'Dieser Server kann das gerade nicht tun. Es ging nichts verloren.',
      todo: 'Laden Sie diese Seite in {wait} neu. Dauert es an, sagen Sie es der Person, die diesen Server betreibt.',
    },
    notBuilt: {
      title: 'Das Dashboard ist nicht vollständig installiert',
      what: 'Der Server läuft, aber die Dateien der Anwendung fehlen. Es ging nichts verloren.',
      todo: 'Die Person, die diesen Server betreibt, startet ihn mit `npm start`, das sie erstellt, oder führt `npm run build` aus und startet ihn neu.',
    },
  },
};

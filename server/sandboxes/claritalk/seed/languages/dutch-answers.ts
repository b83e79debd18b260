import type { Language } from '../language.ts';

export const dutchAnswers: Language['answers'] = {
  decision: {
    sentences: [
      'Er is beslist om door te gaan, op voorwaarde dat de kosten onder {amount} blijven.',
      'Het voorstel werd zonder wijzigingen aanvaard.',
      'De beslissing is uitgesteld tot {date}; er zijn eerst meer cijfers nodig.',
      'Ja. {owner} zet het deze week in gang.',
    ],
    items: [
      'Het voorstel werd aanvaard, met een plafond van {amount}.',
      '{colleague} neemt de dagelijkse opvolging over.',
      'Het contract wordt met een jaar verlengd.',
      'Vanaf {month} komt er een maandrapport.',
      'De beslissing over de voertuigen wacht tot {date}.',
    ],
  },
  deadline: {
    sentences: [
      'Uiterlijk voor {date}.',
      'Eind {month} werd genoemd; een week vroeger is beter.',
      'Tegen {date}, zodat er twee weken overblijven om na te kijken.',
      'Er is geen harde datum, maar {contact} rekent op {month}.',
    ],
    items: [
      'Voor {date}: eerste ontwerp.',
      'Eind {month}: definitieve versie.',
      'Daarna binnen twee weken indienen.',
    ],
  },
  amount: {
    sentences: [
      'Ongeveer {amount}, dat is {percent} meer dan vorig jaar.',
      'Er werd een bedrag van {amount} genoemd, exclusief btw.',
      'Rond {amount}, afhankelijk van de definitieve offerte.',
      'De raming is {amount}; het juiste cijfer volgt in {month}.',
    ],
    items: [
      '{amount} in de eerste jaarhelft.',
      'Nog eens {percent} vanaf {month}.',
      'Btw is niet inbegrepen.',
    ],
  },
  documents: {
    sentences: [
      'De rekeninguittreksels van {pastMonth} en de ondertekende opdrachtbrief.',
      'Er ontbreekt niets; alle stukken zijn ontvangen.',
      'Het leasingcontract en de laatste twee inkoopfacturen.',
      'Het dossier {client} over {lastYear}.',
    ],
    items: [
      'Rekeninguittreksels van {pastMonth}',
      'Ondertekende opdrachtbrief',
      'Leasingcontract van de wagen',
      'Verzekeringspolis met de laatste premie',
      'Overzicht van de voorraad op jaareinde',
    ],
  },
  risk: {
    sentences: [
      'Laattijdige betaling door één grote klant, voor ongeveer {amount}.',
      'Er kwamen geen bijzondere risico’s naar voren.',
      'Vooral de afhankelijkheid van één leverancier.',
      'Een boete is mogelijk als de termijn van {date} niet wordt gehaald.',
    ],
    items: [
      'Laattijdige betaling door één grote klant',
      'Afhankelijkheid van één leverancier',
      'Stijgende energiekosten: {percent} in één jaar',
      'Een sleutelmedewerker vertrekt misschien in {month}',
      'Een boete als de termijn van {date} niet wordt gehaald',
    ],
  },
  person: {
    sentences: [
      '{contact}, met hulp van {colleague}.',
      '{owner} zorgt ervoor.',
      '{colleague}, zodra de stukken volledig zijn.',
      'De twee zaakvoerders samen; {contact} heeft het laatste woord.',
    ],
    items: [
      '{owner}: schrijft het verslag.',
      '{contact}: bezorgt de ontbrekende stukken.',
      '{colleague}: kijkt de cijfers na.',
      '{owner} en {contact}: spreken opnieuw af rond {date}.',
    ],
  },
  state: {
    sentences: [
      'Goed: de omzet steeg met {percent} en het orderboek is vol.',
      'Stabiel. De marge is iets lager dan gehoopt.',
      'Beter dan verwacht, al was {pastMonth} rustig.',
      'Bevredigend, met wat onzekerheid over het najaar.',
    ],
    items: [
      'De omzet steeg met {percent}.',
      'De marge bleef gelijk.',
      'Twee nieuwe medewerkers zijn gestart.',
      'De kaspositie bedraagt {amount}.',
    ],
  },
  wish: {
    sentences: [
      'Een maandoverzicht dat in vijf minuten leesbaar is.',
      'Meer zekerheid over de financiering voor {month}.',
      'Een deel van de dagelijkse leiding uit handen geven.',
      'Ruimte voor een investering van ongeveer {amount}.',
    ],
    items: [
      'Een maandoverzicht in klare taal',
      'Eén vast aanspreekpunt',
      'Een nieuwe bestelwagen van ongeveer {amount}',
      'Een opleiding over het boekhoudpakket',
      'Een extra medewerker vanaf {month}',
    ],
  },
  next: {
    sentences: [
      '{owner} stuurt een samenvatting en {contact} antwoordt voor {date}.',
      'Een vervolggesprek rond {date}.',
      'Eerst de stukken, dan de berekening.',
      '{colleague} werkt in {month} een voorstel uit.',
    ],
    items: [
      'Samenvatting versturen',
      'Antwoord van {contact} afwachten',
      'Vervolggesprek rond {date} inplannen',
    ],
  },
  reason: {
    sentences: [
      'Omdat de inkoopprijzen sinds {pastMonth} met {percent} stegen.',
      'De huur loopt af op {date}, dus er moet nu worden gekozen.',
      'Door een wetswijziging is de huidige regeling minder gunstig.',
      'Vooral twee eenmalige bestellingen in {pastMonth}.',
    ],
    items: [
      'De inkoopprijzen stegen met {percent}.',
      'Twee eenmalige bestellingen in {pastMonth}.',
      'Lagere energiekosten sinds de renovatie.',
      'Een oninbare vordering van {amount} werd afgeboekt.',
    ],
  },
  work: {
    sentences: [
      'Twee grote dossiers zelfstandig leiden, met minder correcties bij de controle.',
      'De overstap naar het digitale archief, afgerond in {pastMonth}.',
      'Een nieuwe collega opleiden naast het dagelijkse werk.',
      'Elke btw-aangifte op tijd indienen.',
    ],
    items: [
      'Elke btw-aangifte op tijd indienen',
      'Twee grote dossiers zelfstandig leiden',
      'Een nieuwe collega opleiden',
      'De checklist voor jaarrekeningen inkorten',
      'Eén adviesgesprek per maand met een klant',
    ],
  },
  feeling: {
    sentences: [
      'Goed; {contact} wordt genoemd als grote steun.',
      'Tevreden, met de wens van wat meer contact.',
      'Beter dan vorig jaar, al was {pastMonth} zwaar.',
      'Rustig en open; alles is uitgesproken.',
    ],
    items: ['Goed contact met {contact}', 'Een zware maand {pastMonth}', 'Meer rust dan vorig jaar'],
  },
};

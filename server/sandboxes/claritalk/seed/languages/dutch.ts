import type { Language } from '../language.ts';
import { dutchAnswers } from './dutch-answers.ts';

export const dutch: Language = {
  locale: 'nl',
  agreed: 'Afgesproken',
  attention: 'Aandachtspunten',
  answers: dutchAnswers,
  stories: {
    client: {
      names: [
        'Kwartaalgesprek {client}',
        '{client}: liquiditeit en investeringen',
        'Planning {year} met {client}',
        'Voortgangsgesprek {contact} ({client})',
        'Halfjaarcijfers {client}',
      ],
      openings: [
        '{owner} besprak met {contact} de tussentijdse cijfers van {client}. De omzet ligt {percent} hoger dan een jaar geleden, vooral door twee grote bestellingen in {pastMonth}.',
        'Het gesprek met {contact} ging over de stand van zaken bij {client}. Het orderboek is goed gevuld tot en met {month}, maar personeel blijft moeilijk te vinden.',
        '{contact} lichtte toe hoe {client} de voorbije maanden doorkwam. De marge staat onder druk omdat de inkoopprijzen sneller stegen dan ze konden worden doorgerekend.',
      ],
      middles: [
        'De openstaande vorderingen vragen aandacht: ongeveer {amount} staat langer dan zestig dagen open. {contact} belt zelf de drie grootste debiteuren voordat er aanmaningen vertrekken.',
        'De geplande investering van {amount} werd uitgebreid besproken. Een leasing weegt het eerste jaar minder op de liquiditeit dan een lening; {owner} zet beide naast elkaar.',
        'De prijslijst is sinds {lastYear} niet meer aangepast. Een verhoging van {percent} vanaf {month} lijkt haalbaar zonder vaste klanten te verliezen.',
        'De digitale postbus voor inkoopfacturen werkt goed, al kosten scans zonder bestelnummer nog altijd extra tijd.',
      ],
      endings: [
        'Het volgende gesprek staat gepland rond {date}. Tot dan volgt {colleague} de liquiditeitsprognose op.',
        '{contact} was tevreden over het duidelijke overzicht en vroeg om volgend kwartaal dezelfde vorm te gebruiken.',
        'De afspraken werden op het einde herhaald; {owner} bevestigt ze per e-mail.',
      ],
      topics: [
        [
          'Tussentijdse cijfers',
          'Omzet en marge van het kwartaal',
          'De omzet steeg met {percent}; de marge bleef gelijk.',
        ],
        [
          'Openstaande facturen',
          'Vorderingen ouder dan zestig dagen',
          'Ongeveer {amount} is vervallen; {contact} belt de grootste debiteuren.',
        ],
        [
          'Investeringsplan',
          'Financiering van de nieuwe installatie',
          'Leasing en lening worden voor {date} vergeleken.',
        ],
        [
          'Prijzen voor volgend jaar',
          'Of en wanneer de prijzen stijgen',
          'Een verhoging vanaf {month} werd realistisch gevonden.',
        ],
        [
          'E-facturatie',
          'Voorbereiding op digitale facturen',
          'Het pakket is klaar; in {month} volgt een proefrit.',
        ],
      ],
      todos: [
        'Leasing en lening vergelijken voor {client}',
        'Overzicht van vervallen facturen bezorgen aan {contact}',
        'Liquiditeitsprognose bijwerken tot en met {month}',
        'Voorstel voor de nieuwe prijslijst opstellen',
        'Volgend kwartaalgesprek met {client} inplannen',
      ],
    },
    annual: {
      names: [
        'Jaarrekening {lastYear} – {client}',
        'Afsluitgesprek {client}',
        'Ontwerpjaarrekening {client}',
        'Bespreking balans met {contact}',
      ],
      openings: [
        '{owner} stelde de ontwerpjaarrekening van {client} voor aan {contact}. De winst voor belasting bedraagt {amount}, {percent} meer dan het jaar voordien.',
        'De ontwerpcijfers van {client} over {lastYear} werden bladzijde per bladzijde doorgenomen. Het resultaat is iets lager door eenmalige herstellingskosten.',
        'Met {contact} werd de afsluiting van boekjaar {lastYear} besproken. Bijna alle balansposten zijn afgestemd.',
      ],
      middles: [
        'De voorraadtelling gaf een verschil van {amount}, dat te herleiden is tot twee leveringen rond de jaarwisseling. Over de correctie is men het eens.',
        'De rekening-courant van de bestuurder is opgelopen. Om vragen over intrest te vermijden, wordt een deel voor {date} terugbetaald.',
        'De afschrijvingen op de machines werden afgestemd op de werkelijke levensduur. Dat verlaagt de last met {percent} per jaar.',
        'Een voorziening voor het lopende geschil werd overwogen. Op advies van de advocaat komt ze niet op de balans, maar wel in de toelichting.',
      ],
      endings: [
        'De algemene vergadering is vastgelegd op {date}; de neerlegging volgt meteen daarna.',
        'Zodra de rekeninguittreksels volledig zijn, kan de jaarrekening worden afgewerkt. {colleague} bereidt de notulen voor.',
        '{contact} keurde het ontwerp goed onder voorbehoud van de ontbrekende stukken.',
      ],
      topics: [
        [
          'Resultaat van het jaar',
          'Vergelijking met vorig jaar',
          'Het resultaat verbeterde met {percent} dankzij lagere energiekosten.',
        ],
        [
          'Waardering van de voorraad',
          'Verschil na de telling',
          'Er wordt een correctie van {amount} geboekt.',
        ],
        [
          'Rekening-courant bestuurder',
          'Intrest en terugbetaling',
          'Een deel van het saldo wordt voor {date} terugbetaald.',
        ],
        [
          'Winstverdeling',
          'Dividend of reserve',
          'Een bescheiden dividend kreeg de voorkeur; de rest wordt gereserveerd.',
        ],
        ['Algemene vergadering', 'Datum en agenda', 'De vergadering vindt plaats op {date}.'],
      ],
      todos: [
        'Voorraadcorrectie van {amount} boeken',
        'Ontbrekende rekeninguittreksels opvragen bij {contact}',
        'Notulen van de algemene vergadering voorbereiden',
        'Jaarrekening van {client} neerleggen',
        'Toelichting bij het lopende geschil uitwerken',
      ],
    },
    tax: {
      names: [
        'Fiscale positie {client}',
        'Btw-advies {client}',
        'Opvolging en overdracht {contact}',
        'Holdingstructuur {client}: fiscale gevolgen',
      ],
      openings: [
        '{contact} vroeg wat de fiscale gevolgen zijn wanneer {client} onder een holding wordt gebracht. {owner} schetste twee mogelijke routes.',
        'Het gesprek ging over de btw op grensoverschrijdende leveringen van {client}. Sinds {pastMonth} verkoopt het bedrijf ook aan particulieren in het buitenland.',
        'Samen met {colleague} besprak {owner} de overdracht van {client} aan de volgende generatie met {contact}.',
      ],
      middles: [
        'Bij een inbreng van aandelen blijft de meerwaarde vrijgesteld als drie jaar lang aan de voorwaarden is voldaan. Het alternatief is eenvoudiger, maar kost meteen ongeveer {amount} belasting.',
        'De drempel voor afstandsverkopen is overschreden. Registratie voor het éénloketsysteem voor {date} voorkomt registraties in verschillende landen.',
        'Ook de bedrijfswagen en het thuiskantoor werden nagekeken: het voordeel van alle aard stijgt volgend jaar met {percent}.',
        'De fiscus vroeg inlichtingen over de managementvergoedingen. Er is een onderbouwing van de uurtarieven; die gaat als bijlage bij het antwoord.',
      ],
      endings: [
        'Een schriftelijk advies met een vergelijking van beide routes volgt voor {date}.',
        '{contact} verkiest de veilige route en wil eerst een ruling.',
        'Er is nog niets beslist; de familie wil het eerst onderling bespreken.',
      ],
      topics: [
        [
          'Holdingstructuur',
          'Inbreng van aandelen of verkoop',
          'De inbreng geniet de voorkeur vanwege de vrijstelling.',
        ],
        [
          'Afstandsverkopen',
          'Btw op verkopen aan buitenlandse particulieren',
          'De registratie voor het éénloketsysteem wordt aangevraagd.',
        ],
        [
          'Voordeel van alle aard',
          'Bedrijfswagens en thuiskantoor',
          'Het voordeel stijgt volgend jaar met {percent}.',
        ],
        ['Vraag om inlichtingen', 'Brief van de fiscus', 'Het antwoord moet voor {date} vertrekken.'],
        ['Opvolging', 'Overdracht aan de kinderen', 'Eerst komt er een familiegesprek.'],
      ],
      todos: [
        'Advies met beide routes schrijven voor {client}',
        '{client} registreren voor het éénloketsysteem',
        'Vraag om inlichtingen beantwoorden voor {date}',
        'Ontwerpakte opvragen bij de notaris',
        'Onderbouwing van de managementvergoedingen verzamelen',
      ],
    },
    intake: {
      names: [
        'Intake {client}',
        'Eerste gesprek met {contact}',
        'Kennismaking {client}',
        'Mogelijke opdracht: {client}',
      ],
      openings: [
        '{contact} stelde {client} voor en legde uit waarom het bedrijf een nieuwe accountant zoekt. Het huidige kantoor antwoordt traag en stuurt onduidelijke facturen.',
        'In dit eerste gesprek verkenden {owner} en {contact} of {client} en het kantoor bij elkaar passen. Het bedrijf is snel gegroeid en mist een maandrapport.',
        '{client} kwam via een andere klant. {contact} wil vooral één vast aanspreekpunt.',
      ],
      middles: [
        'De boekhouding zit in een onlinepakket met bankkoppeling. Ongeveer {percent} van de inkoopfacturen komt al digitaal binnen.',
        'Gevraagd worden boekhouding, btw-aangiften, jaarrekening en een jaarlijks planningsgesprek. Een vaste prijs van ongeveer {fee} per maand werd als richtbedrag genoemd.',
        'De lonen blijven tot {month} bij de huidige dienstverlener. Daarna is één leverancier voor alles welkom.',
        'De identiteitskaart en de statuten werden getoond; het UBO-register moet nog worden nagekeken.',
      ],
      endings: [
        'Er is een voorstel beloofd tegen {date}. {contact} beslist samen met de mede-eigenaar.',
        'De indruk is goed. {colleague} voert de cliëntacceptatie uit.',
        'De opdracht kan begin {month} starten als het overdrachtsdossier op tijd is.',
      ],
      topics: [
        [
          'Reden van de overstap',
          'Ervaring met het huidige kantoor',
          'Trage antwoorden en onduidelijke facturen waren de grootste klacht.',
        ],
        [
          'Gewenste diensten',
          'Omvang van de opdracht',
          'Boekhouding, btw, jaarrekening en een planningsgesprek.',
        ],
        [
          'Honorarium',
          'Vaste prijs of per uur',
          'Een vaste prijs van ongeveer {fee} per maand geniet de voorkeur.',
        ],
        ['Overdracht', 'Dossier van de vorige accountant', 'Het dossier wordt voor {date} verwacht.'],
      ],
      todos: [
        'Voorstel bezorgen aan {contact}',
        'UBO-register nakijken',
        'Overdrachtsdossier opvragen bij de vorige accountant',
        'Startgesprek met {client} inplannen',
      ],
    },
    team: {
      names: [
        'Teamoverleg {month}',
        'Wekelijkse planning dossiers',
        'Start btw-seizoen {year}',
        'Evaluatie werkafspraken',
        'Kort overleg voor de deadline',
      ],
      openings: [
        'Het team nam de planning voor {month} door. De meeste dossiers zitten op schema; zes jaarrekeningen wachten nog op stukken van klanten.',
        '{owner} opende met de cijfers van de voorbije maand. De productiviteit steeg met {percent}, hoewel twee collega’s met verlof waren.',
        'Het aangifteseizoen komt eraan, dus het overleg ging vooral over de verdeling van het werk.',
      ],
      middles: [
        '{colleague} neemt voorlopig drie dossiers over, zodat de deadline van {date} haalbaar blijft.',
        'De nieuwe checklist voor btw-aangiften bespaart tijd. Eén vraag bleek dubbelzinnig en wordt herschreven.',
        'Bij de interne controle ontbraken handtekeningen op opdrachtbrieven. Iedereen kijkt de eigen dossiers na.',
        'Het opleidingsbudget bedraagt {amount}. Een cursus e-facturatie en een cursus gesprekstechnieken werden voorgesteld.',
      ],
      endings: [
        'Het volgende teamoverleg is op {date}.',
        'Iedereen weet welke dossiers deze week voorrang krijgen.',
        '{owner} deelt de aangepaste planning nog deze namiddag.',
      ],
      topics: [
        [
          'Dossiers met vertraging',
          'Welke en waarom',
          'Zes dossiers wachten nog op stukken; vandaag vertrekken herinneringen.',
        ],
        ['Verdeling van het werk', 'Vervanging tijdens verlof', '{colleague} neemt drie dossiers over.'],
        ['Checklist btw-aangiften', 'Eerste ervaringen', 'Ze bespaart tijd; één vraag wordt herschreven.'],
        ['Opleiding', 'Budget en wensen', 'Twee cursussen passen binnen het budget van {amount}.'],
        [
          'Interne controle',
          'Bevindingen van het voorbije kwartaal',
          'Ontbrekende handtekeningen worden voor {date} verzameld.',
        ],
      ],
      todos: [
        'Dubbelzinnige vraag in de checklist herschrijven',
        'Klanten met ontbrekende stukken herinneren',
        'Ontbrekende handtekeningen verzamelen',
        'Team inschrijven voor de cursus e-facturatie',
        'Aangepaste planning delen',
      ],
    },
    review: {
      names: [
        'Functioneringsgesprek {colleague}',
        'Jaargesprek met {colleague}',
        'Doelstellingen {year}: {colleague}',
        'Voortgangsgesprek {colleague}',
      ],
      openings: [
        '{owner} blikte met {colleague} terug op het voorbije jaar. De doelstellingen zijn grotendeels gehaald en klanten reageren positief.',
        'Het gesprek met {colleague} verliep in een open sfeer. Het werk aan de grotere dossiers wordt gewaardeerd.',
        '{colleague} vertelde dat de voorbije maanden druk maar leerrijk waren.',
      ],
      middles: [
        'De werkdruk rond de aangiftetermijnen is hoog. Er is afgesproken verlof vroeger te plannen en twee dossiers over te dragen.',
        '{colleague} wil doorgroeien naar een rol met meer klantcontact en volgt graag een opleiding adviesvaardigheden.',
        'Twee dagen thuiswerk per week loopt goed; het contact met jongere collega’s verdient aandacht.',
        'Ook het loon kwam ter sprake: een verhoging van {percent} vanaf {month} werd voorgesteld.',
      ],
      endings: [
        'Het volgende gesprek is op {date}.',
        'Beiden ondertekenden het verslag.',
        '{owner} komt voor {date} terug op de opleiding.',
      ],
      topics: [
        [
          'Doelstellingen van het voorbije jaar',
          'Wat werd gehaald',
          'Vier van de vijf doelstellingen werden gehaald.',
        ],
        ['Werkdruk', 'Drukke periodes en verlof', 'Twee dossiers worden overgedragen.'],
        ['Opleiding', 'Wensen voor het komende jaar', 'Er is een opleiding adviesvaardigheden gevraagd.'],
        ['Verloning', 'Voorstel voor het komende jaar', 'Een verhoging van {percent} werd voorgesteld.'],
      ],
      todos: [
        'Offerte aanvragen voor de opleiding van {colleague}',
        'Twee dossiers overdragen aan het team',
        'Verslag van het gesprek schrijven',
        'Volgend gesprek met {colleague} inplannen',
      ],
    },
    call: {
      names: [
        'Telefoongesprek {contact}',
        'Telefoon {client}: brief van de fiscus',
        '{contact} over een factuur',
        'Kort gesprek met {client}',
      ],
      openings: [
        '{contact} belde over een brief van de fiscus die {client} deze week ontving.',
        '{contact} belde met een vraag over de laatste factuur van het kantoor.',
        '{client} wilde weten of de btw-aangifte enkele dagen vroeger kan worden ingediend.',
      ],
      middles: [
        'De brief gaat over een ambtshalve aanslag van {amount}. {owner} legde uit dat bezwaar mogelijk is tot {date}.',
        'Op de factuur bleek één uur te veel te staan; er is een creditnota beloofd.',
        'Alle stukken zijn er, zodat indienen voor {date} lukt.',
      ],
      endings: [
        '{owner} bevestigt dit per e-mail.',
        '{colleague} belt morgenvoormiddag terug.',
        'De beller was gerustgesteld en tevreden.',
      ],
      topics: [
        ['Brief van de fiscus', 'Ambtshalve aanslag', 'Het bezwaar wordt voor {date} ingediend.'],
        ['Factuur', 'Vraag over de uren', 'Er is een creditnota beloofd.'],
        ['Btw-aangifte', 'Vroeger indienen', 'Indienen voor {date} is mogelijk.'],
      ],
      todos: [
        'Bezwaar indienen voor {client}',
        'Creditnota bezorgen aan {contact}',
        '{contact} terugbellen',
        'Afspraak per e-mail bevestigen',
      ],
    },
  },
};

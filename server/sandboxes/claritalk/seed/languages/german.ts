import type { Language } from '../language.ts';
import { germanAnswers } from './german-answers.ts';

export const german: Language = {
  locale: 'de',
  agreed: 'Vereinbart',
  attention: 'Zu beachten',
  answers: germanAnswers,
  stories: {
    client: {
      names: [
        'Quartalsgespräch mit {client}',
        '{client}: Liquidität und Investitionen',
        'Planung {year} mit {client}',
        'Zwischengespräch mit {contact} ({client})',
        'Halbjahreszahlen {client}',
      ],
      openings: [
        '{owner} ging mit {contact} die Zwischenzahlen von {client} durch. Der Umsatz liegt {percent} über dem Vorjahr, vor allem wegen zweier größerer Aufträge im {pastMonth}.',
        'Das Gespräch mit {contact} drehte sich um die Lage bei {client}. Die Auftragsbücher sind bis {month} gut gefüllt, doch Personal bleibt schwer zu finden.',
        '{contact} schilderte, wie {client} durch die letzten Monate kam. Die Marge steht unter Druck, weil die Einkaufspreise schneller stiegen, als sie weitergegeben werden konnten.',
      ],
      middles: [
        'Die offenen Forderungen verdienen Aufmerksamkeit: Rund {amount} sind seit mehr als sechzig Tagen fällig. {contact} ruft die drei größten Schuldner persönlich an, bevor Mahnungen verschickt werden.',
        'Die geplante Investition von {amount} wurde ausführlich besprochen. Leasing belastet die Liquidität im ersten Jahr weniger als ein Darlehen; {owner} stellt beides gegenüber.',
        'Die Preisliste wurde seit {lastYear} nicht mehr angepasst. Eine Erhöhung um {percent} ab {month} scheint möglich, ohne Stammkunden zu verlieren.',
        'Das digitale Postfach für Eingangsrechnungen funktioniert gut, nur Belege ohne Bestellnummer kosten noch zusätzliche Zeit.',
      ],
      endings: [
        'Das nächste Gespräch ist um den {date} geplant. Bis dahin behält {colleague} die Liquiditätsplanung im Auge.',
        '{contact} war mit der klaren Übersicht zufrieden und wünscht für das nächste Quartal dieselbe Form.',
        'Die Vereinbarungen wurden am Ende wiederholt; {owner} bestätigt sie per E-Mail.',
      ],
      topics: [
        [
          'Zwischenzahlen',
          'Umsatz und Marge des Quartals',
          'Der Umsatz stieg um {percent}; die Marge blieb gleich.',
        ],
        [
          'Offene Rechnungen',
          'Forderungen älter als sechzig Tage',
          'Rund {amount} sind überfällig; {contact} ruft die größten Schuldner an.',
        ],
        [
          'Investitionsplan',
          'Finanzierung der neuen Anlage',
          'Leasing und Darlehen werden vor dem {date} verglichen.',
        ],
        [
          'Preise im nächsten Jahr',
          'Ob und wann erhöht wird',
          'Eine Erhöhung ab {month} gilt als realistisch.',
        ],
        [
          'E-Rechnung',
          'Vorbereitung der Software',
          'Das Programm ist bereit; im {month} folgt ein Probelauf.',
        ],
      ],
      todos: [
        'Leasing und Darlehen für {client} vergleichen',
        'Übersicht der überfälligen Rechnungen an {contact} senden',
        'Liquiditätsplanung bis {month} fortschreiben',
        'Vorschlag für die neue Preisliste ausarbeiten',
        'Nächstes Quartalsgespräch mit {client} ansetzen',
      ],
    },
    annual: {
      names: [
        'Jahresabschluss {lastYear} – {client}',
        'Abschlussgespräch {client}',
        'Entwurf des Jahresabschlusses: {client}',
        'Bilanzbesprechung mit {contact}',
      ],
      openings: [
        '{owner} stellte {contact} den Entwurf des Jahresabschlusses von {client} vor. Der Gewinn vor Steuern beträgt {amount} und damit {percent} mehr als im Vorjahr.',
        'Der Entwurf des Abschlusses {lastYear} von {client} wurde Seite für Seite durchgegangen. Das Ergebnis ist wegen einmaliger Reparaturen etwas niedriger.',
        'Mit {contact} wurde der Abschluss des Geschäftsjahres {lastYear} besprochen. Fast alle Bilanzposten sind abgestimmt.',
      ],
      middles: [
        'Die Inventur ergab eine Differenz von {amount}, die auf zwei Lieferungen um den Jahreswechsel zurückgeht. Über die Korrektur besteht Einigkeit.',
        'Das Verrechnungskonto des Geschäftsführers ist gestiegen. Um Fragen zu den Zinsen zu vermeiden, wird ein Teil vor dem {date} zurückgezahlt.',
        'Die Abschreibungen auf die Maschinen wurden an die tatsächliche Nutzungsdauer angepasst. Das senkt den Aufwand um {percent} im Jahr.',
        'Eine Rückstellung für den laufenden Rechtsstreit wurde erwogen. Auf Rat des Anwalts steht sie nicht in der Bilanz, wird aber im Anhang erwähnt.',
      ],
      endings: [
        'Die Generalversammlung ist auf den {date} festgelegt; die Hinterlegung folgt unmittelbar danach.',
        'Sobald die Kontoauszüge vollständig sind, kann der Abschluss fertiggestellt werden. {colleague} bereitet das Protokoll vor.',
        '{contact} stimmte dem Entwurf vorbehaltlich der fehlenden Belege zu.',
      ],
      topics: [
        [
          'Jahresergebnis',
          'Vergleich mit dem Vorjahr',
          'Das Ergebnis verbesserte sich dank niedrigerer Energiekosten um {percent}.',
        ],
        ['Bewertung der Vorräte', 'Differenz nach der Inventur', 'Eine Korrektur von {amount} wird gebucht.'],
        [
          'Verrechnungskonto',
          'Zinsen und Rückzahlung',
          'Ein Teil des Saldos wird vor dem {date} zurückgezahlt.',
        ],
        [
          'Gewinnverwendung',
          'Dividende oder Rücklage',
          'Eine bescheidene Dividende wurde bevorzugt; der Rest wird zurückgelegt.',
        ],
        ['Generalversammlung', 'Termin und Tagesordnung', 'Die Versammlung findet am {date} statt.'],
      ],
      todos: [
        'Vorratskorrektur von {amount} buchen',
        'Fehlende Kontoauszüge bei {contact} anfordern',
        'Protokoll der Generalversammlung vorbereiten',
        'Jahresabschluss von {client} hinterlegen',
        'Anhang zum laufenden Rechtsstreit ausarbeiten',
      ],
    },
    tax: {
      names: [
        'Steuerliche Lage {client}',
        'Umsatzsteuerberatung {client}',
        'Nachfolgeplanung {contact}',
        'Holdingstruktur {client}: steuerliche Folgen',
      ],
      openings: [
        '{contact} fragte, welche steuerlichen Folgen es hat, {client} unter eine Holding zu stellen. {owner} stellte zwei mögliche Wege vor.',
        'Es ging um die Umsatzsteuer auf grenzüberschreitende Lieferungen von {client}. Seit Kurzem verkauft das Unternehmen auch an Privatkunden im Ausland.',
        'Gemeinsam mit {colleague} besprach {owner} mit {contact} die Übergabe von {client} an die nächste Generation.',
      ],
      middles: [
        'Bei einer Einbringung der Anteile bleibt der Mehrwert steuerfrei, wenn die Bedingungen drei Jahre lang erfüllt sind. Der andere Weg ist einfacher, kostet aber sofort rund {amount} Steuern.',
        'Die Schwelle für Fernverkäufe ist überschritten. Eine Anmeldung beim One-Stop-Shop vor dem {date} erspart Registrierungen in mehreren Ländern.',
        'Auch Firmenwagen und Heimbüro wurden geprüft: Der geldwerte Vorteil steigt im nächsten Jahr um {percent}.',
        'Die Steuerverwaltung bat um Auskünfte zu den Managementvergütungen. Eine Begründung der Stundensätze liegt vor und wird der Antwort beigefügt.',
      ],
      endings: [
        'Eine schriftliche Stellungnahme mit einem Vergleich beider Wege folgt vor dem {date}.',
        '{contact} bevorzugt den sicheren Weg und möchte zuerst einen Vorbescheid.',
        'Entschieden ist noch nichts; die Familie möchte sich zuerst beraten.',
      ],
      topics: [
        [
          'Holdingstruktur',
          'Einbringung der Anteile oder Verkauf',
          'Die Einbringung wird wegen der Steuerbefreiung bevorzugt.',
        ],
        [
          'Fernverkäufe',
          'Umsatzsteuer bei Privatkunden im Ausland',
          'Die Anmeldung beim One-Stop-Shop wird beantragt.',
        ],
        [
          'Geldwerter Vorteil',
          'Firmenwagen und Heimbüro',
          'Der Vorteil steigt im nächsten Jahr um {percent}.',
        ],
        [
          'Auskunftsersuchen',
          'Schreiben der Steuerverwaltung',
          'Die Antwort muss vor dem {date} hinausgehen.',
        ],
        ['Nachfolge', 'Übergabe an die Kinder', 'Zuerst findet ein Familiengespräch statt.'],
      ],
      todos: [
        'Stellungnahme mit beiden Wegen für {client} schreiben',
        '{client} beim One-Stop-Shop anmelden',
        'Auskunftsersuchen vor dem {date} beantworten',
        'Beim Notar einen Urkundenentwurf anfordern',
        'Begründung der Managementvergütungen zusammenstellen',
      ],
    },
    intake: {
      names: [
        'Erstgespräch {client}',
        'Kennenlernen mit {contact}',
        'Vorstellung {client}',
        'Möglicher Auftrag: {client}',
      ],
      openings: [
        '{contact} stellte {client} vor und erklärte, warum das Unternehmen einen neuen Buchprüfer sucht. Die jetzige Kanzlei antwortet langsam und schickt unklare Rechnungen.',
        'In diesem ersten Gespräch klärten {owner} und {contact}, ob {client} und die Kanzlei zueinander passen. Das Unternehmen ist schnell gewachsen und vermisst einen Monatsbericht.',
        '{client} kam auf Empfehlung. {contact} wünscht vor allem eine feste Ansprechperson.',
      ],
      middles: [
        'Die Buchhaltung läuft in einem Onlineprogramm mit Bankanbindung. Etwa {percent} der Eingangsrechnungen kommen bereits elektronisch an.',
        'Gewünscht werden Buchhaltung, Umsatzsteuer, Jahresabschluss und ein jährliches Planungsgespräch. Als Richtwert wurde ein Festpreis von rund {fee} im Monat genannt.',
        'Die Löhne bleiben bis {month} beim jetzigen Dienstleister. Danach wäre ein einziger Anbieter willkommen.',
        'Personalausweis und Satzung wurden vorgelegt; das UBO-Register ist noch zu prüfen.',
      ],
      endings: [
        'Ein Angebot wurde bis zum {date} zugesagt. {contact} entscheidet gemeinsam mit dem Mitinhaber.',
        'Der Eindruck ist gut. {colleague} führt die Mandatsannahme durch.',
        'Der Auftrag kann Anfang {month} beginnen, wenn die Übergabeakte rechtzeitig eintrifft.',
      ],
      topics: [
        [
          'Grund des Wechsels',
          'Erfahrung mit der jetzigen Kanzlei',
          'Langsame Antworten und unklare Rechnungen waren der Hauptgrund.',
        ],
        [
          'Gewünschte Leistungen',
          'Umfang des Auftrags',
          'Buchhaltung, Umsatzsteuer, Jahresabschluss und Planungsgespräch.',
        ],
        ['Honorar', 'Festpreis oder nach Stunden', 'Ein Festpreis von rund {fee} im Monat wird bevorzugt.'],
        ['Übergabe', 'Akte der bisherigen Kanzlei', 'Die Akte wird vor dem {date} erwartet.'],
      ],
      todos: [
        'Angebot an {contact} senden',
        'UBO-Register prüfen',
        'Übergabeakte bei der bisherigen Kanzlei anfordern',
        'Startgespräch mit {client} ansetzen',
      ],
    },
    team: {
      names: [
        'Teambesprechung {month}',
        'Wöchentliche Aktenplanung',
        'Beginn der Umsatzsteuersaison {year}',
        'Überprüfung der Arbeitsabsprachen',
        'Kurzbesprechung vor dem Stichtag',
      ],
      openings: [
        'Das Team ging die Planung für {month} durch. Die meisten Akten liegen im Zeitplan; sechs Jahresabschlüsse warten noch auf Belege.',
        '{owner} begann mit den Zahlen des letzten Monats. Die Produktivität stieg um {percent}, obwohl zwei Kollegen im Urlaub waren.',
        'Die Zeit der Steuererklärungen naht, daher ging es vor allem um die Verteilung der Arbeit.',
      ],
      middles: [
        '{colleague} übernimmt vorläufig drei Akten, damit der Stichtag am {date} eingehalten werden kann.',
        'Die neue Checkliste für die Umsatzsteuer spart Zeit. Eine Frage erwies sich als zweideutig und wird neu formuliert.',
        'Bei der internen Prüfung fehlten Unterschriften auf Auftragsschreiben. Alle prüfen die eigenen Akten.',
        'Das Budget für Fortbildung beträgt {amount}. Vorgeschlagen wurden ein Kurs zur E-Rechnung und einer zur Gesprächsführung.',
      ],
      endings: [
        'Die nächste Teambesprechung ist am {date}.',
        'Alle wissen, welche Akten diese Woche Vorrang haben.',
        '{owner} verteilt die angepasste Planung noch heute Nachmittag.',
      ],
      topics: [
        [
          'Akten im Verzug',
          'Welche und warum',
          'Sechs Akten warten noch auf Belege; die Erinnerungen gehen heute hinaus.',
        ],
        ['Verteilung der Arbeit', 'Vertretung im Urlaub', '{colleague} übernimmt drei Akten.'],
        ['Checkliste Umsatzsteuer', 'Erste Erfahrungen', 'Sie spart Zeit; eine Frage wird neu formuliert.'],
        ['Fortbildung', 'Budget und Wünsche', 'Zwei Kurse passen in das Budget von {amount}.'],
        [
          'Interne Prüfung',
          'Feststellungen des letzten Quartals',
          'Fehlende Unterschriften werden vor dem {date} eingeholt.',
        ],
      ],
      todos: [
        'Zweideutige Frage der Checkliste neu formulieren',
        'Kunden an fehlende Belege erinnern',
        'Fehlende Unterschriften einholen',
        'Team zum Kurs E-Rechnung anmelden',
        'Angepasste Planung verteilen',
      ],
    },
    review: {
      names: [
        'Mitarbeitergespräch {colleague}',
        'Jahresgespräch mit {colleague}',
        'Ziele {year}: {colleague}',
        'Zwischengespräch {colleague}',
      ],
      openings: [
        '{owner} blickte mit {colleague} auf das vergangene Jahr zurück. Die Ziele wurden weitgehend erreicht, und die Rückmeldungen der Kunden sind positiv.',
        'Das Gespräch mit {colleague} verlief in offener Atmosphäre. Die Arbeit an den größeren Akten wird geschätzt.',
        'Nach den Worten von {colleague} waren die letzten Monate anstrengend, aber lehrreich.',
      ],
      middles: [
        'Die Arbeitsbelastung rund um die Stichtage ist hoch. Vereinbart wurde, Urlaub früher zu planen und zwei Akten abzugeben.',
        '{colleague} möchte in eine Rolle mit mehr Kundenkontakt hineinwachsen und eine Schulung in Beratung besuchen.',
        'Zwei Tage Heimarbeit in der Woche klappen gut; der Kontakt zu den Jüngeren verdient Aufmerksamkeit.',
        'Auch das Gehalt kam zur Sprache: Vorgeschlagen wurde eine Erhöhung um {percent} ab {month}.',
      ],
      endings: [
        'Das nächste Gespräch ist am {date}.',
        'Beide unterschrieben das Protokoll.',
        '{owner} meldet sich vor dem {date} wegen der Schulung.',
      ],
      topics: [
        ['Ziele des letzten Jahres', 'Was erreicht wurde', 'Vier von fünf Zielen wurden erreicht.'],
        ['Arbeitsbelastung', 'Stoßzeiten und Urlaub', 'Zwei Akten werden abgegeben.'],
        ['Fortbildung', 'Wünsche für das kommende Jahr', 'Eine Schulung in Beratung wurde gewünscht.'],
        ['Gehalt', 'Vorschlag für das kommende Jahr', 'Eine Erhöhung um {percent} wurde vorgeschlagen.'],
      ],
      todos: [
        'Angebot für die Schulung von {colleague} einholen',
        'Zwei Akten an das Team übergeben',
        'Protokoll des Gesprächs schreiben',
        'Nächstes Gespräch mit {colleague} ansetzen',
      ],
    },
    call: {
      names: [
        'Telefonat mit {contact}',
        'Anruf {client}: Schreiben vom Finanzamt',
        '{contact} wegen einer Rechnung',
        'Kurzes Telefonat mit {client}',
      ],
      openings: [
        '{contact} rief wegen eines Schreibens der Steuerverwaltung an, das {client} diese Woche erhielt.',
        '{contact} rief mit einer Frage zur letzten Rechnung der Kanzlei an.',
        '{client} wollte wissen, ob die Umsatzsteuererklärung einige Tage früher abgegeben werden kann.',
      ],
      middles: [
        'Das Schreiben betrifft eine Schätzung über {amount}. {owner} erklärte, dass ein Einspruch bis zum {date} möglich ist.',
        'Die Rechnung enthielt eine Stunde zu viel; eine Gutschrift wurde zugesagt.',
        'Alle Belege liegen vor, sodass die Abgabe vor dem {date} möglich ist.',
      ],
      endings: [
        '{owner} bestätigt dies per E-Mail.',
        '{colleague} ruft morgen Vormittag zurück.',
        'Am Ende des Gesprächs waren alle Fragen geklärt.',
      ],
      topics: [
        ['Schreiben der Steuerverwaltung', 'Schätzung', 'Der Einspruch wird vor dem {date} eingelegt.'],
        ['Rechnung', 'Frage zu den Stunden', 'Eine Gutschrift wurde zugesagt.'],
        ['Umsatzsteuererklärung', 'Frühere Abgabe', 'Die Abgabe vor dem {date} ist möglich.'],
      ],
      todos: [
        'Einspruch für {client} einlegen',
        'Gutschrift an {contact} senden',
        '{contact} zurückrufen',
        'Absprache per E-Mail bestätigen',
      ],
    },
  },
};

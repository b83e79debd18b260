import type { Language } from '../language.ts';

export const germanAnswers: Language['answers'] = {
  decision: {
    sentences: [
      'Es wurde beschlossen weiterzumachen, sofern die Kosten unter {amount} bleiben.',
      'Der Vorschlag wurde unverändert angenommen.',
      'Die Entscheidung wurde auf den {date} vertagt; zuerst werden weitere Zahlen gebraucht.',
      'Ja. {owner} bringt es diese Woche auf den Weg.',
    ],
    items: [
      'Der Vorschlag wurde mit einer Obergrenze von {amount} angenommen.',
      '{colleague} übernimmt die tägliche Betreuung.',
      'Der Vertrag wird um ein Jahr verlängert.',
      'Ab {month} gibt es einen Monatsbericht.',
      'Die Entscheidung über die Fahrzeuge wartet bis zum {date}.',
    ],
  },
  deadline: {
    sentences: [
      'Spätestens am {date}.',
      'Genannt wurde Ende {month}; eine Woche früher wäre besser.',
      'Bis zum {date}, damit zwei Wochen für die Prüfung bleiben.',
      'Es gibt keinen festen Termin, aber {contact} rechnet mit {month}.',
    ],
    items: [
      'Vor dem {date}: erster Entwurf.',
      'Ende {month}: endgültige Fassung.',
      'Abgabe binnen zwei Wochen danach.',
    ],
  },
  amount: {
    sentences: [
      'Rund {amount}, das sind {percent} mehr als im Vorjahr.',
      'Genannt wurde ein Betrag von {amount} ohne Umsatzsteuer.',
      'Um {amount}, je nach endgültigem Angebot.',
      'Die Schätzung liegt bei {amount}; die genaue Zahl folgt im {month}.',
    ],
    items: [
      '{amount} im ersten Halbjahr.',
      'Weitere {percent} ab {month}.',
      'Die Umsatzsteuer ist nicht enthalten.',
    ],
  },
  documents: {
    sentences: [
      'Die Kontoauszüge vom {pastMonth} und das unterschriebene Auftragsschreiben.',
      'Es fehlt nichts; alle Belege sind eingegangen.',
      'Der Leasingvertrag und die letzten zwei Eingangsrechnungen.',
      'Die Akte {client} für {lastYear}.',
    ],
    items: [
      'Kontoauszüge vom {pastMonth}',
      'Unterschriebenes Auftragsschreiben',
      'Leasingvertrag des Wagens',
      'Versicherungspolice mit der letzten Prämie',
      'Aufstellung der Vorräte zum Jahresende',
    ],
  },
  risk: {
    sentences: [
      'Der Zahlungsverzug eines großen Kunden über rund {amount}.',
      'Besondere Risiken kamen nicht zur Sprache.',
      'Vor allem die Abhängigkeit von einem einzigen Lieferanten.',
      'Ein Bußgeld ist möglich, wenn die Frist am {date} versäumt wird.',
    ],
    items: [
      'Zahlungsverzug eines großen Kunden',
      'Abhängigkeit von einem einzigen Lieferanten',
      'Steigende Energiekosten: {percent} in einem Jahr',
      'Möglicher Weggang einer Schlüsselkraft im {month}',
      'Bußgeld, wenn die Frist am {date} versäumt wird',
    ],
  },
  person: {
    sentences: [
      '{contact}, mit Unterstützung von {colleague}.',
      '{owner} kümmert sich darum.',
      '{colleague}, sobald die Belege vollständig sind.',
      'Beide Inhaber gemeinsam; {contact} hat das letzte Wort.',
    ],
    items: [
      '{owner}: schreibt den Bericht.',
      '{contact}: liefert die fehlenden Belege.',
      '{colleague}: prüft die Zahlen.',
      '{owner} und {contact}: treffen sich wieder um den {date}.',
    ],
  },
  state: {
    sentences: [
      'Gut: Der Umsatz stieg um {percent}, und die Auftragsbücher sind voll.',
      'Stabil. Die Marge ist etwas niedriger als erhofft.',
      'Besser als erwartet, obwohl der {pastMonth} ruhig war.',
      'Zufriedenstellend, mit etwas Unsicherheit für den Herbst.',
    ],
    items: [
      'Der Umsatz stieg um {percent}.',
      'Die Marge blieb gleich.',
      'Zwei neue Mitarbeitende haben angefangen.',
      'Die liquiden Mittel betragen {amount}.',
    ],
  },
  wish: {
    sentences: [
      'Eine Monatsübersicht, die in fünf Minuten zu lesen ist.',
      'Mehr Sicherheit über die Finanzierung bis {month}.',
      'Einen Teil der täglichen Leitung abgeben.',
      'Spielraum für eine Investition von rund {amount}.',
    ],
    items: [
      'Eine Monatsübersicht in klarer Sprache',
      'Eine feste Ansprechperson',
      'Ein neuer Lieferwagen für rund {amount}',
      'Eine Schulung zum Buchhaltungsprogramm',
      'Eine zusätzliche Kraft ab {month}',
    ],
  },
  next: {
    sentences: [
      '{owner} schickt eine Zusammenfassung, und {contact} antwortet vor dem {date}.',
      'Ein Folgegespräch um den {date}.',
      'Zuerst die Belege, dann die Berechnung.',
      '{colleague} arbeitet im {month} einen Vorschlag aus.',
    ],
    items: [
      'Zusammenfassung senden',
      'Antwort von {contact} abwarten',
      'Folgegespräch um den {date} ansetzen',
    ],
  },
  reason: {
    sentences: [
      'Weil die Einkaufspreise um {percent} gestiegen sind.',
      'Der Mietvertrag endet am {date}, daher muss jetzt gewählt werden.',
      'Eine Gesetzesänderung macht die jetzige Regelung weniger vorteilhaft.',
      'Vor allem zwei einmalige Aufträge im {pastMonth}.',
    ],
    items: [
      'Die Einkaufspreise stiegen um {percent}.',
      'Zwei einmalige Aufträge im {pastMonth}.',
      'Niedrigere Energiekosten seit der Renovierung.',
      'Eine uneinbringliche Forderung von {amount} wurde abgeschrieben.',
    ],
  },
  work: {
    sentences: [
      'Zwei große Akten selbstständig führen, mit weniger Korrekturen bei der Prüfung.',
      'Die Umstellung auf das digitale Archiv, abgeschlossen im {pastMonth}.',
      'Die Einarbeitung einer neuen Kraft neben der täglichen Arbeit.',
      'Jede Umsatzsteuererklärung pünktlich abgeben.',
    ],
    items: [
      'Jede Umsatzsteuererklärung pünktlich abgeben',
      'Zwei große Akten selbstständig führen',
      'Eine neue Kraft einarbeiten',
      'Die Checkliste für Jahresabschlüsse kürzen',
      'Ein Beratungsgespräch im Monat mit einem Kunden',
    ],
  },
  feeling: {
    sentences: [
      'Gut; die Hilfe von {contact} wird hervorgehoben.',
      'Zufrieden, mit dem Wunsch nach etwas mehr Austausch.',
      'Besser als im Vorjahr, obwohl der {pastMonth} anstrengend war.',
      'Ruhig und offen; nichts blieb unausgesprochen.',
    ],
    items: ['Guter Kontakt mit {contact}', 'Ein anstrengender {pastMonth}', 'Mehr Ruhe als im Vorjahr'],
  },
};

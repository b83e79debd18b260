import type { Thread } from './thread.ts';

export const dutch: readonly Thread[] = [
  {
    tag: 'VAT',
    lines: [
      '< Goedemorgen, ontbreken er nog facturen voor de btw-aangifte?',
      '* Bedankt voor uw bericht. We antwoorden tijdens de kantooruren.',
      '> Dag {client}, de twee facturen van de garage hebben we nog niet.',
      '< Ik scan ze vanmiddag in.',
      '< Alstublieft, allebei in één bestand. [invoices.pdf]',
      '> Goed ontvangen, dank u. We dienen op de 20e in.',
      '< Prima, bedankt {operator}!',
    ],
  },
  {
    tag: 'Appointment',
    lines: [
      '< Dag {operator}, kunnen we onze afspraak naar volgende week verzetten?',
      '> Natuurlijk. Past dinsdag om tien uur?',
      '< Tien uur wordt moeilijk, elf uur misschien?',
      '> Dan wordt het elf uur. U krijgt een nieuwe uitnodiging.',
      '# Verzet van donderdag; de jaarrekening staat op de agenda.',
      '< [voice-message.wav]',
      '> De bankafschriften sinds januari, graag.',
    ],
  },
  {
    tag: 'Annual accounts',
    lines: [
      '> Goedemiddag {client}, het ontwerp van de jaarrekening staat klaar.',
      '< Dank u. De afschrijvingen liggen hoger dan vorig jaar, klopt dat?',
      '> Ja, door de bestelwagen van mei. Het staat op bladzijde vier.',
      '< Duidelijk. Mijn vennoot wil het ook graag zien.',
      '> Ik heb het u allebei gestuurd. Laat u hier weten of u akkoord bent?',
      '< Wij zijn akkoord, ga maar door.',
    ],
  },
  {
    tag: 'Payroll',
    lines: [
      '< Hallo, vanaf de eerste van de maand komt er iemand bij ons werken.',
      '> Proficiat! Ik heb het contract, de identiteitskaart en het rekeningnummer nodig.',
      '< Voltijds is bij ons 38 uur, toch?',
      '> Inderdaad. Deeltijds werk moet vóór de eerste dag gemeld zijn.',
      '< Het is voltijds. Ik stuur de papieren nu door.',
      '> Alles is er. De aangifte is gebeurd.',
      '# Loonadministratie neemt het over.',
    ],
  },
  {
    tag: 'Tax',
    lines: [
      '< Ik kreeg een brief over een voorafbetaling. Wat moet ik daarmee?',
      '* We hebben uw bericht ontvangen.',
      '> Kunt u er een foto van sturen, {client}?',
      '< Gestuurd. [letter.png]',
      '> Het is alleen een herinnering: vorige week is er al betaald.',
      '< Oef, dank u wel.',
    ],
  },
  {
    tag: 'Documents',
    lines: [
      '> Dag {client}, we missen nog het verzekeringsattest.',
      '< Ik heb het de makelaar gevraagd, hij belooft het voor morgen.',
      '> Goed, dan wacht ik tot morgen.',
      '< Hier is het eindelijk. [certificate.pdf]',
      '> Dank u, dat was het laatste stuk.',
      '< Fijn weekend!',
    ],
  },
];

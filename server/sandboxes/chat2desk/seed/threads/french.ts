import type { Thread } from './thread.ts';

export const french: readonly Thread[] = [
  {
    tag: 'VAT',
    lines: [
      '< Bonjour, vous manque-t-il encore des factures pour la déclaration de TVA ?',
      '* Merci pour votre message. Nous répondons pendant les heures de bureau.',
      '> Bonjour {client}, il nous manque les deux factures du garage.',
      '< Je les scanne cet après-midi.',
      '< Les voici, toutes les deux dans un fichier. [invoices.pdf]',
      '> Bien reçu, merci. Nous déposons le 20.',
      '< Parfait, merci {operator} !',
    ],
  },
  {
    tag: 'Appointment',
    lines: [
      '< Bonjour {operator}, pouvons-nous reporter notre rendez-vous à la semaine prochaine ?',
      '> Bien sûr. Mardi à dix heures vous conviendrait ?',
      '< Dix heures, c’est difficile. Onze heures peut-être ?',
      '> Va pour onze heures. Je vous envoie une nouvelle invitation.',
      '# Reporté de jeudi ; les comptes annuels sont à l’ordre du jour.',
      '< [voice-message.wav]',
      '> Les extraits de compte depuis janvier, s’il vous plaît.',
    ],
  },
  {
    tag: 'Annual accounts',
    lines: [
      '> Bonjour {client}, le projet de comptes annuels est prêt.',
      '< Merci. Les amortissements sont plus élevés que l’an dernier, est-ce juste ?',
      '> Oui, à cause de la camionnette achetée en mai. C’est à la page quatre.',
      '< C’est clair. Mon associé voudrait les voir aussi.',
      '> Je vous les ai envoyés à tous les deux. Pouvez-vous confirmer ici ?',
      '< Nous sommes d’accord, allez-y.',
    ],
  },
  {
    tag: 'Payroll',
    lines: [
      '< Bonjour, nous engageons quelqu’un à partir du premier du mois.',
      '> Félicitations ! Il me faut le contrat, la carte d’identité et le compte bancaire.',
      '< Un temps plein chez nous, c’est bien 38 heures ?',
      '> En effet. Un temps partiel doit être déclaré avant le premier jour.',
      '< C’est un temps plein. J’envoie les papiers.',
      '> Tout y est. La déclaration est faite.',
      '# Le service des salaires prend la suite.',
    ],
  },
  {
    tag: 'Tax',
    lines: [
      '< J’ai reçu une lettre au sujet d’un versement anticipé. Que dois-je faire ?',
      '* Nous avons bien reçu votre message.',
      '> Pourriez-vous m’en envoyer une photo, {client} ?',
      '< Envoyée. [letter.png]',
      '> Ce n’est qu’un rappel : le paiement est parti la semaine dernière.',
      '< Quel soulagement, merci.',
    ],
  },
  {
    tag: 'Documents',
    lines: [
      '> Bonjour {client}, il nous manque encore l’attestation d’assurance.',
      '< Je l’ai demandée au courtier, il la promet pour demain.',
      '> Très bien, j’attends demain.',
      '< La voici enfin. [certificate.pdf]',
      '> Merci, c’était la dernière pièce.',
      '< Bon week-end !',
    ],
  },
];

import type { Language } from '../language.ts';

export const frenchAnswers: Language['answers'] = {
  decision: {
    sentences: [
      'Il est décidé de poursuivre, à condition que les coûts restent sous {amount}.',
      'La proposition a été acceptée sans modification.',
      'La décision est reportée au {date} ; il faut d’abord plus de chiffres.',
      'Oui. {owner} s’en occupe cette semaine.',
    ],
    items: [
      'La proposition est acceptée, avec un plafond de {amount}.',
      '{colleague} reprend le suivi quotidien.',
      'Le contrat est prolongé d’un an.',
      'Un rapport mensuel sera fourni dès {month}.',
      'La décision sur les véhicules attend le {date}.',
    ],
  },
  deadline: {
    sentences: [
      'Au plus tard le {date}.',
      'La fin {month} a été citée ; une semaine plus tôt serait préférable.',
      'Pour le {date}, afin de garder deux semaines de vérification.',
      'Il n’y a pas de date ferme, mais {contact} compte sur {month}.',
    ],
    items: [
      'Avant le {date} : premier projet.',
      'Fin {month} : version définitive.',
      'Dépôt dans les deux semaines.',
    ],
  },
  amount: {
    sentences: [
      'Environ {amount}, soit {percent} de plus que l’an dernier.',
      'Un montant de {amount} a été cité, hors TVA.',
      'Autour de {amount}, selon l’offre définitive.',
      'L’estimation est de {amount} ; le chiffre exact suivra en {month}.',
    ],
    items: ['{amount} au premier semestre.', 'Encore {percent} dès {month}.', 'La TVA n’est pas comprise.'],
  },
  documents: {
    sentences: [
      'Les extraits bancaires du dernier mois et la lettre de mission signée.',
      'Rien ne manque ; toutes les pièces sont reçues.',
      'Le contrat de leasing et les deux dernières factures d’achat.',
      'Le dossier {client} pour {lastYear}.',
    ],
    items: [
      'Extraits bancaires du dernier mois',
      'Lettre de mission signée',
      'Contrat de leasing de la voiture',
      'Police d’assurance avec la dernière prime',
      'Relevé du stock en fin d’exercice',
    ],
  },
  risk: {
    sentences: [
      'Le retard de paiement d’un gros client, pour environ {amount}.',
      'Aucun risque particulier n’a été relevé.',
      'Surtout la dépendance envers un seul fournisseur.',
      'Une amende est possible si l’échéance du {date} est manquée.',
    ],
    items: [
      'Retard de paiement d’un gros client',
      'Dépendance envers un seul fournisseur',
      'Hausse des coûts d’énergie : {percent} en un an',
      'Départ possible d’une personne clé en {month}',
      'Amende si l’échéance du {date} est manquée',
    ],
  },
  person: {
    sentences: [
      '{contact}, avec l’aide de {colleague}.',
      '{owner} s’en charge.',
      '{colleague}, dès que les pièces sont complètes.',
      'Les deux gérants ensemble ; {contact} a le dernier mot.',
    ],
    items: [
      '{owner} : rédige le rapport.',
      '{contact} : fournit les pièces manquantes.',
      '{colleague} : vérifie les chiffres.',
      '{owner} et {contact} : se revoient autour du {date}.',
    ],
  },
  state: {
    sentences: [
      'Bien : le chiffre d’affaires progresse de {percent} et le carnet de commandes est plein.',
      'Stable. La marge est un peu plus basse qu’espéré.',
      'Mieux que prévu, même si l’été a été calme.',
      'Satisfaisant, avec une certaine incertitude pour l’automne.',
    ],
    items: [
      'Le chiffre d’affaires progresse de {percent}.',
      'La marge est stable.',
      'Deux nouveaux collaborateurs ont commencé.',
      'La trésorerie s’élève à {amount}.',
    ],
  },
  wish: {
    sentences: [
      'Un tableau mensuel lisible en cinq minutes.',
      'Plus de certitude sur le financement d’ici {month}.',
      'Déléguer une partie de la gestion quotidienne.',
      'Une marge pour un investissement d’environ {amount}.',
    ],
    items: [
      'Un tableau mensuel en langage clair',
      'Une seule personne de contact',
      'Une nouvelle camionnette d’environ {amount}',
      'Une formation au logiciel comptable',
      'Un collaborateur de plus dès {month}',
    ],
  },
  next: {
    sentences: [
      '{owner} envoie un résumé et {contact} répond avant le {date}.',
      'Un entretien de suivi autour du {date}.',
      'D’abord les pièces, puis le calcul.',
      '{colleague} prépare une proposition en {month}.',
    ],
    items: ['Envoyer le résumé', 'Attendre la réponse du client', 'Fixer un suivi autour du {date}'],
  },
  reason: {
    sentences: [
      'Parce que les prix d’achat ont augmenté de {percent}.',
      'Le bail expire le {date} ; il faut donc choisir maintenant.',
      'Un changement de loi rend le régime actuel moins avantageux.',
      'Surtout deux commandes exceptionnelles en {pastMonth}.',
    ],
    items: [
      'Les prix d’achat ont augmenté de {percent}.',
      'Deux commandes exceptionnelles en {pastMonth}.',
      'Des coûts d’énergie plus bas depuis la rénovation.',
      'Une créance irrécouvrable de {amount} a été passée en perte.',
    ],
  },
  work: {
    sentences: [
      'Mener deux grands dossiers en autonomie, avec moins de corrections.',
      'Le passage à l’archivage numérique, achevé en {pastMonth}.',
      'Former une nouvelle recrue en plus du travail quotidien.',
      'Déposer toutes les déclarations TVA à temps.',
    ],
    items: [
      'Déposer toutes les déclarations TVA à temps',
      'Mener deux grands dossiers en autonomie',
      'Former une nouvelle recrue',
      'Raccourcir la liste de contrôle des comptes annuels',
      'Un entretien de conseil par mois avec un client',
    ],
  },
  feeling: {
    sentences: [
      'Bien ; le soutien apporté par {contact} est souligné.',
      'Une satisfaction réelle, avec le souhait d’un peu plus de contacts.',
      'Mieux que l’an dernier, malgré une période chargée en {pastMonth}.',
      'Un climat calme et ouvert ; rien n’est resté sous silence.',
    ],
    items: ['Bon contact avec {contact}', 'Période chargée en {pastMonth}', 'Plus de calme que l’an dernier'],
  },
};

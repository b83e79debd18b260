import type { Language } from '../language.ts';
import { frenchAnswers } from './french-answers.ts';

// French elides before vowels ("d’Anne"), so slots for names and months follow words that never change.
export const french: Language = {
  locale: 'fr',
  agreed: 'Décisions',
  attention: 'Points d’attention',
  answers: frenchAnswers,
  stories: {
    client: {
      names: [
        'Réunion trimestrielle avec {client}',
        '{client} : trésorerie et investissements',
        'Planification {year} avec {client}',
        'Point d’avancement avec {contact} ({client})',
        'Chiffres semestriels – {client}',
      ],
      openings: [
        '{owner} a parcouru avec {contact} les chiffres intermédiaires chez {client}. Le chiffre d’affaires dépasse de {percent} celui de l’an dernier, surtout grâce à deux grosses commandes en {pastMonth}.',
        'L’entretien avec {contact} portait sur la situation chez {client}. Le carnet de commandes est bien rempli jusqu’en {month}, mais le personnel reste difficile à trouver.',
        '{contact} a expliqué comment {client} a traversé les derniers mois. La marge est sous pression, car les prix d’achat ont augmenté plus vite que les prix de vente.',
      ],
      middles: [
        'Les créances demandent de l’attention : environ {amount} restent impayés depuis plus de soixante jours. {contact} appellera les trois plus gros débiteurs avant l’envoi des rappels.',
        'L’investissement prévu de {amount} a été longuement discuté. Un leasing pèse moins sur la trésorerie la première année qu’un emprunt ; {owner} comparera les deux formules.',
        'La liste de prix n’a plus été revue depuis {lastYear}. Une hausse de {percent} dès {month} semble possible sans perdre de clients fidèles.',
        'La boîte numérique pour les factures d’achat fonctionne bien, même si les documents sans numéro de commande coûtent encore du temps.',
      ],
      endings: [
        'La prochaine réunion est prévue autour du {date}. D’ici là, {colleague} surveille les prévisions de trésorerie.',
        '{contact} a apprécié la clarté des tableaux et souhaite le même format au prochain trimestre.',
        'Les décisions ont été répétées en fin de réunion ; {owner} les confirmera par courriel.',
      ],
      topics: [
        [
          'Chiffres intermédiaires',
          'Chiffre d’affaires et marge du trimestre',
          'Le chiffre d’affaires a progressé de {percent} ; la marge est stable.',
        ],
        [
          'Factures impayées',
          'Créances de plus de soixante jours',
          'Environ {amount} sont échus ; {contact} appellera les principaux débiteurs.',
        ],
        [
          'Plan d’investissement',
          'Financement du nouveau matériel',
          'Leasing et emprunt seront comparés avant le {date}.',
        ],
        [
          'Prix de l’an prochain',
          'Opportunité et moment d’une hausse',
          'Une hausse dès {month} a été jugée réaliste.',
        ],
        [
          'Facturation électronique',
          'Préparation du logiciel',
          'Le logiciel est prêt ; un essai suivra en {month}.',
        ],
      ],
      todos: [
        'Comparer leasing et emprunt pour {client}',
        'Envoyer la liste des factures échues à {contact}',
        'Mettre à jour les prévisions de trésorerie jusqu’en {month}',
        'Préparer une proposition de nouvelle liste de prix',
        'Fixer la prochaine réunion trimestrielle avec {client}',
      ],
    },
    annual: {
      names: [
        'Comptes annuels {lastYear} – {client}',
        'Entretien de clôture {client}',
        'Projet de comptes annuels : {client}',
        'Examen du bilan avec {contact}',
      ],
      openings: [
        '{owner} a présenté à {contact} le projet de comptes annuels pour {client}. Le bénéfice avant impôt s’élève à {amount}, soit {percent} de plus que l’exercice précédent.',
        'Le projet de comptes {lastYear} pour {client} a été parcouru page par page. Le résultat recule légèrement à cause de réparations exceptionnelles.',
        'La clôture de l’exercice {lastYear} a été discutée avec {contact}. Presque tous les postes du bilan sont justifiés.',
      ],
      middles: [
        'L’inventaire a révélé un écart de {amount}, lié à deux livraisons autour du 31 décembre. La correction est acceptée.',
        'Le compte courant du dirigeant a augmenté. Pour éviter des questions sur les intérêts, une partie sera remboursée avant le {date}.',
        'Les amortissements des machines ont été alignés sur leur durée de vie réelle, ce qui réduit la charge de {percent} par an.',
        'Une provision pour le litige en cours a été envisagée. Sur avis de l’avocat, elle ne figure pas au bilan mais sera mentionnée dans l’annexe.',
      ],
      endings: [
        'L’assemblée générale est fixée au {date} ; le dépôt suivra aussitôt.',
        'Dès que les extraits bancaires seront complets, les comptes pourront être finalisés. {colleague} prépare le procès-verbal.',
        '{contact} a approuvé le projet sous réserve des pièces manquantes.',
      ],
      topics: [
        [
          'Résultat de l’exercice',
          'Comparaison avec l’an dernier',
          'Le résultat progresse de {percent} grâce à la baisse des coûts d’énergie.',
        ],
        ['Évaluation du stock', 'Écart après inventaire', 'Une correction de {amount} sera comptabilisée.'],
        [
          'Compte courant du dirigeant',
          'Intérêts et remboursement',
          'Une partie du solde sera remboursée avant le {date}.',
        ],
        [
          'Affectation du bénéfice',
          'Dividende ou réserve',
          'Un dividende modeste a été préféré ; le reste est mis en réserve.',
        ],
        ['Assemblée générale', 'Date et ordre du jour', 'L’assemblée aura lieu le {date}.'],
      ],
      todos: [
        'Comptabiliser la correction de stock de {amount}',
        'Demander les extraits bancaires manquants à {contact}',
        'Préparer le procès-verbal de l’assemblée générale',
        'Déposer les comptes annuels pour {client}',
        'Rédiger l’annexe sur le litige en cours',
      ],
    },
    tax: {
      names: [
        'Situation fiscale – {client}',
        'Conseil TVA – {client}',
        'Transmission familiale : {contact}',
        'Structure holding {client} : conséquences fiscales',
      ],
      openings: [
        '{contact} souhaitait connaître les conséquences fiscales d’un passage sous holding pour {client}. {owner} a exposé deux voies possibles.',
        'L’entretien portait sur la TVA applicable aux livraisons transfrontalières chez {client}. Depuis peu, l’entreprise vend aussi à des particuliers à l’étranger.',
        '{owner} et {colleague} ont évoqué avec {contact} la transmission à la génération suivante.',
      ],
      middles: [
        'En cas d’apport d’actions, la plus-value reste exonérée si les conditions sont respectées pendant trois ans. L’autre voie est plus simple, mais coûte tout de suite environ {amount} d’impôt.',
        'Le seuil des ventes à distance est dépassé. Une inscription au guichet unique avant le {date} évite des immatriculations dans plusieurs pays.',
        'La voiture de société et le bureau à domicile ont aussi été examinés : l’avantage de toute nature augmentera de {percent} l’an prochain.',
        'L’administration a demandé des renseignements sur les rémunérations de management. Une justification des tarifs horaires existe et sera jointe à la réponse.',
      ],
      endings: [
        'Un avis écrit comparant les deux voies suivra avant le {date}.',
        '{contact} préfère la voie la plus sûre et souhaite d’abord un ruling.',
        'Rien n’est encore décidé ; la famille veut d’abord en parler.',
      ],
      topics: [
        [
          'Structure holding',
          'Apport d’actions ou vente',
          'L’apport est préféré en raison de l’exonération.',
        ],
        [
          'Ventes à distance',
          'TVA sur les ventes aux particuliers étrangers',
          'L’inscription au guichet unique sera demandée.',
        ],
        [
          'Avantage de toute nature',
          'Voitures et bureau à domicile',
          'L’avantage augmentera de {percent} l’an prochain.',
        ],
        [
          'Demande de renseignements',
          'Courrier de l’administration fiscale',
          'La réponse doit partir avant le {date}.',
        ],
        ['Transmission', 'Cession aux enfants', 'Une réunion de famille aura lieu d’abord.'],
      ],
      todos: [
        'Rédiger l’avis comparant les deux voies pour {client}',
        'Inscrire {client} au guichet unique',
        'Répondre à la demande de renseignements avant le {date}',
        'Demander un projet d’acte au notaire',
        'Rassembler la justification des tarifs de management',
      ],
    },
    intake: {
      names: [
        'Premier entretien – {client}',
        'Prise de contact avec {contact}',
        'Faire connaissance : {client}',
        'Mission possible : {client}',
      ],
      openings: [
        '{contact} a présenté {client} et expliqué pourquoi l’entreprise cherche un nouvel expert-comptable. Le cabinet actuel répond tard et envoie des factures peu claires.',
        'Lors de ce premier entretien, {owner} et {contact} ont vérifié si {client} et le cabinet se conviennent. L’entreprise a grandi vite et il lui manque un rapport mensuel.',
        '{client} vient par recommandation. {contact} souhaite avant tout une seule personne de contact.',
      ],
      middles: [
        'La comptabilité est tenue dans un logiciel en ligne relié à la banque. Environ {percent} des factures d’achat arrivent déjà par voie électronique.',
        'Les services demandés sont la comptabilité, la TVA, les comptes annuels et un entretien annuel. Un forfait d’environ {fee} par mois a été cité à titre indicatif.',
        'Les salaires restent chez le prestataire actuel jusqu’en {month}. Ensuite, un fournisseur unique serait bienvenu.',
        'La carte d’identité et les statuts ont été présentés ; le registre UBO doit encore être vérifié.',
      ],
      endings: [
        'Une proposition est promise pour le {date}. {contact} décidera avec son associé.',
        'L’impression est bonne. {colleague} se charge de l’acceptation du client.',
        'La mission peut commencer début {month} si le dossier de reprise arrive à temps.',
      ],
      topics: [
        [
          'Raison du changement',
          'Expérience avec le cabinet actuel',
          'Réponses tardives et factures peu claires sont les principaux griefs.',
        ],
        [
          'Services souhaités',
          'Étendue de la mission',
          'Comptabilité, TVA, comptes annuels et entretien annuel.',
        ],
        ['Honoraires', 'Forfait ou régie', 'Un forfait d’environ {fee} par mois est préféré.'],
        ['Reprise du dossier', 'Documents du confrère', 'Le dossier est attendu avant le {date}.'],
      ],
      todos: [
        'Envoyer la proposition à {contact}',
        'Vérifier le registre UBO',
        'Demander le dossier de reprise au confrère',
        'Fixer la réunion de démarrage avec {client}',
      ],
    },
    team: {
      names: [
        'Réunion d’équipe – {month}',
        'Planning hebdomadaire des dossiers',
        'Lancement de la saison TVA {year}',
        'Évaluation des règles de travail',
        'Point rapide avant l’échéance',
      ],
      openings: [
        'L’équipe a parcouru le planning du mois. La plupart des dossiers sont à jour ; six comptes annuels attendent encore des pièces.',
        '{owner} a ouvert la réunion avec les chiffres du mois écoulé. La productivité a progressé de {percent}, malgré deux collègues en congé.',
        'La saison des déclarations approche ; la réunion portait donc surtout sur la répartition du travail.',
      ],
      middles: [
        '{colleague} reprend provisoirement trois dossiers pour respecter l’échéance du {date}.',
        'La nouvelle liste de contrôle TVA fait gagner du temps. Une question s’est révélée ambiguë et sera reformulée.',
        'Le contrôle interne a relevé des signatures manquantes sur des lettres de mission. Chacun vérifie ses propres dossiers.',
        'Le budget de formation s’élève à {amount}. Deux cours sont proposés : facturation électronique et techniques d’entretien.',
      ],
      endings: [
        'La prochaine réunion d’équipe aura lieu le {date}.',
        'Chacun sait quels dossiers passent en premier cette semaine.',
        '{owner} diffusera le planning adapté cet après-midi.',
      ],
      topics: [
        [
          'Dossiers en retard',
          'Lesquels et pourquoi',
          'Six dossiers attendent des pièces ; les rappels partent aujourd’hui.',
        ],
        ['Répartition du travail', 'Remplacement pendant les congés', '{colleague} reprend trois dossiers.'],
        [
          'Liste de contrôle TVA',
          'Premières expériences',
          'Elle fait gagner du temps ; une question sera reformulée.',
        ],
        ['Formation', 'Budget et souhaits', 'Deux cours entrent dans le budget de {amount}.'],
        [
          'Contrôle interne',
          'Constats du trimestre',
          'Les signatures manquantes seront réunies avant le {date}.',
        ],
      ],
      todos: [
        'Reformuler la question ambiguë de la liste de contrôle',
        'Relancer les clients dont les pièces manquent',
        'Réunir les signatures manquantes',
        'Inscrire l’équipe au cours de facturation électronique',
        'Diffuser le planning adapté',
      ],
    },
    review: {
      names: [
        'Entretien d’évaluation : {colleague}',
        'Entretien annuel avec {colleague}',
        'Objectifs {year} : {colleague}',
        'Entretien de suivi : {colleague}',
      ],
      openings: [
        '{owner} a passé en revue l’année écoulée avec {colleague}. Les objectifs sont largement atteints et les retours des clients sont positifs.',
        'L’entretien avec {colleague} s’est déroulé dans un climat ouvert. Le travail sur les grands dossiers est apprécié.',
        'Pour {colleague}, les derniers mois ont été chargés mais instructifs.',
      ],
      middles: [
        'La charge de travail autour des échéances est élevée. Il est convenu de planifier les congés plus tôt et de transmettre deux dossiers.',
        '{colleague} souhaite évoluer vers un rôle avec plus de contacts et suivre une formation au conseil.',
        'Le télétravail deux jours par semaine se passe bien ; le contact avec les plus jeunes mérite de l’attention.',
        'La rémunération a été abordée : une augmentation de {percent} dès {month} est proposée.',
      ],
      endings: [
        'Le prochain entretien aura lieu le {date}.',
        'Le compte rendu a été signé par les deux parties.',
        '{owner} reviendra sur la formation avant le {date}.',
      ],
      topics: [
        [
          'Objectifs de l’année écoulée',
          'Ce qui a été atteint',
          'Quatre objectifs sur cinq ont été atteints.',
        ],
        ['Charge de travail', 'Périodes chargées et congés', 'Deux dossiers seront transmis.'],
        ['Formation', 'Souhaits pour l’année à venir', 'Une formation au conseil est demandée.'],
        ['Rémunération', 'Proposition pour l’année à venir', 'Une augmentation de {percent} est proposée.'],
      ],
      todos: [
        'Demander un devis pour la formation souhaitée par {colleague}',
        'Transmettre deux dossiers à l’équipe',
        'Rédiger le compte rendu de l’entretien',
        'Fixer le prochain entretien avec {colleague}',
      ],
    },
    call: {
      names: [
        'Appel avec {contact}',
        'Appel {client} : courrier du fisc',
        '{contact} au sujet d’une facture',
        'Bref appel avec {client}',
      ],
      openings: [
        '{contact} a appelé au sujet d’un courrier du fisc que {client} a reçu cette semaine.',
        '{contact} a appelé avec une question sur la dernière facture du cabinet.',
        '{client} voulait savoir si la déclaration TVA peut être déposée quelques jours plus tôt.',
      ],
      middles: [
        'Le courrier concerne une taxation d’office de {amount}. {owner} a expliqué qu’une réclamation est possible jusqu’au {date}.',
        'La facture comptait une heure de trop ; une note de crédit est promise.',
        'Toutes les pièces sont là, de sorte qu’un dépôt avant le {date} est possible.',
      ],
      endings: [
        '{owner} le confirmera par courriel.',
        '{colleague} rappellera demain matin.',
        'La personne a raccroché rassurée et satisfaite.',
      ],
      topics: [
        ['Courrier du fisc', 'Taxation d’office', 'La réclamation sera introduite avant le {date}.'],
        ['Facture', 'Question sur les heures', 'Une note de crédit est promise.'],
        ['Déclaration TVA', 'Dépôt anticipé', 'Un dépôt avant le {date} est possible.'],
      ],
      todos: [
        'Introduire une réclamation pour {client}',
        'Envoyer la note de crédit à {contact}',
        'Rappeler {contact}',
        'Confirmer l’accord par courriel',
      ],
    },
  },
};

import type { Catalogue } from './catalogue.ts';

export const fr: Catalogue = {
  title: 'Enregistrement de cette réunion',
  who: '{person} souhaite enregistrer cette réunion.',
  why: 'Finalité\u00a0: {purpose}',
  minutes: 'rédiger le procès-verbal de la réunion',
  kept: 'Claritalk traite l’enregistrement et rédige un résumé à l’aide de l’intelligence artificielle. L’enregistrement est conservé pendant {kept}.',
  rights:
    'Vous êtes libre de vous y opposer. À tout moment, vous pouvez demander que l’enregistrement soit suspendu ou arrêté, et retirer votre réponse à cette adresse.',
  name: 'Votre nom (facultatif)',
  nameHint: 'Il est conservé avec la réunion et peut figurer dans son procès-verbal.',
  agree: 'Je suis d’accord',
  object: 'Je m’y oppose',
  agreed: 'Vous avez donné votre accord le {time}. La personne qui enregistre peut le voir.',
  objected: 'Vous avez exprimé votre opposition le {time}. La personne qui enregistre peut le voir.',
  withdrawn: 'Vous avez retiré votre réponse le {time}. La personne qui enregistre peut le voir.',
  withdraw: 'Retirer ma réponse',
  change: 'Répondre à nouveau',
  receipt: 'Pour pouvoir retirer votre réponse depuis un autre appareil, conservez ce lien personnel\u00a0:',
  closed:
    'Il est trop tard pour répondre\u00a0: l’enregistrement date de plus d’un jour. Rien n’a été conservé.',
  full: 'Plus aucune réponse ne peut être conservée pour cet enregistrement. Communiquez votre décision à la personne qui enregistre.',
  choose: 'Indiquez si vous êtes d’accord ou si vous vous y opposez.',
  reference: 'Version {version} du texte. Vous pouvez retirer votre réponse ici jusqu’au {date}.',
};

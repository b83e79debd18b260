import type { Catalogue } from './catalogue.ts';

export const nl: Catalogue = {
  title: 'Opname van deze vergadering',
  who: '{person} wil deze vergadering opnemen.',
  why: 'Doel: {purpose}',
  minutes: 'het verslag van de vergadering schrijven',
  kept: 'Claritalk verwerkt de opname en schrijft met behulp van artificiële intelligentie een samenvatting. De opname wordt {kept} bewaard.',
  rights:
    'U mag bezwaar maken. U kunt op elk moment vragen om de opname te pauzeren of te stoppen, en uw antwoord op dit adres intrekken.',
  name: 'Uw naam (niet verplicht)',
  nameHint: 'Hij wordt bij de vergadering bewaard en kan in het verslag staan.',
  agree: 'Ik ga akkoord',
  object: 'Ik maak bezwaar',
  agreed: 'U ging akkoord op {time}. Wie opneemt, kan het nu zien.',
  objected: 'U maakte bezwaar op {time}. Wie opneemt, kan het nu zien.',
  withdrawn: 'U trok uw antwoord in op {time}. Wie opneemt, kan het zien.',
  withdraw: 'Mijn antwoord intrekken',
  change: 'Opnieuw antwoorden',
  receipt: 'Bewaar deze persoonlijke link om het vanaf een ander toestel in te trekken:',
  closed: 'Antwoorden kan niet meer: de opname is meer dan een dag geleden gemaakt. Er is niets bewaard.',
  full: 'Voor deze opname kunnen geen antwoorden meer worden bewaard. Zeg aan wie opneemt wat u beslist.',
  choose: 'Kies of u akkoord gaat of bezwaar maakt.',
  reference: 'Tekst {version}. U kunt uw antwoord hier intrekken tot {date}.',
};

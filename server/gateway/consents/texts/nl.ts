import type { Catalogue } from './catalogue.ts';

export const nl: Catalogue = {
  title: 'Opname van deze vergadering',
  who: '{person} wil deze vergadering opnemen.',
  why: 'Doel: {purpose}',
  minutes: 'het verslag van de vergadering opstellen',
  kept: 'Claritalk verwerkt de opname en schrijft met behulp van artificiële intelligentie een samenvatting. De opname wordt {kept} bewaard.',
  rights:
    'U mag bezwaar maken. U kunt op elk moment vragen om de opname te pauzeren of te stoppen, en via dit adres uw antwoord intrekken.',
  name: 'Uw naam (niet verplicht)',
  nameHint: 'Uw naam wordt bij de vergadering bewaard en kan in het verslag komen te staan.',
  agree: 'Ik ga akkoord',
  object: 'Ik maak bezwaar',
  agreed: 'U bent akkoord gegaan op {time}. De persoon die opneemt, kan dat nu zien.',
  objected: 'U hebt bezwaar gemaakt op {time}. De persoon die opneemt, kan dat nu zien.',
  withdrawn: 'U hebt uw antwoord ingetrokken op {time}. De persoon die opneemt, kan dat zien.',
  withdraw: 'Mijn antwoord intrekken',
  change: 'Opnieuw antwoorden',
  receipt: 'Bewaar deze persoonlijke link als u uw antwoord vanaf een ander toestel wilt kunnen intrekken:',
  closed: 'Antwoorden kan niet meer: de opname is meer dan een dag geleden gemaakt. Er is niets bewaard.',
  full: 'Voor deze opname kunnen geen antwoorden meer worden bewaard. Laat de persoon die opneemt weten wat u beslist.',
  choose: 'Kies of u akkoord gaat of bezwaar maakt.',
  reference: 'Tekstversie {version}. U kunt uw antwoord hier tot {date} intrekken.',
};

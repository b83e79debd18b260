/** The company's own fields of a client's card. */
export const clientFields = [
  { id: 1, name: 'Company', type: 'input', value: '', editable: true, viewable: true },
  { id: 2, name: 'E-mail', type: 'input', value: '', editable: true, viewable: true },
  {
    id: 3,
    name: 'Time zone',
    type: 'dropdown',
    value: 'Europe/Brussels\nEurope/London',
    editable: true,
    viewable: true,
  },
];

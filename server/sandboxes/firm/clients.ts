/** A client of the firm: a relation in the CRM, and for most a dossier. */
export interface SeedClient {
  readonly name: string;
  readonly city: string;
  readonly trade: string;
  readonly vat: string;
  /** Contact people. */
  readonly contacts: readonly [string, string];
}

const rows: readonly (readonly [string, string, string, string, string, string])[] = [
  ['Bakkerij Van Hecke BV', 'Gent', 'Bakery', 'BE0412345678', 'Luc Van Hecke', 'Greet Van Hecke'],
  ['Brouwerij De Zwaan NV', 'Leuven', 'Brewery', 'BE0423456789', 'Stijn De Zwaan', 'Ilse Michiels'],
  ['Garage Moens & Zonen', 'Aalst', 'Garage', 'BE0434567890', 'Patrick Moens', 'Kevin Moens'],
  [
    'Tandartspraktijk Delvaux',
    'Brussel',
    'Dental practice',
    'BE0445678901',
    'Nathalie Delvaux',
    'Chloé Renard',
  ],
  ['Transport Claes NV', 'Antwerpen', 'Road haulage', 'BE0456789012', 'Johan Claes', 'Marleen Stevens'],
  ['Boulangerie Lacroix SRL', 'Namur', 'Bakery', 'BE0467890123', 'Philippe Lacroix', 'Sophie Lacroix'],
  [
    'Cabinet Vétérinaire Petit',
    'Wavre',
    'Veterinary practice',
    'BE0478901234',
    'Isabelle Petit',
    'Marc Henrard',
  ],
  ['Atelier Noël Architectes', 'Liège', 'Architects', 'BE0489012345', 'Vincent Noël', 'Laura Piron'],
  ['Immo Scheldeland', 'Dendermonde', 'Estate agency', 'BE0490123456', 'Tom Bogaert', 'Evelien Raes'],
  ['Bloemen Hilde', 'Brugge', 'Florist', 'BE0501234567', 'Hilde Deprez', 'Jonas Deprez'],
  ['Zonnepanelen Noord BV', 'Breda', 'Solar installer', 'NL812345678B01', 'Erik Noordzij', 'Mila van Dijk'],
  ['Bouwbedrijf Ter Horst BV', 'Tilburg', 'Builder', 'NL823456789B01', 'Henk ter Horst', 'Anouk Visser'],
  ['Restaurant De Linde', 'Roosendaal', 'Restaurant', 'NL834567890B01', 'Marco de Boer', 'Sanne Mulder'],
  ['Fysiotherapie Singel', 'Breda', 'Physiotherapy', 'NL845678901B01', 'Bram Hoekstra', 'Tessa Kok'],
  [
    'Müller Maschinenbau GmbH',
    'Eupen',
    'Machine builder',
    'BE0512345678',
    'Dieter Müller',
    'Sabine Hoffmann',
  ],
  ['Schreinerei Pauels', 'Sankt Vith', 'Joinery', 'BE0523456789', 'Guido Pauels', 'Monika Theissen'],
  ['Gasthof zur Post', 'Bütgenbach', 'Hotel', 'BE0534567890', 'Werner Heinen', 'Petra Heinen'],
  ['Northwind Analytics Ltd', 'Brussel', 'Software', 'BE0545678901', 'Sarah Whitfield', 'James Carter'],
  ['Harbour Logistics Europe', 'Antwerpen', 'Logistics', 'BE0556789012', 'Michael Brandt', 'Priya Nair'],
  ['Greenfield Foods Europe', 'Mechelen', 'Food wholesale', 'BE0567890123', 'Emily Ross', 'Daniel Kowalski'],
  ['Kapsalon Chique', 'Sint-Niklaas', 'Hairdresser', 'BE0578901234', 'Nancy Verhoeven', 'Lindsey Buyle'],
  ['Apotheek Meir', 'Antwerpen', 'Pharmacy', 'BE0589012345', 'Geert Verlinden', 'Sara Adriaens'],
  ['Dakwerken Van Loo', 'Lokeren', 'Roofing', 'BE0590123456', 'Dirk Van Loo', 'Nick Van Loo'],
  ['Advocatenkantoor Lemmens', 'Hasselt', 'Law firm', 'BE0601234567', 'Kristof Lemmens', 'Veerle Nijs'],
  ['Kinderopvang Pimpelmees', 'Mechelen', 'Day nursery', 'BE0612345678', 'Katleen Pauwels', 'Jolien Segers'],
  ['Menuiserie Gérard & Fils', 'Dinant', 'Joinery', 'BE0623456789', 'Michel Gérard', 'Bastien Gérard'],
  ['Librairie du Parc', 'Bruxelles', 'Bookshop', 'BE0634567890', 'Anne Servais', 'Quentin Marchal'],
  ['Domaine des Trois Ponts', 'Spa', 'Hotel', 'BE0645678901', 'Hélène Colson', 'Olivier Massart'],
  ['Elektro Wagner', 'Kelmis', 'Electrician', 'BE0656789012', 'Stefan Wagner', 'Julia Wagner'],
  ['Hofladen Schmitz', 'Raeren', 'Farm shop', 'BE0667890123', 'Elke Schmitz', 'Tobias Schmitz'],
  ['Fietsen Goovaerts', 'Turnhout', 'Bicycle shop', 'BE0678901234', 'Rik Goovaerts', 'Hanne Goovaerts'],
  ['Drukkerij Papyrus NV', 'Kortrijk', 'Printing', 'BE0689012345', 'Filip Desmet', 'Annelies Callens'],
  ['Loonwerk Martens', 'Diest', 'Agricultural contractor', 'BE0690123456', 'Jan Martens', 'Griet Vandeput'],
  ['Studio Lumen', 'Gent', 'Photography', 'BE0701234567', 'Elisa Thijs', 'Wout Baeten'],
  ['Camping De Duinen', 'De Panne', 'Camp site', 'BE0712345678', 'Mario Vanhoutte', 'Cindy Feys'],
  ['Maas & Co Interieur', 'Maastricht', 'Interior design', 'NL856789012B01', 'Lisette Maas', 'Guus Janssen'],
  ['Van Rijn Metaal BV', 'Eindhoven', 'Metalworking', 'NL867890123B01', 'Kees van Rijn', 'Esther Peters'],
  [
    'Dierenkliniek Zeeland',
    'Goes',
    'Veterinary practice',
    'NL878901234B01',
    'Jeroen Wisse',
    'Maaike de Jonge',
  ],
  ['Alpha Clean Services', 'Vilvoorde', 'Cleaning', 'BE0723456789', 'Fatima Benali', 'Steven Mertens'],
  ['Cloudberry Consulting', 'Brussel', 'Consultancy', 'BE0734567890', 'Rebecca Lindqvist', 'Amit Desai'],
  ['Orchid Travel Group', 'Leuven', 'Travel agency', 'BE0745678901', 'Hannah Sinclair', 'Peter Novak'],
  ['Traiteur Delhaye', 'Mons', 'Caterer', 'BE0756789012', 'Fabrice Delhaye', 'Manon Delhaye'],
  ['Opticien Vandenbroeck', 'Halle', 'Optician', 'BE0767890123', 'Peter Vandenbroeck', 'Leen Sterckx'],
  ['Tuinen Van Acker', 'Deinze', 'Landscaping', 'BE0778901234', 'Bruno Van Acker', 'Silke Baert'],
];

export const clients: readonly SeedClient[] = rows.map(([name, city, trade, vat, first, second]) => ({
  name,
  city,
  trade,
  vat,
  contacts: [first, second],
}));

/** How many of the clients, from the first, have a dossier. */
export const dossierCount = 36;

/** Kinds of relation in the CRM. */
export const relationTypes = ['Client', 'Prospect', 'Supplier'] as const;

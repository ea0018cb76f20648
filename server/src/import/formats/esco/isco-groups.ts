interface Titles {
  en: string;
  de: string;
  /** For a category's name, where the title is longer than that may be. */
  short?: { de: string };
}

/**
 * The ten major and 43 sub-major groups of ISCO-08. English titles: International Labour Organization, ISCO-08,
 * volume 1. German titles: the German version of ISCO-08 that the statistical offices use.
 */
export const ISCO_GROUPS: Record<string, Titles> = {
  '0': { en: 'Armed forces occupations', de: 'Angehörige der regulären Streitkräfte' },
  '01': { en: 'Commissioned armed forces officers', de: 'Offiziere in regulären Streitkräften' },
  '02': { en: 'Non-commissioned armed forces officers', de: 'Unteroffiziere in regulären Streitkräften' },
  '03': {
    en: 'Armed forces occupations, other ranks',
    de: 'Angehörige der regulären Streitkräfte in sonstigen Rängen',
  },
  '1': { en: 'Managers', de: 'Führungskräfte' },
  '11': {
    en: 'Chief executives, senior officials and legislators',
    de: 'Geschäftsführer, Vorstände, leitende Verwaltungsbedienstete und Angehörige gesetzgebender Körperschaften',
    short: { de: 'Geschäftsführer, Vorstände, leitende Verwaltungsbedienstete' },
  },
  '12': { en: 'Administrative and commercial managers', de: 'Führungskräfte im kaufmännischen Bereich' },
  '13': {
    en: 'Production and specialized services managers',
    de: 'Führungskräfte in der Produktion und bei speziellen Dienstleistungen',
  },
  '14': {
    en: 'Hospitality, retail and other services managers',
    de: 'Führungskräfte in Hotels und Restaurants, im Handel und in der Erbringung sonstiger Dienstleistungen',
    short: { de: 'Führungskräfte in Hotels und Restaurants, im Handel und in sonstigen Dienstleistungen' },
  },
  '2': { en: 'Professionals', de: 'Akademische Berufe' },
  '21': {
    en: 'Science and engineering professionals',
    de: 'Naturwissenschaftler, Mathematiker und Ingenieure',
  },
  '22': { en: 'Health professionals', de: 'Akademische und verwandte Gesundheitsberufe' },
  '23': { en: 'Teaching professionals', de: 'Lehrkräfte' },
  '24': {
    en: 'Business and administration professionals',
    de: 'Betriebswirte und vergleichbare akademische Berufe',
  },
  '25': {
    en: 'Information and communications technology professionals',
    de: 'Akademische und vergleichbare Fachkräfte in der Informations- und Kommunikationstechnologie',
    short: { de: 'Akademische und vergleichbare Fachkräfte der Informations- und Kommunikationstechnologie' },
  },
  '26': {
    en: 'Legal, social and cultural professionals',
    de: 'Juristen, Sozialwissenschaftler und Kulturberufe',
  },
  '3': {
    en: 'Technicians and associate professionals',
    de: 'Techniker und gleichrangige nichttechnische Berufe',
  },
  '31': {
    en: 'Science and engineering associate professionals',
    de: 'Ingenieurtechnische und vergleichbare Fachkräfte',
  },
  '32': { en: 'Health associate professionals', de: 'Assistenzberufe im Gesundheitswesen' },
  '33': {
    en: 'Business and administration associate professionals',
    de: 'Nicht akademische betriebswirtschaftliche und kaufmännische Fachkräfte und Verwaltungsfachkräfte',
    short: { de: 'Nicht akademische betriebswirtschaftliche, kaufmännische und Verwaltungsfachkräfte' },
  },
  '34': {
    en: 'Legal, social, cultural and related associate professionals',
    de: 'Nicht akademische juristische, sozialpflegerische, kulturelle und verwandte Fachkräfte',
  },
  '35': {
    en: 'Information and communications technicians',
    de: 'Informations- und Kommunikationstechniker',
  },
  '4': { en: 'Clerical support workers', de: 'Bürokräfte und verwandte Berufe' },
  '41': { en: 'General and keyboard clerks', de: 'Allgemeine Büro- und Sekretariatskräfte' },
  '42': { en: 'Customer services clerks', de: 'Bürokräfte mit Kundenkontakt' },
  '43': {
    en: 'Numerical and material recording clerks',
    de: 'Bürokräfte im Finanz- und Rechnungswesen, in der Statistik und in der Materialwirtschaft',
  },
  '44': { en: 'Other clerical support workers', de: 'Sonstige Bürokräfte und verwandte Berufe' },
  '5': { en: 'Service and sales workers', de: 'Dienstleistungsberufe und Verkäufer' },
  '51': { en: 'Personal service workers', de: 'Berufe im Bereich personenbezogener Dienstleistungen' },
  '52': { en: 'Sales workers', de: 'Verkaufskräfte' },
  '53': { en: 'Personal care workers', de: 'Betreuungsberufe' },
  '54': { en: 'Protective services workers', de: 'Schutzkräfte und Sicherheitsbedienstete' },
  '6': {
    en: 'Skilled agricultural, forestry and fishery workers',
    de: 'Fachkräfte in Land- und Forstwirtschaft und Fischerei',
  },
  '61': { en: 'Market-oriented skilled agricultural workers', de: 'Fachkräfte in der Landwirtschaft' },
  '62': {
    en: 'Market-oriented skilled forestry, fishery and hunting workers',
    de: 'Fachkräfte in Forstwirtschaft, Fischerei und Jagd – Marktproduktion',
  },
  '63': {
    en: 'Subsistence farmers, fishers, hunters and gatherers',
    de: 'Landwirte, Fischer, Jäger und Sammler für den Eigenbedarf',
  },
  '7': { en: 'Craft and related trades workers', de: 'Handwerks- und verwandte Berufe' },
  '71': {
    en: 'Building and related trades workers, excluding electricians',
    de: 'Bau- und Ausbaufachkräfte sowie verwandte Berufe, ausgenommen Elektriker',
  },
  '72': {
    en: 'Metal, machinery and related trades workers',
    de: 'Metallarbeiter, Mechaniker und verwandte Berufe',
  },
  '73': {
    en: 'Handicraft and printing workers',
    de: 'Präzisionshandwerker, Drucker und kunsthandwerkliche Berufe',
  },
  '74': { en: 'Electrical and electronic trades workers', de: 'Elektriker und Elektroniker' },
  '75': {
    en: 'Food processing, wood working, garment and other craft and related trades workers',
    de: 'Berufe in der Nahrungsmittelverarbeitung, Holzverarbeitung und Bekleidungsherstellung und verwandte handwerkliche Fachkräfte',
    short: { de: 'Berufe in der Nahrungsmittel- und Holzverarbeitung und Bekleidungsherstellung' },
  },
  '8': {
    en: 'Plant and machine operators, and assemblers',
    de: 'Bediener von Anlagen und Maschinen und Montageberufe',
  },
  '81': {
    en: 'Stationary plant and machine operators',
    de: 'Bediener stationärer Anlagen und Maschinen',
  },
  '82': { en: 'Assemblers', de: 'Montageberufe' },
  '83': {
    en: 'Drivers and mobile plant operators',
    de: 'Fahrzeugführer und Bediener mobiler Anlagen',
  },
  '9': { en: 'Elementary occupations', de: 'Hilfsarbeitskräfte' },
  '91': { en: 'Cleaners and helpers', de: 'Reinigungspersonal und Hilfskräfte' },
  '92': {
    en: 'Agricultural, forestry and fishery labourers',
    de: 'Hilfsarbeiter in der Land- und Forstwirtschaft und Fischerei',
  },
  '93': {
    en: 'Labourers in mining, construction, manufacturing and transport',
    de: 'Hilfsarbeiter im Bergbau, im Bau, bei der Herstellung von Waren und im Transportwesen',
  },
  '94': { en: 'Food preparation assistants', de: 'Hilfskräfte in der Nahrungsmittelzubereitung' },
  '95': {
    en: 'Street and related sales and service workers',
    de: 'Straßenhändler und auf der Straße arbeitende Dienstleistungskräfte',
  },
  '96': {
    en: 'Refuse workers and other elementary workers',
    de: 'Abfallentsorgungsarbeiter und sonstige Hilfsarbeitskräfte',
  },
};

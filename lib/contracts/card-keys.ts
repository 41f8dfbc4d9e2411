/** Messages of channels by incident, and clicks on them that were taken. */
export const CARD_KEYS = {
  partitionPrefix: 'card#',
  card: (incidentId: string, name: string) => ({ pk: `card#${incidentId}`, sk: name }),
  clickPrefix: 'click#',
  click: (hash: string) => ({ pk: `click#${hash}`, sk: 'click' }),
} as const;

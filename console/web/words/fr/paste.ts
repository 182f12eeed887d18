import type { Words } from '../../words.ts'
import type { paste as source } from '../en/paste.ts'

export const paste: Words<typeof source> = {
  'paste.title': 'Coller ce qu’un fan a écrit',
  'paste.title.of': 'Coller ce que {fan} a écrit',
  'paste.name': 'Nom du fan',
  'paste.platform': 'Où le fan a écrit',
  'paste.creator': 'Fan de',
  'paste.text': 'Ce que le fan a écrit',
  'paste.text.hint':
    'Un message, ou tout un chat avec ses dates et ses noms. Rien n’est envoyé : un brouillon vous attend, comme pour tout fan.',
  'paste.preview': 'Ce qui sera gardé',
  'paste.us': 'Vous',
  'paste.here': 'déjà ici',
  'paste.new': { one: '{count} nouveau message.', other: '{count} nouveaux messages.' },
  'paste.known': { one: '{count} était déjà ici.', other: '{count} étaient déjà ici.' },
  'paste.nothing-new': 'Tout cela est déjà ici.',
  'paste.joins': '{fan} est connu ici.',
  'paste.starts': '{fan} est nouveau ici.',
  'paste.open': 'Ouvrir la conversation',
  'paste.save': 'Garder',
  'paste.kept': { one: '{count} message gardé.', other: '{count} messages gardés.' },
}

import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { t, type WordKey } from '../words.ts'

const KEYS: [string[], WordKey][] = [
  [['j', 'k'], 'keys.move'],
  [['⏎'], 'keys.send'],
  [['⇧ ⏎'], 'keys.send-next'],
  [['e'], 'keys.edit'],
  [['r'], 'keys.other'],
  [['1', '2', '3'], 'keys.version'],
  [['m'], 'keys.media'],
  [['h'], 'keys.hold'],
  [['x'], 'keys.none'],
  [['z'], 'keys.undo'],
  [['c'], 'keys.claim'],
  [['/'], 'keys.search'],
  [['?'], 'keys.help'],
]
const KEYS_IN_EDIT: [string[], WordKey][] = [
  [['Ctrl ⏎'], 'keys.in-edit.send'],
  [['Esc'], 'keys.in-edit.leave'],
]

/** One key, one action. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <KeyList keys={KEYS} />
      <h2>{t('keys.in-edit')}</h2>
      <KeyList keys={KEYS_IN_EDIT} />
    </Dialog>
  )
}

function KeyList({ keys }: { keys: [string[], WordKey][] }) {
  return (
    <dl class="keys">
      {keys.map(([names, word]) => (
        <div key={word}>
          <dt>
            <span class="unseen">{names.join(', ')}</span>
            {names.map((name) => (
              <Kbd key={name}>{name}</Kbd>
            ))}
          </dt>
          <dd>{t(word)}</dd>
        </div>
      ))}
    </dl>
  )
}

import { TriangleAlert } from 'lucide'
import type { Warning } from '../cards.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { said, t } from '../words.ts'

/** Warnings that must be read before a yes counts. */
export function ConfirmWarnings({
  warnings,
  onSend,
  onEdit,
  onClose,
}: {
  warnings: Warning[]
  onSend: () => void
  onEdit: () => void
  onClose: () => void
}) {
  return (
    <Dialog title={t('confirm.title')} onClose={onClose}>
      <ul class="warnings">
        {warnings.map((warning) => (
          <li key={warning.rule} class="notice tone-failed">
            <Icon of={TriangleAlert} />
            <p>{said(warning.says)}</p>
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button look="danger" onClick={onSend}>
          {t('confirm.send')}
        </Button>
        <Button look="main" onClick={onEdit}>
          {t('confirm.edit')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

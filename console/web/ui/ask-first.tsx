import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../words.ts'
import { Button, type ButtonProps } from './button.tsx'
import { Dialog, DialogActions } from './dialog.tsx'

/*
 * <AskFirst button={{ icon: Unplug, children: 'Disconnect' }} title="Disconnect Telegram?" onYes={disconnect}>What goes.</AskFirst>
 * For what one press cannot bring back: says first what goes and what stays. The word on the button is the word that does it.
 */
export function AskFirst({
  button,
  title,
  onYes,
  children,
}: {
  button: ButtonProps
  title: string
  onYes: () => void
  children: ComponentChildren
}) {
  const [isOpen, setOpen] = useState(false)
  const yes = () => {
    setOpen(false)
    onYes()
  }
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)} />
      {isOpen && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <p>{children}</p>
          <DialogActions>
            <Button look="plain" onClick={() => setOpen(false)}>
              {t('action.cancel')}
            </Button>
            <Button {...button} look="danger" onClick={yes} />
          </DialogActions>
        </Dialog>
      )}
    </>
  )
}
